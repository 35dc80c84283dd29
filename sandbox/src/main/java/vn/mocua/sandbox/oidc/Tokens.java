package vn.mocua.sandbox.oidc;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;

/** The token endpoint: a code and its verifier against an ID token and an access token. */
final class Tokens {

    static final Duration LIFETIME = Duration.ofMinutes(5);

    private static final Duration FAST = Duration.ofMinutes(10);
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    /** What an access token opens. */
    record Access(Account account, Set<String> scopes, Instant until) {}

    private final String issuer;
    private final Credentials client;
    private final SigningKey key;
    private final Shelf<Grant> grants;
    private final Shelf<Access> opened;
    private final Supplier<Fault> fault;
    private final Clock clock;

    Tokens(
            String issuer,
            Credentials client,
            SigningKey key,
            Shelf<Grant> grants,
            Shelf<Access> opened,
            Supplier<Fault> fault,
            Clock clock) {
        this.issuer = issuer;
        this.client = client;
        this.key = key;
        this.grants = grants;
        this.opened = opened;
        this.fault = fault;
        this.clock = clock;
    }

    Reply issue(Request request) {
        if (!request.method().equals("POST")) {
            return new Refused(405, "invalid_request", "POST only").reply().with("Allow", "POST");
        }
        if (!isOurClient(request.header("Authorization").orElse(""))) {
            return new Refused(401, "invalid_client", "client_secret_basic with the agreed id and secret")
                    .reply()
                    .with("WWW-Authenticate", "Basic realm=\"" + issuer + "\"");
        }
        try {
            return Reply.json(answer(request)).with("Cache-Control", "no-store").with("Pragma", "no-cache");
        } catch (Refused e) {
            return e.reply();
        }
    }

    private Map<String, Object> answer(Request request) throws Refused {
        if (!request.isOfType("application/x-www-form-urlencoded")) {
            throw Refused.invalid("the body must be a form");
        }
        var form = request.form();
        var kind = form.get("grant_type");
        if (kind == null || !form.containsKey("code") || !form.containsKey("code_verifier")) {
            throw Refused.invalid("grant_type, code and code_verifier are needed");
        }
        if (!kind.equals("authorization_code")) {
            throw new Refused(400, "unsupported_grant_type", "grant_type must be authorization_code");
        }
        var grant = grants.find(form.getOrDefault("code", "")).orElseThrow(() -> stale("no such code"));
        spend(grant);
        if (grant.isOver(clock.instant())) {
            throw stale("the code is over");
        }
        if (!grant.asked().redirectUri().equals(form.get("redirect_uri"))) {
            throw stale("redirect_uri is not the one of the request");
        }
        var verifier = form.getOrDefault("code_verifier", "");
        if (!VERIFIER.matcher(verifier).matches()
                || !same(challenge(verifier), grant.asked().challenge())) {
            throw stale("code_verifier does not fit");
        }
        var token = Credentials.secret(24);
        grant.opened(token);
        opened.put(
                token,
                new Access(
                        grant.who().account(),
                        grant.asked().scopes(),
                        clock.instant().plus(LIFETIME)));
        var answer = new LinkedHashMap<String, Object>();
        answer.put("access_token", token);
        answer.put("token_type", "Bearer");
        answer.put("expires_in", LIFETIME.toSeconds());
        answer.put("scope", String.join(" ", grant.asked().scopes()));
        answer.put("id_token", idToken(grant, token));
        if (fault.get() == Fault.EXTRA_CLAIMS) {
            answer.put("session", Map.of("place", List.of(1, 2, 3)));
        }
        return answer;
    }

    /** RFC 6749, 4.1.2: a second use is denied, and the server "SHOULD revoke (when possible) all tokens" of the first. */
    private void spend(Grant grant) throws Refused {
        if (!grant.spend() && fault.get() != Fault.REPLAYED_CODE) {
            var token = grant.accessToken();
            if (token != null) {
                opened.take(token);
            }
            throw stale("the code was used");
        }
    }

    private static Refused stale(String description) {
        return new Refused(400, "invalid_grant", description);
    }

    private String idToken(Grant grant, String accessToken) {
        var wrong = fault.get();
        var now = wrong == Fault.CLOCK_SKEW ? clock.instant().plus(FAST) : clock.instant();
        var issued = wrong == Fault.EXPIRED_TOKEN ? now.minus(LIFETIME).minus(FAST) : now;
        var since = grant.who().since();
        var claims = new LinkedHashMap<String, Object>();
        claims.put("iss", wrong == Fault.WRONG_ISSUER ? "https://id.example" : issuer);
        claims.put("sub", grant.who().account().subject());
        claims.put("aud", wrong == Fault.WRONG_AUDIENCE ? "another-site" : client.clientId());
        claims.put("exp", issued.plus(LIFETIME).getEpochSecond());
        claims.put("iat", issued.getEpochSecond());
        claims.put("auth_time", (wrong == Fault.CLOCK_SKEW ? since.plus(FAST) : since).getEpochSecond());
        if (wrong == Fault.BAD_NONCE) {
            claims.put("nonce", Credentials.secret(16));
        } else if (grant.asked().nonce() != null) {
            claims.put("nonce", grant.asked().nonce());
        }
        claims.put("acr", "LoA1");
        claims.put("amr", List.of("pwd"));
        claims.put("at_hash", SigningKey.halfHash(accessToken));
        claims.put("jti", UUID.randomUUID().toString());
        if (wrong == Fault.EXTRA_CLAIMS) {
            claims.put("roles", List.of("administrator"));
            claims.put("name", Map.of("first", List.of()));
        }
        return switch (wrong) {
            case UNSIGNED_TOKEN -> SigningKey.unsigned(claims);
            case WRONG_KEY -> key.forged().sign(claims);
            default -> key.sign(claims);
        };
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(SigningKey.sha256(verifier.getBytes(StandardCharsets.US_ASCII)));
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
            // RFC 6749, 2.3.1: both are form-encoded before they are joined.
            return pair.length == 2
                    && same(decoded(pair[0]), client.clientId()) & same(decoded(pair[1]), client.clientSecret());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
