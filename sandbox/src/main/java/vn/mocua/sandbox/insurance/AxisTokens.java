package vn.mocua.sandbox.insurance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;

/** The axis' token issuer: OAuth 2 client credentials (RFC 6749, 4.4), opaque tokens, one scope. */
final class AxisTokens {

    static final Duration LIFETIME = Duration.ofSeconds(300);
    static final String SCOPE = "bhxh";
    private static final int MOST = 1000;

    private final String basic;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> valid = new LinkedHashMap<>();

    AxisTokens(String clientId, String clientSecret, Clock clock) {
        // RFC 6749, 2.3.1: both are form-encoded before they are joined; ours hold no letter that this would change.
        this.basic = "Basic "
                + Base64.getEncoder()
                        .encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.US_ASCII));
        this.clock = clock;
    }

    Reply issue(Request request) {
        if (!request.method().equals("POST")) {
            return error(405, "invalid_request").with("Allow", "POST");
        }
        if (!same(request.header("Authorization").orElse(""), basic)) {
            return error(401, "invalid_client").with("WWW-Authenticate", "Basic realm=\"axis\"");
        }
        if (!request.isOfType("application/x-www-form-urlencoded")
                || !request.form().containsKey("grant_type")) {
            return error(400, "invalid_request");
        }
        if (!"client_credentials".equals(request.form().get("grant_type"))) {
            return error(400, "unsupported_grant_type");
        }
        if (!request.form().getOrDefault("scope", SCOPE).strip().equals(SCOPE)) {
            return error(400, "invalid_scope");
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("access_token", remember());
        answer.put("token_type", "Bearer");
        answer.put("expires_in", LIFETIME.toSeconds());
        answer.put("scope", SCOPE);
        return Reply.json(answer).with("Cache-Control", "no-store");
    }

    boolean letsPass(Request request) {
        var header = request.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return false;
        }
        synchronized (valid) {
            var until = valid.get(header.substring(7).strip());
            return until != null && until.isAfter(clock.instant());
        }
    }

    private String remember() {
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        synchronized (valid) {
            var now = clock.instant();
            valid.values().removeIf(until -> !until.isAfter(now));
            if (valid.size() >= MOST) {
                valid.remove(valid.keySet().iterator().next());
            }
            valid.put(token, now.plus(LIFETIME));
        }
        return token;
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply error(int status, String code) {
        return Reply.json(status, Map.of("error", code)).with("Cache-Control", "no-store");
    }
}
