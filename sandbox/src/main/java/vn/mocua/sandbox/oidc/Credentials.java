package vn.mocua.sandbox.oidc;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a provider and the portal agreed on, and the provider's key; made once for each data folder.
 *
 * @param publicKey X.509, in Base64
 * @param privateKey PKCS #8, in Base64
 */
public record Credentials(String clientId, String clientSecret, String publicKey, String privateKey) {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Fresh ones for PostID, which signs with RSA. */
    public static Credentials ofPostId() {
        return fresh(PostId.ALGORITHM);
    }

    /** Fresh ones for VNeID, which signs with an elliptic curve. */
    public static Credentials ofVneid() {
        return fresh(Vneid.ALGORITHM);
    }

    private static Credentials fresh(SigningKey.Algorithm algorithm) {
        var pair = algorithm.freshKey();
        return new Credentials(
                "mocua-" + secret(6),
                secret(24),
                Base64.getEncoder().encodeToString(pair.getPublic().getEncoded()),
                Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
    }

    /** Letters that nobody guesses and no URL changes. */
    static String secret(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The same in small letters and digits only. */
    static String hex(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
