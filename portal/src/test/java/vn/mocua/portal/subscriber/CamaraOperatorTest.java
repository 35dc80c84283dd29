package vn.mocua.portal.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.outside.OutsideForTests;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.outside.Peer;
import vn.mocua.portal.subscriber.SimChanges.Recency;
import vn.mocua.portal.subscriber.SubscriberRegister.Answer;

/** How the adapter reads an operator that answers well, badly, or for somebody else. */
class CamaraOperatorTest {

    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final PhoneNumber PHONE = PhoneNumber.of("0912000001");
    private static final NationalId CARD = NationalId.of("051090000001");
    private static final NationalId OLD_CARD = NationalId.of("212345678");
    private static final FullName NAME = FullName.of("Nguyễn Văn An");
    private static final BirthDate DAY = new BirthDate(LocalDate.of(1990, 2, 28));
    private static final String ALL_TRUE =
            "{\"idDocumentMatch\":\"true\",\"nameMatch\":\"true\",\"birthdateMatch\":\"true\"}";

    private final Clock clock = new MovableClock(NOW);
    private final Peer peer = new Peer();

    @BeforeEach
    void givesTokens() {
        peer.says("/token", 200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    }

    @AfterEach
    void close() {
        peer.close();
    }

    @Test
    void theOwnerIsProvenByWhatTheOperatorSaidOfEachField() {
        peer.says("/kyc/match", 200, ALL_TRUE);

        var answer = ask(citizen(null, DAY));

        assertThat(answer).isInstanceOfSatisfying(Answer.Owner.class, owner -> {
            var evidence = owner.evidence();
            assertThat(evidence.subject()).isEqualTo(citizen(null, DAY));
            assertThat(evidence.strength()).isEqualTo(Strength.RECORD_MATCHED);
            assertThat(evidence.ial()).isEqualTo(Ial.IAL2);
            assertThat(evidence.source()).isEqualTo("operator");
            assertThat(evidence.method()).isEqualTo("mobile-subscriber");
            assertThat(evidence.obtainedAt()).isEqualTo(NOW);
            assertThat(evidence.answers())
                    .isEqualTo(Map.of(
                            "nationalId", "true",
                            "fullName", "true",
                            "birthDate", "true",
                            "birthDatePrecision", "DAY"));
        });
        var question = peer.asked("/kyc/match").getFirst();
        assertThat(JsonMapper.shared().readTree(question.body()))
                .isEqualTo(JsonMapper.shared().readTree("""
                                        {"phoneNumber":"+84912000001","idDocument":"051090000001",
                                         "name":"Nguyễn Văn An","birthdate":"1990-02-28"}
                                        """));
        assertThat(question.authorization()).isEqualTo("Bearer t");
        assertThat(question.correlator()).matches("[0-9a-f-]{36}");
        assertThat(CamaraContracts.matchQuestion(question.body())).isEmpty();
        assertThat(CamaraContracts.declared("KYC_MatchRequestBody"))
                .containsAll(JsonMapper.shared().readTree(question.body()).propertyNames());
    }

    @Test
    void aDayThatIsNotKnownIsNotAskedAndItsPrecisionIsKept() {
        peer.says("/kyc/match", 200, "{\"idDocumentMatch\":\"true\",\"nameMatch\":\"true\"}");

        for (var birthDate : new BirthDate[] {new BirthDate(Year.of(1950)), new BirthDate(YearMonth.of(1950, 5))}) {
            var answer = ask(citizen(null, birthDate));

            assertThat(answer).isInstanceOfSatisfying(Answer.Owner.class, owner -> {
                assertThat(owner.evidence().subject()).isEqualTo(citizen(null, birthDate));
                assertThat(owner.evidence().answers())
                        .containsEntry("birthDate", "not_asked")
                        .containsEntry(
                                "birthDatePrecision", birthDate.precision().name());
            });
        }
        assertThat(peer.asked("/kyc/match"))
                .allSatisfy(question -> assertThat(question.body()).doesNotContain("birthdate"));
    }

    @Test
    void aFormerCardIsAskedApartAndKeptOnlyWhenConfirmed() {
        peer.on("/kyc/match", dependingOn(OLD_CARD.value(), ALL_TRUE, ALL_TRUE));

        assertThat(ask(citizen(OLD_CARD, DAY))).isInstanceOfSatisfying(Answer.Owner.class, owner -> {
            assertThat(owner.evidence().subject()).isEqualTo(citizen(OLD_CARD, DAY));
            assertThat(owner.evidence().answers()).containsEntry("oldNationalId", "true");
        });
        assertThat(peer.asked("/kyc/match"))
                .extracting(question -> JsonMapper.shared()
                        .readTree(question.body())
                        .path("idDocument")
                        .stringValue())
                .containsExactly(CARD.value(), OLD_CARD.value());
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "not_available"})
    void aFormerCardThatIsNotConfirmedIsLeftOut(String word) {
        peer.on("/kyc/match", dependingOn(OLD_CARD.value(), ALL_TRUE.replaceFirst("true", word), ALL_TRUE));

        assertThat(ask(citizen(OLD_CARD, DAY))).isInstanceOfSatisfying(Answer.Owner.class, owner -> {
            assertThat(owner.evidence().subject()).isEqualTo(citizen(null, DAY));
            assertThat(owner.evidence().answers()).containsEntry("oldNationalId", word);
        });
    }

