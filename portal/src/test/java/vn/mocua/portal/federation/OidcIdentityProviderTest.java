package vn.mocua.portal.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.federation.FederationSettings.Provider;
import vn.mocua.portal.federation.IdentityProvider.Answer;
import vn.mocua.portal.federation.IdentityProviders.Wish;
import vn.mocua.portal.outside.OutsideForTests;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.outside.Peer;
import vn.mocua.portal.page.Language;

/** What the adapter asks, whom, and what it does not do because a provider says so. */
class OidcIdentityProviderTest {

    private static final String WELL_KNOWN = "/id/.well-known/openid-configuration";
    private static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");

    private final MovableClock clock = new MovableClock(NOW);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Peer peer = new Peer();
    private final Peer elsewhere = new Peer();

    @AfterEach
    void close() {
        peer.close();
        elsewhere.close();
    }

    @Test
    void aPersonIsSentToTheIssuerWithFreshSecretsOfWhichNoneIsToldInClear() {
        describes(UnaryOperator.identity());
        var provider = provider();
        var first = provider.leave("/register/x/return", Language.EN);
        var second = provider.leave("/register/x/return", Language.EN);

        var address = first.address().toString();
        assertThat(address)
                .startsWith(peer.at("/id/authorize") + "?response_type=code&client_id=us%2Fme&")
                .contains("redirect_uri=https%3A%2F%2Fcong.example%2Fregister%2Fx%2Freturn&")
                .contains(
                        "scope=openid+profile&", "&nonce=" + first.attempt().nonce(), "&ui_locales=en", "&prompt=login")
                .contains("&code_challenge_method=S256", "&max_age=300", "&acr_values=LoA1")
                .doesNotContain(first.attempt().verifier());
        assertThat(first.attempt().state())
                .hasSize(43)
                .isNotEqualTo(second.attempt().state());
        assertThat(Attempt.of(first.attempt().value())).contains(first.attempt());
        assertThat(peer.asked(WELL_KNOWN)).hasSize(1);
    }

    /** Threat T20: what a provider said some seconds ago does not lead anybody to a page that is dead by now. */
    @Test
    void nobodyIsSentToAProviderThatDoesNotAnswerAnyMore() {
        var alive = new AtomicBoolean(true);
        var description = description(peer, UnaryOperator.identity()).getBytes(StandardCharsets.UTF_8);
        peer.on(WELL_KNOWN, exchange -> Peer.say(exchange, alive.get() ? 200 : 503, "application/json", description));
        var provider = provider();
        var attempt = provider.leave("/x/return", Language.VI).attempt();
        alive.set(false);

        assertThat(provider.leave("/x/return", Language.VI).address()).isNotNull();
        clock.advance(Duration.ofSeconds(4));
        assertThatExceptionOfType(OutsideUnavailable.class).isThrownBy(() -> provider.leave("/x/return", Language.VI));
        // Who is there already comes back all the same: what the provider said holds for an hour.
        peer.says("/id/token", 400, "{\"error\":\"invalid_grant\"}");
        assertThat(back(provider, attempt, new Arrival("c", attempt.state(), issuer(), null)))
                .isInstanceOf(Answer.NotThisAttempt.class);
    }

    @Test
    void aDescriptionThatLeadsElsewhereOrIsOfAnotherIsNonsense() {
        var lies = Map.<String, UnaryOperator<Map<String, Object>>>of(
                "another issuer", all -> with(all, "issuer", peer.at("/other").toString()),
                "token elsewhere",
                        all -> with(
                                all, "token_endpoint", elsewhere.at("/token").toString()),
                "keys elsewhere", all -> with(all, "jwks_uri", "http://169.254.169.254/latest/meta-data"),
                "claims from a file", all -> with(all, "userinfo_endpoint", "file:///etc/passwd"),
                "sign-in elsewhere",
                        all -> with(
                                all,
                                "authorization_endpoint",
                                elsewhere.at("/x").toString()),
                "another user's", all -> with(all, "token_endpoint", "http://a@127.0.0.1:1/token"),
                "no address", all -> with(all, "jwks_uri", 7),
                "no PKCE", all -> with(all, "code_challenge_methods_supported", new String[] {"plain"}));
        lies.forEach((lie, change) -> {
            try (var liar = new Peer()) {
                describes(liar, change);
                var provider = provider(liar);
                assertThatExceptionOfType(OutsideUnavailable.class)
                        .as(lie)
                        .isThrownBy(() -> provider.leave("/x/return", Language.VI));
                assertThat(liar.asked()).as(lie).hasSize(1);
            }
        });
        assertThat(elsewhere.asked()).isEmpty();
    }

