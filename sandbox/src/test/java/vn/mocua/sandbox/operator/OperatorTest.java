package vn.mocua.sandbox.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.AskedByToken;
import vn.mocua.sandbox.Docs;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** The operator against the text of the CAMARA contracts. */
class OperatorTest extends AskedByToken {

    private static final String MATCH = "/operator/kyc-match/vwip/match";
    private static final String CHECK = "/operator/sim-swap/vwip/check";
    private static final String DATE = "/operator/sim-swap/vwip/retrieve-date";
    private static final String TOKEN = "/operator/oauth2/token";

    OperatorTest() {
        super(Outside.TELCO, "mocua.operator", TOKEN, "grant_type=client_credentials");
    }

    @Test
    void theOwnerOfANumberIsConfirmedInEveryAttribute() throws Exception {
        var answer = ask(MATCH, Docs.example("camara-kyc-match.md", "request"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(Docs.example("camara-kyc-match.md", "answer"));
    }

    @Test
    void onlyWhatWasAskedIsAnswered() throws Exception {
        var answer = json(ask(MATCH, "{\"phoneNumber\":\"+84912000001\",\"name\":\"nguy\u1EC5n v\u0103n an\"}"));

        assertThat(answer.propertyNames()).containsExactly("nameMatch");
        assertThat(answer.get("nameMatch").isString()).isTrue();
    }

    @Test
    void aWrongNameComesWithAScoreAndARightOneWithout() throws Exception {
        var answer = json(ask(MATCH, "{\"phoneNumber\":\"+84912000001\",\"name\":\"Nguyen Van An\"}"));

        assertThat(answer.get("nameMatch").asString()).isEqualTo("false");
        assertThat(answer.get("nameMatchScore").asInt()).isBetween(80, 99);
    }

    @Test
    void whatTheOperatorDoesNotKeepIsNotAvailable() throws Exception {
        var answer = json(
                ask(
                        MATCH,
                        "{\"phoneNumber\":\"+84912000001\",\"gender\":\"MALE\",\"address\":\"x\",\"bankAccountNumber\":\"IBAN:NL59ABNA0123456789\"}"));

        assertThat(answer.get("genderMatch").asString()).isEqualTo("not_available");
        assertThat(answer.get("addressMatch").asString()).isEqualTo("not_available");
        assertThat(answer.get("bankAccountNumberMatch").asString()).isEqualTo("not_available");
    }

    @ParameterizedTest
    @CsvSource({
        "ORDINARY, true, true, true",
        "TONE_MARKS, true, true, true",
        "ONE_WORD, true, true, true",
        "APOSTROPHE, true, true, true",
        "LONG_NAME, true, true, true",
        "OLD_CARD, true, true, true",
        "LATE_SMS, true, true, true",
        "NO_SMS, true, true, true",
        "SIM_SWAPPED, true, true, true",
        "REGISTERED, true, true, true",
        "NOT_THE_OWNER, false, false, false",
        "OPERATOR_UNSURE, not_available, true, true",
        "NO_DIACRITICS, true, false, true"
    })
    void eachFateIsAnsweredAsItsNameSays(Fate fate, String id, String name, String birth) throws Exception {
        var person = sandbox.person(fate);
        var answer = json(ask(MATCH, question(person)));

        assertThat(answer.get("idDocumentMatch").asString()).isEqualTo(id);
        assertThat(answer.get("nameMatch").asString()).isEqualTo(name);
        assertThat(answer.get("birthdateMatch").asString()).isEqualTo(birth);
    }

    @Test
    void aRecordWithTheYearOnlyCannotJudgeADay() throws Exception {
        var person = sandbox.person(Fate.YEAR_ONLY);
        var answer = json(ask(
                MATCH,
                "{\"phoneNumber\":\"%s\",\"idDocument\":\"%s\",\"birthdate\":\"1947-01-01\"}"
                        .formatted(international(person), person.nationalId())));

        assertThat(answer.get("birthdateMatch").asString()).isEqualTo("not_available");
        assertThat(answer.get("idDocumentMatch").asString()).isEqualTo("true");
    }

    @Test
    void theOldCardIsKnownBesideTheNewOne() throws Exception {
        var person = sandbox.person(Fate.OLD_CARD);
        var asked = "{\"phoneNumber\":\"" + international(person) + "\",\"idDocument\":\"%s\"}";

        assertThat(ask(MATCH, asked.formatted(person.oldNationalId())).body()).contains("\"true\"");
        assertThat(ask(MATCH, asked.formatted("205000012")).body()).contains("\"false\"");
    }

    @Test
    void whoWasMadeOnDemandIsOnRecordToo() throws Exception {
        var person = sandbox.make(1).getFirst();
        assertThat(ask(MATCH, question(person)).body()).doesNotContain("false", "not_available");
    }

    @Test
    void aSecondNumberIsConfirmedToItsOwnerAlone() throws Exception {
        var person = sandbox.make(1).getFirst();
        var asked = "{\"phoneNumber\":\"+84"
                + String.valueOf(person.secondPhone()).substring(1) + "\",\"idDocument\":\"%s\"}";
        assertThat(ask(MATCH, asked.formatted(person.nationalId())).body()).contains("\"true\"");
        assertThat(ask(MATCH, asked.formatted(sandbox.make(1).getFirst().nationalId()))
                        .body())
                .contains("\"false\"");
        assertThat(ask(
                                CHECK,
                                "{\"phoneNumber\":\"+84"
                                        + String.valueOf(person.secondPhone()).substring(1) + "\"}")
                        .body())
                .isEqualTo("{\"swapped\":false}");
    }

    @Test
    void aNumberThatIsNobodysIsNotFound() throws Exception {
        var answer = ask(MATCH, question(sandbox.person(Fate.UNKNOWN_NUMBER)));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(json(answer).get("code").asString()).isEqualTo("IDENTIFIER_NOT_FOUND");
        assertThat(json(answer).get("status").asInt()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | INVALID_ARGUMENT | not json",
                "400 | INVALID_ARGUMENT | [1]",
                "400 | INVALID_ARGUMENT | {\"phoneNumber\":\"+84912000001\",\"name\":\"A\",\"surname\":\"B\"}",
                "400 | INVALID_ARGUMENT | {\"phoneNumber\":\"0912000001\",\"name\":\"A\"}",
                "400 | INVALID_ARGUMENT | {\"phoneNumber\":84912000001,\"name\":\"A\"}",
                "400 | INVALID_ARGUMENT | {\"phoneNumber\":\"+84912000001\",\"name\":1}",
                "400 | INVALID_ARGUMENT | {\"phoneNumber\":\"+84912000001\",\"name\":null}",
                "400 | INVALID_ARGUMENT | {\"phoneNumber\":\"+84912000001\",\"birthdate\":\"12/03/1990\"}",
                "400 | INVALID_ARGUMENT | {\"phoneNumber\":\"+84912000001\",\"birthdate\":\"1990-02-30\"}",
                "400 | INVALID_ARGUMENT | {\"phoneNumber\":\"+84912000001\",\"gender\":\"male\"}",
                "400 | INVALID_ARGUMENT | {\"phoneNumber\":\"+84912000001\",\"idDocumentType\":\"cccd\"}",
                "400 | INVALID_ARGUMENT | {\"phoneNumber\":\"+84912000001\",\"country\":\"VNM\"}",
                "400 | KNOW_YOUR_CUSTOMER.INVALID_PARAM_COMBINATION | {\"phoneNumber\":\"+84912000001\"}",
                "400 | KNOW_YOUR_CUSTOMER.INVALID_PARAM_COMBINATION | {}",
                "422 | MISSING_IDENTIFIER | {\"name\":\"A\"}",
                "422 | SERVICE_NOT_APPLICABLE | {\"phoneNumber\":\"+34629255833\",\"name\":\"A\"}"
            })
    void aBadQuestionIsRefusedInTheContractsWords(int status, String code, String body) throws Exception {
        var answer = ask(MATCH, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).get("code").asString()).isEqualTo(code);
        assertThat(json(answer).get("message").asString()).isNotBlank();
    }

    @Test
    void aValueLongerThanTheContractAllowsIsRefused() throws Exception {
        var long51 = "1".repeat(51);
        assertThat(ask(MATCH, "{\"phoneNumber\":\"+84912000001\",\"idDocument\":\"" + long51 + "\"}")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void withoutAValidTokenNobodyIsAnswered() throws Exception {
        for (var authorization : new String[] {"Bearer wrong", "Basic abc", "Bearer "}) {
            var answer = http.post(MATCH, "application/json", "{}", "Authorization", authorization);
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(json(answer).get("code").asString()).isEqualTo("UNAUTHENTICATED");
        }
        assertThat(http.json(MATCH, "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void aTokenOpensOnlyWhatItsScopeNames() throws Exception {
        var narrow = json(token("grant_type=client_credentials&scope=sim-swap%3Acheck", secret()));
        assertThat(narrow.get("scope").asString()).isEqualTo("sim-swap:check");
        var header = "Bearer " + narrow.get("access_token").asString();

        var refused =
                http.post(MATCH, "application/json", question(sandbox.person(Fate.ORDINARY)), "Authorization", header);
        var allowed =
                http.post(CHECK, "application/json", "{\"phoneNumber\":\"+84912000001\"}", "Authorization", header);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(json(refused).get("code").asString()).isEqualTo("PERMISSION_DENIED");
        assertThat(allowed.statusCode()).isEqualTo(200);
    }

    @Test
    void theTokenIssuerSpeaksAsRfc6749() throws Exception {
        var granted = token("grant_type=client_credentials&scope=kyc-match%3Amatch+sim-swap%3Acheck", secret());
        assertThat(granted.statusCode()).isEqualTo(200);
        assertThat(granted.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(json(granted).get("token_type").asString()).isEqualTo("Bearer");
        assertThat(json(granted).get("expires_in").asInt()).isEqualTo(300);

        var stranger = token("grant_type=client_credentials", "x:y");
        assertThat(stranger.statusCode()).isEqualTo(401);
        assertThat(stranger.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(json(stranger).get("error").asString()).isEqualTo("invalid_client");
        assertThat(json(token("grant_type=password", secret())).get("error").asString())
                .isEqualTo("unsupported_grant_type");
        assertThat(json(token("grant_type=client_credentials&scope=all", secret()))
                        .get("error")
                        .asString())
                .isEqualTo("invalid_scope");
        assertThat(json(token("", secret())).get("error").asString()).isEqualTo("invalid_request");
    }

    @Test
    void theCorrelatorComesBackUnlessItIsMalformed() throws Exception {
        var sent = http.post(
                MATCH, "application/json", "{}", "Authorization", "Bearer " + token, "x-correlator", "b4333c46-49c0");
        assertThat(sent.headers().firstValue("x-correlator")).contains("b4333c46-49c0");

        var bad = http.post(MATCH, "application/json", "{}", "Authorization", "Bearer " + token, "x-correlator", "a b");
        assertThat(bad.statusCode()).isEqualTo(400);
        assertThat(bad.headers().firstValue("x-correlator")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"72, true", "24, true", "23, false", "2400, true"})
    void aSimChangedYesterdayWasChangedWithinADay(int hours, boolean swapped) throws Exception {
        var person = sandbox.person(Fate.SIM_SWAPPED);
        var answer = json(ask(CHECK, "{\"phoneNumber\":\"%s\",\"maxAge\":%d}".formatted(international(person), hours)));
        assertThat(answer.propertyNames()).containsExactly("swapped");
        assertThat(answer.get("swapped").asBoolean()).isEqualTo(swapped);
    }

    @Test
    void theSimSwapExamplesOfTheProtocolPageHold() throws Exception {
        assertThat(ask(CHECK, Docs.example("camara-sim-swap.md", "check request"))
                        .body())
                .isEqualTo(Docs.example("camara-sim-swap.md", "check answer"));
        assertThat(json(ask(DATE, Docs.example("camara-sim-swap.md", "retrieve-date request")))
                        .propertyNames())
                .isEqualTo(JsonMapper.shared()
                        .readTree(Docs.example("camara-sim-swap.md", "retrieve-date answer"))
                        .propertyNames());
    }

    @Test
    void theDateOfTheLastChangeHasATimeZone() throws Exception {
        var changed = json(ask(DATE, "{\"phoneNumber\":\"" + international(sandbox.person(Fate.SIM_SWAPPED)) + "\"}"));
        var ordinary = json(ask(DATE, "{\"phoneNumber\":\"+84912000001\"}"));

        var yesterday = OffsetDateTime.now(ZoneOffset.UTC).minusHours(24);
        assertThat(OffsetDateTime.parse(changed.get("latestSimChange").asString()))
                .isBetween(yesterday.minusMinutes(1), yesterday.plusMinutes(1));
        assertThat(OffsetDateTime.parse(ordinary.get("latestSimChange").asString()))
                .isBefore(yesterday.minusDays(100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | OUT_OF_RANGE | {\"phoneNumber\":\"+84912000001\",\"maxAge\":0}",
                "400 | OUT_OF_RANGE | {\"phoneNumber\":\"+84912000001\",\"maxAge\":2401}",
                "400 | INVALID_ARGUMENT | {\"phoneNumber\":\"+84912000001\",\"maxAge\":\"72\"}",
                "400 | INVALID_ARGUMENT | {\"phoneNumber\":\"+84912000001\",\"maxAge\":1.5}",
                "400 | INVALID_ARGUMENT | {\"phoneNumber\":\"+84912000001\",\"age\":1}",
                "422 | MISSING_IDENTIFIER | {\"maxAge\":72}",
                "404 | IDENTIFIER_NOT_FOUND | {\"phoneNumber\":\"+84592000019\"}"
            })
    void aBadQuestionAboutASimIsRefused(int status, String code, String body) throws Exception {
        var answer = ask(CHECK, body);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).get("code").asString()).isEqualTo(code);
    }

    @Test
    void otherPathsAndMethodsAreRefusedInTheContractsWords() throws Exception {
        assertThat(json(ask("/operator/elsewhere", "{}")).get("code").asString())
                .isEqualTo("NOT_FOUND");
        assertThat(http.get(MATCH).statusCode()).isEqualTo(405);
        var text = http.post(MATCH, "text/plain", "{}", "Authorization", "Bearer " + token);
        assertThat(text.statusCode()).isEqualTo(415);
    }

    @Test
    void theSilentOperatorHoldsTheLine() {
        var request = http.request(MATCH)
                .timeout(Duration.ofSeconds(1))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question(sandbox.person(Fate.OPERATOR_SILENT))));
        assertThatThrownBy(() -> http.send(request)).isInstanceOf(HttpTimeoutException.class);
    }

    @Test
    void anOperatorThatIsDownHangsUp() {
        sandbox.fault(Outside.TELCO, Fault.DOWN, Duration.ofMinutes(1));
        assertThatThrownBy(() -> ask(MATCH, "{}")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> token("grant_type=client_credentials", secret()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aCutAnswerEndsInTheMiddle() {
        sandbox.fault(Outside.TELCO, Fault.CUT, Duration.ofMinutes(1));
        assertThatThrownBy(() -> ask(MATCH, question(sandbox.person(Fate.ORDINARY))))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {MATCH, CHECK})
    void nonsenseNeverLooksLikeAnAnswer(String path) throws Exception {
        sandbox.fault(Outside.TELCO, Fault.GARBAGE, Duration.ofMinutes(1));
        for (int i = 0; i < 5; i++) {
            var body = ask(path, question(sandbox.person(Fate.ORDINARY))).body();
            assertThat(body).doesNotContain("\"true\"", "\"false\"", "\"not_available\"", ":true", ":false");
        }
    }

    @Tag("slow")
    @Test
    void aSlowOperatorAnswersInTheEnd() throws Exception {
        sandbox.fault(Outside.TELCO, Fault.SLOW, Duration.ofSeconds(5));
        long before = System.nanoTime();
        assertThat(ask(MATCH, question(sandbox.person(Fate.ORDINARY))).statusCode())
                .isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(7));
    }

    private HttpResponse<String> ask(String path, String body) throws IOException, InterruptedException {
        return http.post(path, "application/json", body, "Authorization", "Bearer " + token);
    }

    private static String question(Person person) {
        var day = person.birthDate().split("/");
        return "{\"phoneNumber\":\"%s\",\"idDocument\":\"%s\",\"name\":\"%s\",\"birthdate\":\"%s\"}"
                .formatted(
                        international(person),
                        person.nationalId(),
                        person.fullName(),
                        day.length == 3 ? day[2] + "-" + day[1] + "-" + day[0] : day[0] + "-01-01");
    }

    private static String international(Person person) {
        return "+84" + person.phone().substring(1);
    }
}