    @Test
    void aFormerCardIsNotAskedWhenThePersonIsNotTheOwner() {
        peer.says("/kyc/match", 200, ALL_TRUE.replaceFirst("true", "false"));

        assertThat(ask(citizen(OLD_CARD, DAY))).isInstanceOf(Answer.SomeoneElse.class);
        assertThat(peer.asked("/kyc/match")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"idDocument", "name", "birthdate"})
    void oneFieldThatDiffersMakesItSomeoneElse(String field) {
        peer.says(
                "/kyc/match",
                200,
                ALL_TRUE.replace("\"" + field + "Match\":\"true\"", "\"" + field + "Match\":\"false\"")
                        .replaceFirst("true", field.equals("idDocument") ? "true" : "not_available"));

        assertThat(ask(citizen(null, DAY))).isEqualTo(new Answer.SomeoneElse());
    }

    @ParameterizedTest
    @ValueSource(strings = {"idDocument", "name", "birthdate"})
    void oneFieldThatTheOperatorLacksMakesItUnsure(String field) {
        peer.says(
                "/kyc/match",
                200,
                ALL_TRUE.replace("\"" + field + "Match\":\"true\"", "\"" + field + "Match\":\"not_available\""));

        assertThat(ask(citizen(null, DAY))).isEqualTo(new Answer.CannotTell());
    }

    @Test
    void aNumberThatTheOperatorDoesNotKnowAnswersLikeSomeoneElses() {
        peer.says("/kyc/match", 404, "{\"status\":404,\"code\":\"IDENTIFIER_NOT_FOUND\",\"message\":\"-\"}");

        assertThat(ask(citizen(null, DAY))).isEqualTo(new Answer.SomeoneElse());
    }

    @Test
    void aNumberThatTheServiceDoesNotCoverCannotBeTold() {
        peer.says("/kyc/match", 422, "{\"status\":422,\"code\":\"SERVICE_NOT_APPLICABLE\",\"message\":\"-\"}");

        assertThat(ask(citizen(null, DAY))).isEqualTo(new Answer.CannotTell());
    }

