package vn.mocua.portal.messaging;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals with one key for all nodes of a test run, which nobody keeps. */
final class TestSealing implements Sealing {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final SecretKeySpec KEY = new SecretKeySpec(RANDOM.generateSeed(32), "AES");

    @Override
    public byte[] seal(String column, String row, byte[] plain) {
        var nonce = new byte[12];
        RANDOM.nextBytes(nonce);
        var sealed = run(Cipher.ENCRYPT_MODE, column + "/" + row, nonce, plain);
        var both = Arrays.copyOf(nonce, 12 + sealed.length);
        System.arraycopy(sealed, 0, both, 12, sealed.length);
        return both;
    }

    @Override
    public byte[] open(String column, String row, byte[] sealed) {
        return run(
                Cipher.DECRYPT_MODE,
                column + "/" + row,
                Arrays.copyOf(sealed, 12),
                Arrays.copyOfRange(sealed, 12, sealed.length));
    }

    private byte[] run(int mode, String place, byte[] nonce, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, KEY, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
