package vn.mocua.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Seals tokens as a portal does: docs/protocols/captcha.md. */
public final class Captchas {

    private Captchas() {}

    /** A token of the portal that has these properties. */
    public static String token(Properties properties, String answer) throws GeneralSecurityException {
        var key = properties.getProperty("mocua.captcha.key").substring("demo:".length());
        var nonce = new byte[12];
        new SecureRandom().nextBytes(nonce);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.ENCRYPT_MODE,
                new SecretKeySpec(Base64.getDecoder().decode(key), "AES"),
                new GCMParameterSpec(128, nonce));
        cipher.updateAAD("mocua captcha v1".getBytes(StandardCharsets.US_ASCII));
        var sealed = cipher.doFinal(("{\"answer\":\"" + answer + "\",\"for\":\"f\",\"exp\":1,\"id\":\"i\"}")
                .getBytes(StandardCharsets.UTF_8));
        var all = new byte[nonce.length + sealed.length];
        System.arraycopy(nonce, 0, all, 0, nonce.length);
        System.arraycopy(sealed, 0, all, nonce.length, sealed.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }
}
