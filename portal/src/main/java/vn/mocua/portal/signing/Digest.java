package vn.mocua.portal.signing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Hashes of bytes. */
final class Digest {

    private Digest() {}

    static byte[] sha256(byte[]... parts) {
        return of("SHA-256", parts);
    }

    static byte[] of(String algorithm, byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance(algorithm);
            for (var part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("no " + algorithm, e);
        }
    }

    /** SHA-256 of the bytes, base64url without padding. */
    static String fingerprint(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes));
    }
}
