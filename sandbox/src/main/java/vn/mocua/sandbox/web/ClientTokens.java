package vn.mocua.sandbox.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Somebody's token issuer: OAuth 2 client credentials (RFC 6749, 4.4), opaque tokens. */
public final class ClientTokens {

    private static final Duration LIFETIME = Duration.ofSeconds(300);
    private static final int MOST = 1000;

    private record Token(Set<String> scopes, Instant until) {}

    private final String realm;
    private final String clientId;
    private final String clientSecret;
    private final List<String> all;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Token> valid = new LinkedHashMap<>();

    /** @param all the scopes that the client may have */
    public ClientTokens(String realm, String clientId, String clientSecret, List<String> all, Clock clock) {
        this.realm = realm;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.all = List.copyOf(all);
        this.clock = clock;
    }

    public Reply issue(Request request) {
        if (!request.method().equals("POST")) {
            return error(405, "invalid_request").with("Allow", "POST");
        }
        if (!isOurClient(request.header("Authorization").orElse(""))) {
            return error(401, "invalid_client").with("WWW-Authenticate", "Basic realm=\"" + realm + "\"");
        }
        if (!request.isOfType("application/x-www-form-urlencoded")) {
            return error(400, "invalid_request");
        }
        var form = request.form();
        var grant = form.get("grant_type");
        if (grant == null) {
            return error(400, "invalid_request");
        }
        if (!grant.equals("client_credentials")) {
            return error(400, "unsupported_grant_type");
        }
        // RFC 6749, 3.3: without a scope the server uses "a pre-defined default value": all that the client may have.
        var asked = form.getOrDefault("scope", "").strip();
        var scopes = asked.isEmpty() ? all : List.of(asked.split(" +"));
        if (!all.containsAll(scopes)) {
            return error(400, "invalid_scope");
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("access_token", remember(Set.copyOf(scopes)));
        answer.put("token_type", "Bearer");
        answer.put("expires_in", LIFETIME.toSeconds());
        answer.put("scope", String.join(" ", scopes));
        return Reply.json(answer).with("Cache-Control", "no-store");
    }

    /** What the token of a request is good for; empty when it has none, or one that is over. */
    public Optional<Set<String>> scopesOf(Request request) {
        var header = request.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return Optional.empty();
        }
        synchronized (valid) {
            return Optional.ofNullable(valid.get(header.substring(7).strip()))
                    .filter(token -> token.until().isAfter(clock.instant()))
                    .map(Token::scopes);
        }
    }

    private String remember(Set<String> scopes) {
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        synchronized (valid) {
            var now = clock.instant();
            valid.values().removeIf(old -> !old.until().isAfter(now));
            if (valid.size() >= MOST) {
                valid.remove(valid.keySet().iterator().next());
            }
            valid.put(token, new Token(scopes, now.plus(LIFETIME)));
        }
        return token;
    }

    private boolean isOurClient(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        try {
            var pair = new String(
                            Base64.getDecoder()
                                    .decode(authorization.substring(6).strip()),
                            StandardCharsets.UTF_8)
                    .split(":", 2);
            // RFC 6749, 2.3.1: both are form-encoded before they are joined; ours hold no letter that this would
            // change.
            return pair.length == 2 && same(pair[0], clientId) & same(pair[1], clientSecret);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static Reply error(int status, String code) {
        return Reply.json(status, Map.of("error", code)).with("Cache-Control", "no-store");
    }
}
