package vn.mocua.portal.federation;

import com.nimbusds.jose.jwk.JWKSet;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import vn.mocua.portal.federation.IdentityProviders.Wish;
import vn.mocua.portal.federation.OidcIdTokens.Verdict;
import vn.mocua.portal.outside.HttpAnswer;
import vn.mocua.portal.outside.Loopback;
import vn.mocua.portal.outside.Outside;
import vn.mocua.portal.outside.OutsideHttp;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.outside.OutsideUnavailable.Why;
import vn.mocua.portal.page.Language;

/** Speaks OpenID Connect, authorization code with PKCE: docs/protocols/openid-connect.md. */
final class OidcIdentityProvider implements IdentityProvider {

    private static final Logger LOG = LoggerFactory.getLogger(OidcIdentityProvider.class);

    /** How long somebody may take to sign in there. */
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final Duration METADATA_OLD = Duration.ofHours(1);

    /** Who is sent there finds a site that answered just now, and no dead page. */
    private static final Duration SEEN_ALIVE = Duration.ofSeconds(3);

    private static final String WELL_KNOWN = "/.well-known/openid-configuration";

    // RFC 6750 section 2.1: b64token
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]{1,4096}=*");

    private final String name;
    private final Wish wish;
    private final URI issuer;
    private final URI signIn;
    private final String clientId;
    private final String basic;
    private final String home;
    private final Outside outside;
    private final Clock clock;
    private final MeterRegistry meters;
    private final RestClient asking;
    private final RestClient exchanging;
    private final OidcIdTokens tokens;
    private final SecureRandom random = new SecureRandom();
    private volatile @Nullable OidcMetadata described;

    OidcIdentityProvider(
            String name,
            Wish wish,
            FederationSettings.Provider settings,
            URI publicUrl,
            Outside outside,
            OutsideHttp http,
            Clock clock,
            MeterRegistry meters) {
        this.name = name;
        this.wish = wish;
        this.issuer = required(name, "issuer", settings.issuer());
        this.signIn = signIn(name, settings, issuer);
        this.clientId = required(name, "client-id", settings.clientId());
        this.home = publicUrl.toString().replaceFirst("/+$", "");
        this.outside = outside;
        this.clock = clock;
        this.meters = meters;
        // RFC 6749 section 2.3.1: both are form-encoded before they are joined
        this.basic = Base64.getEncoder()
                .encodeToString(
                        (encoded(clientId) + ":" + encoded(required(name, "client-secret", settings.clientSecret())))
                                .getBytes(StandardCharsets.US_ASCII));
        this.asking = http.client(name, issuer)
                .requestInterceptor(OutsideHttp.onceMore())
                .build();
        // A code is good once: asking twice with it would undo what the first question got.
        this.exchanging = http.client(name, issuer).build();
        this.tokens =
                new OidcIdTokens(issuer.toString(), clientId, wish.levels(), new OidcKeys(this::keys, clock), clock);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String origin() {
        return OidcMetadata.origin(signIn);
    }

    @Override
    public Departure leave(String path, Language language) {
        var metadata = describedWithin(SEEN_ALIVE).orElseGet(() -> outside.call(name, this::read));
        var attempt = new Attempt(word(), word(), word(), path, clock.instant());
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", clientId);
        query.put("redirect_uri", home + path);
        query.put("scope", wish.scope());
        query.put("state", attempt.state());
        query.put("nonce", attempt.nonce());
        query.put("code_challenge", challenge(attempt.verifier()));
        query.put("code_challenge_method", "S256");
        // On a shared computer somebody else may still be signed in there.
        query.put("prompt", "login");
        query.put("max_age", Long.toString(OidcIdTokens.MAX_AGE.toSeconds()));
        query.put("ui_locales", language.tag());
        if (!wish.levels().isEmpty()) {
            query.put("acr_values", wish.levels().stream().sorted().collect(Collectors.joining(" ")));
        }
        return new Departure(URI.create(metadata.authorization() + "?" + form(query)), attempt);
    }

    @Override
    public <T> Answer<T> comeBack(Attempt attempt, Arrival arrival, Function<Claims, T> read) {
        var state = arrival.state() == null ? "" : arrival.state();
        if (!MessageDigest.isEqual(bytes(state), bytes(attempt.state()))
                || attempt.begunAt().plus(LIFE).isBefore(clock.instant())) {
            return new Answer.NotThisAttempt<>();
        }
        // RFC 9207 section 2.4: "If the value does not match the expected issuer identifier, clients MUST reject the
        // authorization response": another provider's code is not shown to this one, nor the other way round.
        if (arrival.iss() != null && !arrival.iss().equals(issuer.toString())) {
            return notBelieved("mix-up");
        }
        if (arrival.error() != null) {
            return brokenOff(arrival.error());
        }
        var code = arrival.code();
        if (code == null) {
            return new Answer.NotThisAttempt<>();
        }
        return outside.call(name, () -> exchange(attempt, code, arrival.iss() != null, read));
    }

    /** By the person, or else by trouble over there; what a browser brings along does not count against the provider. */
    private <T> Answer<T> brokenOff(String error) {
        if (error.equals("access_denied")) {
            return new Answer.Cancelled<>();
        }
        throw new OutsideUnavailable(name, Why.BROKEN, "came back with an error");
    }

    private <T> Answer<T> exchange(Attempt attempt, String code, boolean namedItself, Function<Claims, T> read) {
        var metadata = metadata();
        if (metadata.namesItself() && !namedItself) {
            return notBelieved("mix-up");
        }
        var answer = exchanging
                .post()
                .uri(metadata.token())
                .header("Authorization", "Basic " + basic)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .accept(MediaType.APPLICATION_JSON)
                .body(bytes(form(Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        home + attempt.path(),
                        "code_verifier",
                        attempt.verifier()))))
                .exchangeForRequiredValue((request, response) -> HttpAnswer.of(name, response));
        if (answer.status() == 400 && text(answer.json(), "error").equals("invalid_grant")) {
            return new Answer.NotThisAttempt<>();
        }
        if (answer.status() != 200) {
            throw new OutsideUnavailable(name, Why.BROKEN, "code refused with status " + answer.status());
        }
        var json = answer.json();
        var access = text(json, "access_token");
        if (!BEARER.matcher(access).matches() || !text(json, "token_type").equalsIgnoreCase("Bearer")) {
            throw OutsideUnavailable.nonsense(name, "not a bearer token");
        }
        return switch (tokens.look(text(json, "id_token"), attempt)) {
            case Verdict.Fault(var why) -> notBelieved(why);
            case Verdict.Genuine(var subject) -> told(metadata, access, subject, read);
        };
    }

    private <T> Answer<T> told(OidcMetadata metadata, String access, String subject, Function<Claims, T> read) {
        var answer = asking.get()
                .uri(metadata.userInfo())
                .header("Authorization", "Bearer " + access)
                .accept(MediaType.APPLICATION_JSON)
                .exchangeForRequiredValue((request, response) -> HttpAnswer.of(name, response));
        if (answer.status() != 200) {
            throw new OutsideUnavailable(name, Why.BROKEN, "claims refused with status " + answer.status());
        }
        var json = answer.json();
        // OpenID Connect Core 1.0 section 5.3.2: "The sub Claim in the UserInfo Response MUST be verified to exactly
        // match the sub Claim in the ID Token; if they do not match, the UserInfo Response values MUST NOT be used."
        return text(json, "sub").equals(subject)
                ? new Answer.VouchedFor<>(read.apply(new Claims(name, json)))
                : notBelieved("other-subject");
    }

    private OidcMetadata metadata() {
        return describedWithin(METADATA_OLD).orElseGet(this::read);
    }

    private OidcMetadata read() {
        var answer = get(URI.create(issuer.toString().replaceFirst("/$", "") + WELL_KNOWN));
        var fresh = OidcMetadata.read(name, issuer, signIn, answer.json(), clock.instant());
        described = fresh;
        return fresh;
    }

    private Optional<OidcMetadata> describedWithin(Duration time) {
        return Optional.ofNullable(described)
                .filter(each -> !each.readAt().plus(time).isBefore(clock.instant()));
    }

    private JWKSet keys() {
        try {
            return JWKSet.parse(new String(get(metadata().keys()).body(), StandardCharsets.UTF_8));
        } catch (ParseException e) {
            throw OutsideUnavailable.nonsense(name, "its keys cannot be read");
        }
    }

    private HttpAnswer get(URI address) {
        var answer = asking.get()
                .uri(address)
                .accept(MediaType.APPLICATION_JSON, MediaType.parseMediaType("application/jwk-set+json"))
                .exchangeForRequiredValue((request, response) -> HttpAnswer.of(name, response));
        if (answer.status() != 200) {
            throw new OutsideUnavailable(name, Why.BROKEN, "status " + answer.status());
        }
        return answer;
    }

    private <T> Answer<T> notBelieved(String why) {
        LOG.warn("{} is not believed: {}", name, why);
        meters.counter("mocua.federation.not-believed", "provider", name, "why", why)
                .increment();
        return new Answer.NotBelieved<>(why);
    }

    /** 256 random bits. */
    private String word() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** RFC 7636 section 4.2: "code_challenge = BASE64URL-ENCODE(SHA256(ASCII(code_verifier)))" */
    private static String challenge(String verifier) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(bytes(verifier));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(JsonNode json, String name) {
        var value = json.path(name);
        return value.isString() ? value.stringValue() : "";
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(each -> each.getKey() + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Where the settings say that people sign in, when that is not at the issuer's. */
    private static URI signIn(String name, FederationSettings.Provider settings, URI issuer) {
        var set = settings.signInUrl();
        if (set == null || set.toString().isBlank()) {
            return issuer;
        }
        Loopback.requireProtected("mocua.federation." + name + ".sign-in-url", set);
        return set;
    }

    private static <T> T required(String name, String setting, @Nullable T value) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("mocua.federation." + name + "." + setting + " is not set");
        }
        return value;
    }
}