    static Stream<Arguments> noAnswers() {
        return Stream.of(
                whole("empty body", 200, ""),
                whole("empty object", 200, "{}"),
                whole("null", 200, "null"),
                whole("a list", 200, "[" + ALL_TRUE + "]"),
                whole("a word", 200, "\"true\""),
                whole("a field is missing", 200, "{\"idDocumentMatch\":\"true\",\"nameMatch\":\"true\"}"),
                whole("a field too many", 200, ALL_TRUE.replace("}", ",\"givenNameMatch\":\"true\"}")),
                whole("someone's number", 200, ALL_TRUE.replace("}", ",\"phoneNumber\":\"+84912000002\"}")),
                whole("a score beside a yes", 200, ALL_TRUE.replace("}", ",\"nameMatchScore\":40}")),
                whole("an unknown word", 200, ALL_TRUE.replaceFirst("true", "yes")),
                whole("a word in capitals", 200, ALL_TRUE.replaceFirst("true", "TRUE")),
                whole("a word with a blank", 200, ALL_TRUE.replaceFirst("true", "true ")),
                whole("a boolean", 200, ALL_TRUE.replaceFirst("\"true\"", "true")),
                whole("a number", 200, ALL_TRUE.replaceFirst("\"true\"", "1")),
                whole("a null", 200, ALL_TRUE.replaceFirst("\"true\"", "null")),
                whole("an object", 200, ALL_TRUE.replaceFirst("\"true\"", "{\"true\":\"true\"}")),
                whole("a name twice", 200, ALL_TRUE.replace("{", "{\"nameMatch\":\"false\",")),
                whole("two answers", 200, ALL_TRUE + ALL_TRUE),
                whole("half an answer", 200, ALL_TRUE.substring(0, 40)),
                whole("no content", 204, ""),
                whole("partial content", 206, ALL_TRUE),
                whole("accepted", 202, ALL_TRUE),
                whole("a redirect", 302, ALL_TRUE),
                whole("a mistake of ours", 400, "{\"status\":400,\"code\":\"INVALID_ARGUMENT\",\"message\":\"-\"}"),
                whole("not let in", 401, "{\"status\":401,\"code\":\"UNAUTHENTICATED\",\"message\":\"-\"}"),
                whole("forbidden", 403, "{\"status\":403,\"code\":\"PERMISSION_DENIED\",\"message\":\"-\"}"),
                whole("a wrong address", 404, "{\"status\":404,\"code\":\"NOT_FOUND\",\"message\":\"-\"}"),
                whole("not found without words", 404, ""),
                whole("not found by another", 404, "{\"status\":500,\"code\":\"IDENTIFIER_NOT_FOUND\"}"),
                whole("no number was asked", 422, "{\"status\":422,\"code\":\"MISSING_IDENTIFIER\",\"message\":\"-\"}"),
                whole("too many", 429, "{\"status\":429,\"code\":\"TOO_MANY_REQUESTS\",\"message\":\"-\"}"),
                whole("broken", 500, ALL_TRUE),
                whole("resting", 503, ""),
                Arguments.of("another charset", encoded("application/json", StandardCharsets.UTF_16)),
                Arguments.of(
                        "another charset, declared",
                        encoded("application/json; charset=utf-16", StandardCharsets.UTF_16)),
                Arguments.of("a page", encoded("text/html", StandardCharsets.UTF_8)),
                Arguments.of("no type", (HttpHandler) exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    exchange.getResponseBody().write(ALL_TRUE.getBytes(StandardCharsets.UTF_8));
                }),
                Arguments.of("ten megabytes", (HttpHandler) exchange -> Peer.say(
                        exchange,
                        200,
                        "application/json",
                        (ALL_TRUE + " ".repeat(10_000_000)).getBytes(StandardCharsets.UTF_8))),
                Arguments.of("somebody else's answer", (HttpHandler) exchange -> {
                    exchange.getResponseHeaders().set("x-correlator", "another");
                    Peer.say(exchange, 200, "application/json", ALL_TRUE.getBytes(StandardCharsets.UTF_8));
                }),
                Arguments.of("a connection that breaks", (HttpHandler) exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, ALL_TRUE.length() + 10);
                    exchange.getResponseBody().write(ALL_TRUE.getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    throw new IOException("cut");
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noAnswers")
    void whatIsNotAWholePlainAnswerIsNoAnswer(String what, HttpHandler operator) {
        peer.on("/kyc/match", operator);

        assertThat(catchThrowableOfType(OutsideUnavailable.class, () -> ask(citizen(null, DAY))))
                .as(what)
                .isNotNull()
                .satisfies(thrown -> assertThat(thrown.getMessage())
                        .doesNotContain(CARD.value(), PHONE.value(), NAME.value(), "1990"));
    }

    @Test
    @Tag("slow")
    void anOperatorThatNeverAnswersIsSilent() {
        var end = new CountDownLatch(1);
        peer.on("/kyc/match", exchange -> {
            try {
                end.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(catchThrowableOfType(OutsideUnavailable.class, () -> ask(citizen(null, DAY)))
                        .why())
                .isEqualTo(OutsideUnavailable.Why.SILENT);
        end.countDown();
    }

    @Test
    void anOperatorThatCannotBeReachedIsUnavailable() {
        peer.close();

        assertThat(catchThrowableOfType(OutsideUnavailable.class, () -> ask(citizen(null, DAY))))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{\"swapped\":true}', SWAPPED",
        "200, '{\"swapped\":false}', NOT_SWAPPED",
        "400, '{\"status\":400,\"code\":\"OUT_OF_RANGE\",\"message\":\"-\"}', CANNOT_TELL",
        "404, '{\"status\":404,\"code\":\"IDENTIFIER_NOT_FOUND\",\"message\":\"-\"}', CANNOT_TELL",
        "422, '{\"status\":422,\"code\":\"SERVICE_NOT_APPLICABLE\",\"message\":\"-\"}', CANNOT_TELL"
    })
    void theOperatorTellsWhetherTheSimWasSwapped(int status, String json, Recency recency) {
        peer.says("/sim/check", status, json);

        assertThat(sims().lately(PHONE, Duration.ofDays(3))).isEqualTo(recency);
        var question = peer.asked("/sim/check").getFirst().body();
        assertThat(JsonMapper.shared().readTree(question))
                .isEqualTo(JsonMapper.shared().readTree("{\"phoneNumber\":\"+84912000001\",\"maxAge\":72}"));
        assertThat(CamaraContracts.simQuestion(question)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "200, '{}'",
        "200, '{\"swapped\":\"false\"}'",
        "200, '{\"swapped\":null}'",
        "200, '{\"swapped\":0}'",
        "200, '{\"swapped\":false,\"phoneNumber\":\"+84912000002\"}'",
        "200, '[{\"swapped\":false}]'",
        "200, ''",
        "400, '{\"status\":400,\"code\":\"INVALID_ARGUMENT\",\"message\":\"-\"}'",
        "422, '{\"status\":422,\"code\":\"UNNECESSARY_IDENTIFIER\",\"message\":\"-\"}'",
        "500, '{\"swapped\":false}'"
    })
    void whatIsNotAPlainAnswerOnTheSimIsNoAnswer(int status, String json) {
        peer.says("/sim/check", status, json);

        assertThat(catchThrowableOfType(OutsideUnavailable.class, () -> sims().lately(PHONE, Duration.ofHours(1))))
                .isNotNull();
    }

    @Test
    void partsOfAnHourAreRoundedUpAndMoreThanAHundredDaysAreRefused() {
        peer.says("/sim/check", 200, "{\"swapped\":false}");

        sims().lately(PHONE, Duration.ofMinutes(61));
        assertThat(peer.asked("/sim/check").getFirst().body()).contains("\"maxAge\":2");
        assertThatIllegalArgumentException().isThrownBy(() -> sims().lately(PHONE, Duration.ofDays(101)));
        assertThatIllegalArgumentException().isThrownBy(() -> sims().lately(PHONE, Duration.ZERO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://operator.example.vn/kyc", "https://user@operator.example.vn/kyc"})
    void thePortalDoesNotStartWithAnUnprotectedOperator(String address) {
        var settings = new OperatorSettings(
                peer.at("/token"), URI.create(address), peer.at("/sim"), "portal", "secret", "kyc-match:match");

        assertThatIllegalArgumentException().isThrownBy(() -> operator(settings));
    }

    @Test
    void thePortalDoesNotStartWithoutTheOperatorsSecret() {
        var settings = new OperatorSettings(peer.at("/token"), peer.at("/kyc"), peer.at("/sim"), "portal", null, "");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> operator(settings))
                .withMessage("mocua.operator.client-secret is not set");
        assertThat(settings.toString()).doesNotContain("portal");
    }

    @Test
    void theContractsFindWhatIsWrongWithQuestionsAndAnswers() {
        assertThat(CamaraContracts.matchQuestion("{\"phoneNumber\":\"0912000001\"}"))
                .isNotEmpty();
        assertThat(CamaraContracts.matchQuestion("{\"idDocument\":51090000001}"))
                .isNotEmpty();
        assertThat(CamaraContracts.simQuestion("{\"phoneNumber\":\"+84912000001\",\"maxAge\":2401}"))
                .isNotEmpty();
        assertThat(CamaraContracts.matchAnswer("{\"nameMatch\":\"yes\"}")).isNotEmpty();
        assertThat(CamaraContracts.simAnswer("{}")).isNotEmpty();
    }

    private Answer ask(Citizen claimed) {
        return new CamaraSubscriberRegister(operator(settings()), clock).ask(PHONE, claimed, "mobile-subscriber");
    }

    private SimChanges sims() {
        return new CamaraSimChanges(operator(settings()));
    }

    private OperatorSettings settings() {
        return new OperatorSettings(
                peer.at("/token"), peer.at("/kyc"), peer.at("/sim"), "portal", "secret", "kyc-match:match");
    }

    private CamaraOperator operator(OperatorSettings settings) {
        var outside = OutsideForTests.outside();
        return new CamaraOperator(outside, OutsideForTests.http(outside, clock), settings);
    }

    private static Citizen citizen(@Nullable NationalId oldCard, BirthDate birthDate) {
        return new Citizen(CARD, oldCard, NAME, birthDate);
    }

    private HttpHandler dependingOn(String marker, String with, String without) {
        return exchange -> {
            var asked = peer.asked("/kyc/match").getLast().body();
            Peer.say(
                    exchange,
                    200,
                    "application/json",
                    (asked.contains(marker) ? with : without).getBytes(StandardCharsets.UTF_8));
        };
    }

    private static Arguments whole(String what, int status, String body) {
        return Arguments.of(what, (HttpHandler)
                exchange -> Peer.say(exchange, status, "application/json", body.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpHandler encoded(String type, Charset charset) {
        return exchange -> Peer.say(exchange, 200, type, ALL_TRUE.getBytes(charset));
    }
}
