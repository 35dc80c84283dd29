package vn.mocua.agent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/** A challenge as the portal makes it, and as a page that means harm would bend it. */
public record Challenge(String origin, String statement, String nonce) {

    public static final String SITE = "https://dichvucong.example.vn";

    public static Challenge fresh() {
        return to("register", "mocua1.reg.", SITE);
    }

    public static Challenge to(String purpose, String prefix, String origin) {
        return of(origin, statement(origin, purpose), prefix);
    }

    public static Challenge of(String origin, String statement, String prefix) {
        return new Challenge(
                origin,
                statement,
                prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(statement)));
    }

    public static String statement(String origin, String purpose) {
        return """
                {"issuedAt":"2026-11-26T06:00:00Z","kind":"citizen","locale":"vi","origin":"%s","purpose":"%s",\
                "random":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8","txn":"%s","type":"mocua/statement/1"}\
                """.formatted(origin, purpose, UUID.randomUUID());
    }

    /** What a page posts. */
    public String body() {
        return "{\"challengeNonce\":\"%s\",\"statement\":\"%s\",\"lang\":\"vi\"}".formatted(nonce, base64());
    }

    public String file() {
        return "{\"challengeNonce\":\"%s\",\"statement\":\"%s\",\"origin\":\"%s\"}".formatted(nonce, base64(), origin);
    }

    public String base64() {
        return Base64.getEncoder().encodeToString(statement.getBytes(UTF_8));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
