package vn.mocua.portal.signing;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Optional;

/** How a token may sign. Which of these it may be is said by the certificate's key, never by what came with it. */
enum Algorithm {
    RS256("SHA-256", "SHA256withRSA", 0),
    PS256("SHA-256", "RSASSA-PSS", 0),
    ES256("SHA-256", "SHA256withECDSA", 64),
    ES384("SHA-384", "SHA384withECDSA", 96),
    ES512("SHA-512", "SHA512withECDSA", 132);

    private static final String RAW = "inP1363Format";
    private static final ECParameterSpec P256 = curve("secp256r1");
    private static final ECParameterSpec P384 = curve("secp384r1");
    private static final ECParameterSpec P521 = curve("secp521r1");

    private final String hash;
    private final String name;
    private final int length;

    Algorithm(String hash, String name, int length) {
        this.hash = hash;
        this.name = name;
        this.length = length;
    }

    /** Of a hash, as {@link java.security.MessageDigest} calls it. */
    String hash() {
        return hash;
    }

    /** Those that fit a key, the usual one first; of no use is every other. */
    static List<Algorithm> allowedFor(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa -> List.of(RS256, PS256);
            case ECPublicKey ec -> of(ec).map(List::of).orElse(List.of());
            default -> List.of();
        };
    }

    static Optional<Algorithm> of(ECPublicKey key) {
        if (isOn(P256, key)) {
            return Optional.of(ES256);
        } else if (isOn(P384, key)) {
            return Optional.of(ES384);
        }
        return isOn(P521, key) ? Optional.of(ES512) : Optional.empty();
    }

    /** The one of that name among those that fit the key. */
    static Optional<Algorithm> named(String name, PublicKey key) {
        return allowedFor(key).stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Whether it is the key's signature over the bytes; of ECDSA as R and S, as JOSE has it (RFC 7518 section 3.4). */
    boolean verifies(PublicKey key, byte[] bytes, byte[] signature) {
        return (length == 0 || signature.length == length)
                && verifies(length == 0 ? name : name + RAW, key, bytes, signature);
    }

    /** The same, where ECDSA's signature may also be DER (RFC 3279 section 2.2.3). */
    boolean verifiesInAnyForm(PublicKey key, byte[] bytes, byte[] signature) {
        return verifies(key, bytes, signature) || (length > 0 && verifies(name, key, bytes, signature));
    }

    /** The same over SHA-256, whatever the key: for a hash that was given before the key was known. */
    boolean verifiesOverSha256(PublicKey key, byte[] bytes, byte[] signature) {
        return length == 0
                ? verifies(key, bytes, signature)
                : (signature.length == length && verifies("SHA256withECDSA" + RAW, key, bytes, signature))
                        || verifies("SHA256withECDSA", key, bytes, signature);
    }

    private boolean verifies(String jca, PublicKey key, byte[] bytes, byte[] signature) {
        try {
            var verifier = Signature.getInstance(jca);
            if (this == PS256) {
                verifier.setParameter(new PSSParameterSpec(hash, "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            verifier.initVerify(key);
            verifier.update(bytes);
            return verifier.verify(signature);
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    private static boolean isOn(ECParameterSpec curve, ECPublicKey key) {
        var its = key.getParams();
        return its.getCurve().equals(curve.getCurve())
                && its.getGenerator().equals(curve.getGenerator())
                && its.getOrder().equals(curve.getOrder())
                && its.getCofactor() == curve.getCofactor()
                && holds(curve, key);
    }

    /** Whether the point is one of the curve's. */
    private static boolean holds(ECParameterSpec curve, ECPublicKey key) {
        var p = ((ECFieldFp) curve.getCurve().getField()).getP();
        var x = key.getW().getAffineX();
        var y = key.getW().getAffineY();
        if (x == null || y == null || isOutside(x, p) || isOutside(y, p)) {
            return false;
        }
        var right = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB())
                .mod(p);
        return y.multiply(y).mod(p).equals(right);
    }

    private static boolean isOutside(BigInteger coordinate, BigInteger p) {
        return coordinate.signum() < 0 || coordinate.compareTo(p) >= 0;
    }

    private static ECParameterSpec curve(String name) {
        try {
            var parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec(name));
            return parameters.getParameterSpec(ECParameterSpec.class);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no curve " + name, e);
        }
    }
}
