package vn.mocua.sandbox.mss;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;

/** Bearer tokens of one service: opaque, an hour long, for everything or for one user. */
final class CscTokens {

    private static final Duration LIFETIME = Duration.ofHours(1);
    private static final int MOST = 2000;

    private record Token(String user, Instant until) {}

    private final byte[] id;
    private final byte[] secret;
    private final Clock clock;
    private final Map<String, Token> valid = new LinkedHashMap<>();

    CscTokens(String clientId, String clientSecret, Clock clock) {
        id = clientId.getBytes(UTF_8);
        secret = clientSecret.getBytes(UTF_8);
        this.clock = clock;
    }

    /** RFC 6749, 4.4: client credentials, in the header or in the form. */
    Reply issue(Request request) throws CscRefused {
        if (!request.isOfType("application/x-www-form-urlencoded")) {
            throw CscRefused.request("A form is wanted");
        }
        var form = request.form();
        var pair = request.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, "Basic ", 0, 6))
                .map(header -> decoded(header.substring(6).strip()).split(":", 2))
                .orElseGet(() ->
                        new String[] {form.getOrDefault("client_id", ""), form.getOrDefault("client_secret", "")});
        check(pair[0], pair.length == 2 ? pair[1] : "");
        if (!"client_credentials".equals(form.get("grant_type"))) {
            throw new CscRefused(400, "unsupported_grant_type", "Only client_credentials is known here");
        }
        if (!form.getOrDefault("scope", "service").strip().equals("service")) {
            throw new CscRefused(400, "invalid_scope", "Only service is known here");
        }
        return token("");
    }

    void check(String clientId, String clientSecret) throws CscRefused {
        if (!(MessageDigest.isEqual(clientId.getBytes(UTF_8), id)
                & MessageDigest.isEqual(clientSecret.getBytes(UTF_8), secret))) {
            throw new CscRefused(401, "invalid_client", "The client is not known");
        }
    }

    /** A token for one user, or for all when that is empty. */
    Reply token(String user) {
        var token = Prompts.token();
        synchronized (valid) {
            var now = clock.instant();
            valid.values().removeIf(old -> !old.until().isAfter(now));
            if (valid.size() >= MOST) {
                valid.remove(valid.keySet().iterator().next());
            }
            valid.put(token, new Token(user, now.plus(LIFETIME)));
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("access_token", token);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", LIFETIME.toSeconds());
        return Reply.json(answer).with("Cache-Control", "no-store");
    }

    /** For whom the request's token is. */
    String user(Request request) throws CscRefused {
        var header = request.header("Authorization").orElse("");
        if (header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            synchronized (valid) {
                var token = valid.get(header.substring(7).strip());
                if (token != null && token.until().isAfter(clock.instant())) {
                    return token.user();
                }
            }
        }
        throw new CscRefused(401, "invalid_token", "The token is not known, or its time is over");
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
