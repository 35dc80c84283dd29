package vn.mocua.portal.abuse;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Seals a captcha's answer into its token and opens it again: docs/protocols/captcha.md. */
final class CaptchaSeal {

    /** What a token holds: the six digits, the form they are for, the second they expire, and a random id. */
    record Content(
            String answer,
            @JsonProperty("for") String boundTo,
            @JsonProperty("exp") long expires,
            String id) {

        @Override
        public String toString() {
            return "Content[***]";
        }
    }

    private static final String SETTING = "mocua.captcha.key";
    private static final String DEMO = "demo:";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int LONGEST_TOKEN = 1024;
    private static final byte[] PURPOSE = "mocua captcha v1".getBytes(StandardCharsets.US_ASCII);
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
    private static final JsonMapper JSON = new JsonMapper();

    private final SecretKeySpec key;
    private final boolean demo;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param setting 32 bytes in base64, with {@code demo:} before it if a sandbox knows the key
     * @throws IllegalStateException in one line, without the value, if it is missing or no such key
     */
    CaptchaSeal(@Nullable String setting) {
        if (setting == null || setting.isBlank()) {
            throw new IllegalStateException(
                    SETTING + " is not set: it needs 32 random bytes in base64, used for nothing else");
        }
        demo = setting.startsWith(DEMO);
        key = new SecretKeySpec(bytes(demo ? setting.substring(DEMO.length()) : setting), "AES");
    }

    boolean isDemo() {
        return demo;
    }

    String seal(Content content) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, nonce);
            var plain = JSON.writeValueAsBytes(content);
            var sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(plain.length));
            cipher.doFinal(plain, 0, plain.length, sealed, NONCE_BYTES);
            return TEXT.encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the token holds, whether expired or not; empty if it is not one of ours, letter for letter. */
    Optional<Content> open(@Nullable String token) {
        if (token == null || token.length() > LONGEST_TOKEN) {
            return Optional.empty();
        }
        try {
            var sealed = Base64.getUrlDecoder().decode(token);
            // Base64 can write the same bytes in several ways; a token is good in one way only.
            if (sealed.length <= NONCE_BYTES || !TEXT.encodeToString(sealed).equals(token)) {
                return Optional.empty();
            }
            var cipher = cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE_BYTES));
            var plain = cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
            return Optional.of(JSON.readValue(plain, Content.class));
        } catch (IllegalArgumentException | GeneralSecurityException | JacksonException e) {
            return Optional.empty();
        }
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(PURPOSE);
        return cipher;
    }

    private static byte[] bytes(String base64) {
        try {
            var bytes = Base64.getDecoder().decode(base64.strip());
            if (bytes.length == KEY_BYTES) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            // said below, without the value
        }
        throw new IllegalStateException(SETTING + " is not 32 bytes in base64");
    }
}
