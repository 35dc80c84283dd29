package vn.mocua.sandbox.control;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Opens captcha tokens with the demo key, as nobody else can: docs/protocols/captcha.md. */
public final class CaptchaOpener {

    private static final byte[] ASSOCIATED = "mocua captcha v1".getBytes(StandardCharsets.US_ASCII);
    private static final int NONCE = 12;
    private static final int TAG = 16;

    private final byte[] key;

    /**
     * Takes the key of a portal that is on trial.
     *
     * @param key 32 bytes
     */
    public CaptchaOpener(byte[] key) {
        this.key = key.clone();
    }

    /** The answer within a token; empty when it was not sealed with our key. An expired token is opened too. */
    public Optional<String> answer(String token) {
        try {
            var sealed = Base64.getUrlDecoder().decode(token);
            if (sealed.length < NONCE + TAG) {
                return Optional.empty();
            }
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(key, "AES"),
                    new GCMParameterSpec(TAG * 8, Arrays.copyOf(sealed, NONCE)));
            cipher.updateAAD(ASSOCIATED);
            var opened = JsonMapper.shared().readTree(cipher.doFinal(sealed, NONCE, sealed.length - NONCE));
            var answer = opened.path("answer");
            return answer.isString() ? Optional.of(answer.asString()) : Optional.empty();
        } catch (GeneralSecurityException | IllegalArgumentException | JacksonException e) {
            return Optional.empty();
        }
    }
}
