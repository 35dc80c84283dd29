package vn.mocua.portal.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.Town;
import vn.mocua.portal.outside.OutsideForTests;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.subscriber.SimChanges.Recency;
import vn.mocua.portal.subscriber.SubscriberRegister.Answer;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** The adapter and the sandbox's operator, over a socket. */
class CamaraSubscriberRegisterTest implements SubscriberRegisterContract {

    private static Town town;

    private final Clock clock = Clock.systemUTC();

    @BeforeAll
    static void start() {
        town = new Town();
    }

    @AfterAll
    static void stop() {
        town.close();
    }

    @Override
    public SubscriberRegister register() {
        return new CamaraSubscriberRegister(operator(), clock);
    }

    @Override
    public Person person(Fate fate) {
        return town.sandbox().person(fate);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"TONE_MARKS", "ONE_WORD", "APOSTROPHE", "LONG_NAME", "OLD_CARD", "LATE_SMS", "NO_SMS"})
    void namesOfEveryKindAreTheOperatorsToJudge(Fate fate) {
        var person = person(fate);

        assertThat(register()
                        .ask(
                                SubscriberRegisterContract.phone(person),
                                SubscriberRegisterContract.claimed(person),
                                "mobile-subscriber"))
                .isInstanceOf(Answer.Owner.class);
    }

    @Test
    void theSimOfTheSwappedIsNewAndTheOthersAreOld() {
        var sims = new CamaraSimChanges(operator());

        assertThat(sims.lately(SubscriberRegisterContract.phone(person(Fate.SIM_SWAPPED)), Duration.ofDays(3)))
                .isEqualTo(Recency.SWAPPED);
        assertThat(sims.lately(SubscriberRegisterContract.phone(person(Fate.ORDINARY)), Duration.ofDays(3)))
                .isEqualTo(Recency.NOT_SWAPPED);
        assertThat(sims.lately(SubscriberRegisterContract.phone(person(Fate.UNKNOWN_NUMBER)), Duration.ofDays(3)))
                .isEqualTo(Recency.CANNOT_TELL);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DOWN", "SLOW", "GARBAGE", "CUT"})
    void whateverIsWrongWithTheOperatorIsNoAnswer(Fault fault) {
        var an = person(Fate.ORDINARY);
        town.sandbox().fault(Outside.TELCO, fault, Duration.ofMinutes(1));
        try {
            for (var i = 0; i < 4; i++) {
                assertThat(catchThrowableOfType(
                                OutsideUnavailable.class,
                                () -> register()
                                        .ask(
                                                SubscriberRegisterContract.phone(an),
                                                SubscriberRegisterContract.claimed(an),
                                                "mobile-subscriber")))
                        .isNotNull();
            }
        } finally {
            town.sandbox().fault(Outside.TELCO, Fault.NONE, Duration.ZERO);
        }
    }

    @Test
    void theSandboxAnswersAsTheContractsSay() throws Exception {
        var an = person(Fate.ORDINARY);
        var phone = SubscriberRegisterContract.phone(an).value();
        try (var http = HttpClient.newHttpClient()) {
            var token = JsonMapper.shared()
                    .readTree(http.send(
                                    HttpRequest.newBuilder(URI.create(town.setting("mocua.operator.token-url")))
                                            .header("Authorization", "Basic " + basic())
                                            .header("Content-Type", "application/x-www-form-urlencoded")
                                            .POST(BodyPublishers.ofString("grant_type=client_credentials"
                                                    + "&scope=kyc-match:match%20sim-swap:check"))
                                            .build(),
                                    BodyHandlers.ofString())
                            .body())
                    .path("access_token")
                    .asString();
            var match = ask(
                    http,
                    token,
                    town.setting("mocua.operator.kyc-match-url") + "/match",
                    "{\"phoneNumber\":\"" + phone
                            + "\",\"idDocument\":\"1\",\"name\":\"A\",\"birthdate\":\"1990-02-28\"}");
            var sim = ask(
                    http,
                    token,
                    town.setting("mocua.operator.sim-swap-url") + "/check",
                    "{\"phoneNumber\":\"" + phone + "\",\"maxAge\":72}");

            assertThat(CamaraContracts.matchAnswer(match)).isEmpty();
            assertThat(match).contains("idDocumentMatch", "nameMatch", "birthdateMatch");
            assertThat(CamaraContracts.simAnswer(sim)).isEmpty();
        }
    }

    private static String ask(HttpClient http, String token, String address, String body) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(URI.create(address))
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static String basic() {
        return Base64.getEncoder()
                .encodeToString(
                        (town.setting("mocua.operator.client-id") + ":" + town.setting("mocua.operator.client-secret"))
                                .getBytes(StandardCharsets.US_ASCII));
    }

    private CamaraOperator operator() {
        var outside = OutsideForTests.outside();
        return new CamaraOperator(
                outside,
                OutsideForTests.http(outside, clock),
                new OperatorSettings(
                        URI.create(town.setting("mocua.operator.token-url")),
                        URI.create(town.setting("mocua.operator.kyc-match-url")),
                        URI.create(town.setting("mocua.operator.sim-swap-url")),
                        town.setting("mocua.operator.client-id"),
                        town.setting("mocua.operator.client-secret"),
                        "kyc-match:match sim-swap:check"));
    }
}
