package vn.mocua.portal.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.jspecify.annotations.Nullable;

/** Which keys and signatures are strong enough. */
final class Strength {

    private static final int LEAST_RSA = 2048;
    private static final int MOST_RSA = 8192;
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65_537);

    // sha256/384/512WithRSAEncryption, RSASSA-PSS, ecdsa-with-SHA256/384/512: no SHA-1, no MD5
    private static final Set<String> SIGNATURES = Set.of(
            "1.2.840.113549.1.1.11",
            "1.2.840.113549.1.1.12",
            "1.2.840.113549.1.1.13",
            "1.2.840.10045.4.3.2",
            "1.2.840.10045.4.3.3",
            "1.2.840.10045.4.3.4");
    private static final String PSS = "1.2.840.113549.1.1.10";

    private Strength() {}

    static boolean isStrong(PublicKey key) {
        return switch (key) {
            case RSAPublicKey rsa ->
                rsa.getModulus().bitLength() >= LEAST_RSA
                        && rsa.getModulus().bitLength() <= MOST_RSA
                        && rsa.getPublicExponent().compareTo(LEAST_EXPONENT) >= 0
                        && !Roca.isWeak(rsa.getModulus());
            case ECPublicKey ec -> Algorithm.of(ec).isPresent();
            default -> false;
        };
    }

    /** Whether both the key of a certificate and its issuer's signature over it are strong. */
    static boolean isStrong(X509Certificate certificate) {
        return isStrong(certificate.getPublicKey())
                && isStrongSignature(certificate.getSigAlgOID(), certificate.getSigAlgParams());
    }

    static boolean isStrongSignature(AlgorithmIdentifier algorithm) {
        try {
            var parameters = algorithm.getParameters();
            return isStrongSignature(
                    algorithm.getAlgorithm().getId(),
                    parameters == null ? null : parameters.toASN1Primitive().getEncoded());
        } catch (IOException e) {
            return false;
        }
    }

    static boolean isStrongSignature(String algorithm, byte @Nullable [] parameters) {
        return SIGNATURES.contains(algorithm)
                || (PSS.equals(algorithm) && parameters != null && PssParameters.areStrong(parameters));
    }
}