    /** Threat T21: the settings may name another origin for people alone; a description may name none. */
    @Test
    void whereTheSettingsNameAnotherPlaceForSigningInPeopleAreSentThereAndNowhereElse() {
        var provider = provider(new Provider(peer.at("/id"), elsewhere.at(""), "us/me", "s:e+c"));
        assertThat(provider.origin()).isEqualTo(elsewhere.at("").toString());

        var there = elsewhere.at("/sign-in").toString();
        describes(all -> with(all, "authorization_endpoint", there));
        assertThat(provider.leave("/x/return", Language.VI).address().toString())
                .startsWith(there + "?");
        assertThat(elsewhere.asked()).isEmpty();

        for (var lie : Map.of(
                        "authorization_endpoint", peer.at("/id/authorize"),
                        "token_endpoint", elsewhere.at("/token"),
                        "jwks_uri", elsewhere.at("/jwks"),
                        "userinfo_endpoint", elsewhere.at("/userinfo"))
                .entrySet()) {
            try (var liar = new Peer()) {
                describes(
                        liar,
                        all -> with(
                                with(all, "authorization_endpoint", there),
                                lie.getKey(),
                                lie.getValue().toString()));
                var lied = provider(new Provider(liar.at("/id"), elsewhere.at(""), "us/me", "s:e+c"));
                assertThatExceptionOfType(OutsideUnavailable.class)
                        .as(lie.getKey())
                        .isThrownBy(() -> lied.leave("/x/return", Language.VI));
            }
        }
        assertThat(elsewhere.asked()).isEmpty();
    }

    @Test
    void aCodeIsShownToNobodyBeforeStateAndIssuerAreRight() {
        describes(UnaryOperator.identity());
        var provider = provider();
        var attempt = provider.leave("/x/return", Language.VI).attempt();
        var asked = peer.asked().size();

        assertThat(back(provider, attempt, new Arrival("c", "other", issuer(), null)))
                .isInstanceOf(Answer.NotThisAttempt.class);
        assertThat(back(provider, attempt, new Arrival("c", null, issuer(), null)))
                .isInstanceOf(Answer.NotThisAttempt.class);
        assertThat(back(provider, attempt, new Arrival("c", attempt.state(), issuer() + "/", null)))
                .isEqualTo(new Answer.NotBelieved<>("mix-up"));
        // The provider says that it names itself: an answer without its name is somebody else's.
        assertThat(back(provider, attempt, new Arrival("c", attempt.state(), null, null)))
                .isEqualTo(new Answer.NotBelieved<>("mix-up"));
        assertThat(back(provider, attempt, new Arrival(null, attempt.state(), issuer(), "access_denied")))
                .isInstanceOf(Answer.Cancelled.class);
        assertThat(peer.asked()).hasSize(asked);
        assertThat(meters.get("mocua.federation.not-believed")
                        .tag("why", "mix-up")
                        .counter()
                        .count())
                .isEqualTo(2);
    }

