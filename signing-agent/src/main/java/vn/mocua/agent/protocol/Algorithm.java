package vn.mocua.agent.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;

/** The signature algorithms of a token, each given by the key: nobody chooses. */
public enum Algorithm {
    RS256("SHA-256", "SHA256withRSA"),
    ES256("SHA-256", "SHA256withECDSAinP1363Format"),
    ES384("SHA-384", "SHA384withECDSAinP1363Format"),
    ES512("SHA-512", "SHA512withECDSAinP1363Format");

    private final String hash;
    private final String jca;

    Algorithm(String hash, String jca) {
        this.hash = hash;
        this.jca = jca;
    }

    public String hash() {
        return hash;
    }

    public String jca() {
        return jca;
    }

    public static Optional<Algorithm> of(PublicKey key) {
        return switch (key) {
            case RSAPublicKey _ -> Optional.of(RS256);
            case ECPublicKey curve ->
                switch (curve.getParams().getCurve().getField().getFieldSize()) {
                    case 256 -> Optional.of(ES256);
                    case 384 -> Optional.of(ES384);
                    case 521 -> Optional.of(ES512);
                    default -> Optional.empty();
                };
            default -> Optional.empty();
        };
    }

    /** What is signed: the hash of the origin, then the hash of the nonce. */
    public byte[] toSign(Origin origin, Nonce nonce) {
        var first = digest(origin.value().getBytes(UTF_8));
        var second = digest(nonce.value().getBytes(UTF_8));
        var both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    public byte[] digest(byte[] bytes) {
        try {
            return MessageDigest.getInstance(hash).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether a driver's signature is one. */
    public boolean verifies(PublicKey key, byte[] signed, byte[] signature) {
        try {
            var verifier = Signature.getInstance(jca);
            verifier.initVerify(key);
            verifier.update(signed);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
