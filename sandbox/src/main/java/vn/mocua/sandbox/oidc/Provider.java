package vn.mocua.sandbox.oidc;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.PostIdAccounts;
import vn.mocua.sandbox.town.VneidAccounts;
import vn.mocua.sandbox.web.Front;
import vn.mocua.sandbox.web.Reply;
import vn.mocua.sandbox.web.Request;

/** An OpenID provider, everything below its issuer: docs/protocols/openid-connect.md. */
public final class Provider implements Front.Room {

    /**
     * Where a provider stands.
     *
     * @param here the sandbox's address, where people find its pages
     * @param tls where each system speaks TLS; of that the issuers are made
     * @param portals the addresses of the portals that may ask
     */
    public record Place(
            String here, Function<Outside, String> tls, Supplier<Set<URI>> portals, Faults faults, Clock clock) {

        String issuer(Outside system, String key) {
            return tls.apply(system) + "/" + key;
        }
    }

    private final House house;
    private final String issuer;
    private final String pages;
    private final Faults faults;
    private final SigningKey key;
    private final Tokens tokens;
    private final UserInfo userInfo;
    private final SignIn signIn;
    private final AtomicInteger nonsense = new AtomicInteger();

    public static Provider postId(PostIdAccounts accounts, Credentials credentials, Place place) {
        return new Provider(new PostId(accounts), credentials, place, place.issuer(Outside.VNEID, "vneid"));
    }

    public static Provider vneid(VneidAccounts accounts, Credentials credentials, Place place) {
        return new Provider(new Vneid(accounts), credentials, place, place.issuer(Outside.POST, "postid"));
    }

    private Provider(House house, Credentials credentials, Place place, String otherIssuer) {
        this.house = house;
        issuer = place.issuer(house.system(), house.key());
        pages = place.here() + "/" + house.key();
        faults = place.faults();
        key = SigningKey.of(house.algorithm(), credentials.publicKey(), credentials.privateKey());
        var grants = new Shelf<Grant>(place.clock(), Grant::forgotten);
        var opened = new Shelf<Tokens.Access>(place.clock(), Tokens.Access::until);
        tokens = new Tokens(issuer, credentials, key, grants, opened, this::fault, place.clock());
        userInfo = new UserInfo(house, opened, this::fault);
        var client = new Client(credentials.clientId(), place.portals(), house.returns());
        signIn = new SignIn(house, pages, issuer, otherIssuer, client, key, grants, this::fault, place.clock());
    }

    private Fault fault() {
        return faults.of(house.system());
    }

    @Override
    public Reply answer(Request request) throws InterruptedException {
        var wrong = fault();
        if (wrong == Fault.DOWN) {
            return Reply.hangUp();
        }
        if (wrong == Fault.SLOW) {
            Thread.sleep(Fault.SLOWNESS);
        }
        var base = "/" + house.key();
        var path = request.path().startsWith(base + "/") ? request.path().substring(base.length()) : "/";
        return switch (path) {
            case "/.well-known/openid-configuration" -> spoken(wrong, published(request, metadata(wrong)));
            case "/jwks" -> spoken(wrong, published(request, Map.of("keys", List.of(key.jwk()))));
            case "/token" -> spoken(wrong, tokens.issue(request));
            case "/userinfo" -> spoken(wrong, userInfo.answer(request));
            default -> signIn.answer(request, path);
        };
    }

    /** What machines hear can be nonsense or break off; the pages for people stay, so that one gets that far. */
    private Reply spoken(Fault wrong, Reply reply) {
        return switch (wrong) {
            case GARBAGE -> babble();
            case CUT -> reply.cut();
            default -> reply;
        };
    }

    private static Reply published(Request request, Object value) {
        return request.method().equals("GET")
                ? Reply.json(value).with("Cache-Control", "max-age=60")
                : Reply.json(405, Map.of("error", "invalid_request")).with("Allow", "GET");
    }

    /** OpenID Connect Discovery 1.0, 3. */
    private Map<String, Object> metadata(Fault wrong) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("issuer", issuer);
        metadata.put("authorization_endpoint", pages + "/authorize");
        metadata.put("token_endpoint", issuer + "/token");
        metadata.put("userinfo_endpoint", issuer + "/userinfo");
        metadata.put("jwks_uri", issuer + "/jwks");
        metadata.put("end_session_endpoint", pages + "/end-session");
        metadata.put("scopes_supported", house.scopes().keySet());
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("response_modes_supported", List.of("query"));
        metadata.put("grant_types_supported", List.of("authorization_code"));
        metadata.put("subject_types_supported", List.of("public"));
        metadata.put("acr_values_supported", List.of("LoA1"));
        metadata.put(
                "id_token_signing_alg_values_supported",
                List.of(house.algorithm().name()));
        metadata.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));
        metadata.put("code_challenge_methods_supported", List.of("S256"));
        metadata.put("authorization_response_iss_parameter_supported", true);
        metadata.put("claim_types_supported", List.of("normal"));
        metadata.put("claims_supported", claims());
        metadata.put("claims_parameter_supported", false);
        metadata.put("request_parameter_supported", false);
        metadata.put("request_uri_parameter_supported", false);
        metadata.put("ui_locales_supported", List.of("vi", "en"));
        metadata.putAll(house.metadata());
        if (wrong == Fault.EXTRA_CLAIMS) {
            metadata.put("weather", Map.of("tomorrow", List.of("rain")));
        }
        return metadata;
    }

    private List<String> claims() {
        var claims = new ArrayList<>(List.of("sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "acr", "jti"));
        claims.addAll(house.scopes().values().stream()
                .flatMap(Set::stream)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
        return claims;
    }

    /** Nonsense in turn: a web page, a torn JSON, wrong types, an array, an empty object. */
    private Reply babble() {
        return switch (nonsense.getAndIncrement() % 5) {
            case 0 -> Reply.html(200, "<!doctype html><title>Gateway</title><h1>It works!</h1>");
            case 1 -> Reply.of(200, "application/json", "{\"issuer\":\"ht".getBytes(StandardCharsets.UTF_8));
            case 2 ->
                Reply.json(Map.of(
                        "issuer", 42, "keys", "none", "access_token", List.of(), "id_token", "a.b.c", "sub", true));
            case 3 -> Reply.json(List.of(1, 2, 3));
            default -> Reply.json(Map.of());
        };
    }
}