    @Test
    void theCodeIsExchangedOnceWithItsVerifierAndOurSecret() {
        describes(UnaryOperator.identity());
        peer.says("/id/token", 400, "{\"error\":\"invalid_grant\"}");
        var provider = provider();
        var attempt = provider.leave("/x/return", Language.VI).attempt();

        assertThat(back(provider, attempt, new Arrival("c d", attempt.state(), issuer(), null)))
                .isInstanceOf(Answer.NotThisAttempt.class);
        var question = peer.asked("/id/token").getFirst();
        // us/me and s:e+c, each encoded before they were joined
        assertThat(question.authorization()).isEqualTo("Basic dXMlMkZtZTpzJTNBZSUyQmM=");
        assertThat(question.body().split("&"))
                .containsExactlyInAnyOrder(
                        "grant_type=authorization_code",
                        "code=c+d",
                        "redirect_uri=https%3A%2F%2Fcong.example%2Fx%2Freturn",
                        "code_verifier=" + attempt.verifier());
        assertThat(peer.asked("/id/token")).hasSize(1);
    }

    @Test
    void anythingElseThanTokensIsSilence() {
        var answers = List.of(
                "{\"access_token\":\"t\",\"token_type\":\"mac\",\"id_token\":\"x\"}",
                "{\"access_token\":\"t t\",\"token_type\":\"Bearer\"}",
                "[]",
                "{\"id_token\":",
                "{\"error\":\"invalid_client\"}");
        for (var answer : answers) {
            try (var liar = new Peer()) {
                describes(liar, UnaryOperator.identity());
                liar.says("/id/token", answer.contains("invalid") ? 401 : 200, answer);
                var provider = provider(liar);
                var attempt = provider.leave("/x/return", Language.VI).attempt();
                assertThatExceptionOfType(OutsideUnavailable.class)
                        .as(answer)
                        .isThrownBy(() -> back(
                                provider,
                                attempt,
                                new Arrival("c", attempt.state(), liar.at("/id").toString(), null)));
            }
        }
    }

    @Test
    void settingsThatAreNotWholeOrNotProtectedAreRefusedAtTheStart() {
        assertThatIllegalArgumentException().isThrownBy(() -> provider(new Provider(peer.at("/id"), null, "us", " ")));
        assertThatIllegalArgumentException().isThrownBy(() -> provider(new Provider(null, null, "us", "s")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider(new Provider(URI.create("http://id.example/x"), null, "us", "s")));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> provider(new Provider(peer.at("/id"), URI.create("http://id.example"), "us", "s")))
                .withMessageContaining("mocua.federation.somewhere.sign-in-url");
    }

    private static Answer<?> back(IdentityProvider provider, Attempt attempt, Arrival arrival) {
        return provider.comeBack(attempt, arrival, claims -> "read");
    }

    private IdentityProvider provider() {
        return provider(peer);
    }

    private IdentityProvider provider(Peer at) {
        return provider(new Provider(at.at("/id"), null, "us/me", "s:e+c"));
    }

    private IdentityProvider provider(Provider settings) {
        var outside = OutsideForTests.outside();
        return new OidcIdentityProvider(
                "somewhere",
                new Wish("openid profile", Set.of("LoA1")),
                settings,
                URI.create("https://cong.example/"),
                outside,
                OutsideForTests.http(outside, clock),
                clock,
                meters);
    }

    private String issuer() {
        return peer.at("/id").toString();
    }

    private void describes(UnaryOperator<Map<String, Object>> change) {
        describes(peer, change);
    }

    private static void describes(Peer at, UnaryOperator<Map<String, Object>> change) {
        at.says(WELL_KNOWN, 200, description(at, change));
    }

    private static String description(Peer at, UnaryOperator<Map<String, Object>> change) {
        var all = new LinkedHashMap<String, Object>();
        all.put("issuer", at.at("/id").toString());
        all.put("authorization_endpoint", at.at("/id/authorize").toString());
        all.put("token_endpoint", at.at("/id/token").toString());
        all.put("jwks_uri", at.at("/id/jwks").toString());
        all.put("userinfo_endpoint", at.at("/id/userinfo").toString());
        all.put("authorization_response_iss_parameter_supported", true);
        return JsonMapper.shared().writeValueAsString(change.apply(all));
    }

    private static Map<String, Object> with(Map<String, Object> all, String name, Object value) {
        all.put(name, value);
        return all;
    }
}
