package vn.mocua.portal.vault;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Authenticated encryption by one key: AES-256 in Galois/Counter Mode (NIST SP 800-38D), a random nonce of 96 bits before
 * and a tag of 128 bits behind. By the JDK's own cipher: Tink, which is elsewhere at home here, keeps ciphers and random
 * generators per thread, and with a virtual thread for each request that is 20 microseconds a request for nothing.
 */
final class AesGcm {

    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Looked for once, not with each call. */
    private static final Provider PROVIDER = provider();

    private final SecretKeySpec key;

    AesGcm(byte[] key) {
        if (key.length != Keyring.KEY_BYTES) {
            throw new IllegalArgumentException("an AES key here has 256 bits");
        }
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * @param head bytes put before the result, in clear
     * @param place what {@link #decrypt} must be told as well
     */
    byte[] encrypt(byte[] head, byte[] plain, byte[] place) {
        try {
            var nonce = new byte[NONCE_BYTES];
            RANDOM.nextBytes(nonce);
            var cipher = Cipher.getInstance(TRANSFORMATION, PROVIDER);
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(place);
            var result = ByteBuffer.allocate(head.length + NONCE_BYTES + cipher.getOutputSize(plain.length))
                    .put(head)
                    .put(nonce);
            cipher.doFinal(ByteBuffer.wrap(plain), result);
            return result.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this machine does not encrypt", e);
        }
    }

    /**
     * @param head how many bytes stand before
     * @throws GeneralSecurityException when a byte was changed, or key or place are others
     */
    byte[] decrypt(int head, byte[] sealed, byte[] place) throws GeneralSecurityException {
        var begin = head + NONCE_BYTES;
        if (sealed.length < begin + TAG_BITS / 8) {
            throw new GeneralSecurityException("too short");
        }
        var cipher = Cipher.getInstance(TRANSFORMATION, PROVIDER);
        var nonce = Arrays.copyOfRange(sealed, head, begin);
        cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(place);
        return cipher.doFinal(sealed, begin, sealed.length - begin);
    }

    private static Provider provider() {
        try {
            return Cipher.getInstance(TRANSFORMATION).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this machine does not encrypt", e);
        }
    }
}
