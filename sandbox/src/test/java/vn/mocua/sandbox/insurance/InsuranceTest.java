package vn.mocua.sandbox.insurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import vn.mocua.sandbox.AskedByToken;
import vn.mocua.sandbox.Docs;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** The insurance agency behind the axis, as docs/protocols/social-insurance.md says. */
class InsuranceTest extends AskedByToken {

    InsuranceTest() {
        super(Outside.INSURANCE, "mocua.insurance", Insurance.TOKEN, "grant_type=client_credentials&scope=bhxh");
    }

    @Test
    void aRecordIsAnsweredInTheEnvelopeOfTheAxis() throws Exception {
        var answer = ask(Docs.example("social-insurance.md", "request"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", ""))
                .isEqualTo(Docs.example("social-insurance.md", "answer").replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", ""));
    }

    @ParameterizedTest
    @CsvSource({"ORDINARY, 19900312, 0", "YEAR_ONLY, 19470000, 1", "YEAR_MONTH, 19510500, 2"})
    void aBirthDateSaysHowMuchOfItHolds(Fate fate, String digits, String kind) throws Exception {
        var record = record(sandbox.person(fate));

        assertThat(record.get("ngaySinh").asString()).isEqualTo(digits);
        assertThat(record.get("loaiNgaySinh").asString()).isEqualTo(kind);
    }

    @Test
    void eachRecordIsAsItsFateSays() throws Exception {
        assertThat(record(sandbox.person(Fate.TONE_MARKS)).get("hoTen").asString())
                .isEqualTo("V\u0169 Thu\u00FD Ho\u00E0");
        var lan = record(sandbox.person(Fate.OLD_CARD));
        assertThat(lan.get("soDinhDanh").asString()).isEmpty();
        assertThat(lan.get("cmnd").asString())
                .isEqualTo(sandbox.person(Fate.OLD_CARD).oldNationalId());
        assertThat(record(sandbox.person(Fate.INSURANCE_CLOSED))
                        .get("trangThai")
                        .asString())
                .isEqualTo("4");
        assertThat(record(sandbox.person(Fate.INSURANCE_MISMATCH))
                        .get("ngaySinh")
                        .asString())
                .isEqualTo("19971108");
        assertThat(record(sandbox.person(Fate.INSURANCE_OTHER_PHONE))
                        .get("dienThoaiLh")
                        .asString())
                .isNotEqualTo(sandbox.person(Fate.INSURANCE_OTHER_PHONE).phone());
    }

    @Test
    void everybodyHasANumberOfTheirOwn() throws Exception {
        var people = Stream.concat(sandbox.people().stream(), sandbox.make(500).stream())
                .toList();
        var numbers = people.stream().map(sandbox::socialInsuranceNumber).toList();

        assertThat(numbers).allMatch(number -> number.matches("[0-9]{10}|[0-9]{12}"));
        assertThat(new HashSet<>(numbers)).hasSameSizeAs(people);
        assertThat(numbers).anyMatch(number -> number.length() == 12);
        for (var person : people.subList(people.size() - 20, people.size())) {
            var record = record(person);
            assertThat(record.get("soDinhDanh").asString()).isEqualTo(person.nationalId());
            assertThat(record.get("dienThoaiLh").asString()).isEqualTo(person.phone());
            assertThat(successful(ask(question(person.nationalId())))).isEqualTo(record);
            assertThat(json(http.get("/api/people/" + person.id()))
                            .get("socialInsuranceNumber")
                            .asString())
                    .isEqualTo(sandbox.socialInsuranceNumber(person));
        }
    }

    @Test
    void whoHasBothNumbersIsFoundByEither() throws Exception {
        var an = sandbox.people().getFirst();
        assertThat(successful(ask(question(an.nationalId())))).isEqualTo(record(an));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5129999999", "7999999999", "051090999999", "0000000000"})
    void aNumberThatIsNobodysIsNotFound(String number) throws Exception {
        var answer = json(ask(question(number))).get("response").get("TST_TraCuuThongTinHoGiaDinhResponse");

        assertThat(answer.get("successful").isNull()).isTrue();
        assertThat(answer.get("errorCode").asString()).isEqualTo("01");
    }

    @Test
    void theToneMarkStandsOnTheSecondOfTwoVowels() {
        assertThat(Register.spelt("V\u0169 Th\u00FAy H\u00F2a")).isEqualTo("V\u0169 Thu\u00FD Ho\u00E0");
        for (var same : List.of("Nguy\u1EC5n V\u0103n Qu\u00FD", "B\u00F9i M\u00F9a", "Ho\u00E0ng Hu\u1EF3nh")) {
            assertThat(Register.spelt(same)).isEqualTo(same);
        }
    }

    @Test
    void someNumbersAreAlwaysAnsweredWrongly() throws Exception {
        assertThat(successful(ask(question("9000000001"))).get("maSoBhxh").asString())
                .isNotEqualTo("9000000001");
        assertThat(successful(ask(question("9000000002"))).has("soDinhDanh")).isFalse();
        assertThat(successful(ask(question("9000000003"))).has("maDonVi")).isTrue();
        assertThat(ask(question("9000000004")).body()).contains("\uFFFD");
        assertThatThrownBy(() -> http.send(asking(question("9000000005")).timeout(Duration.ofMillis(300))))
                .isInstanceOf(HttpTimeoutException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "[1]",
                "{}",
                "{\"maSoBhxh\":5120000001}",
                "{\"maSoBhxh\":\"51200\"}",
                "{\"maSoBhxh\":\"5120000001\",\"hoTen\":\"An\"}"
            })
    void aBadQuestionIsRefused(String body) throws Exception {
        assertThat(ask(body).statusCode()).isEqualTo(400);
    }

    @Test
    void nobodyIsAnsweredWithoutATokenOfTheAxis() throws Exception {
        assertThat(http.json(Insurance.LOOK_UP, question("5120000001")).statusCode())
                .isEqualTo(401);
        assertThat(token("grant_type=client_credentials", "x:y").statusCode()).isEqualTo(401);
        assertThat(token("grant_type=client_credentials&scope=all", secret()).statusCode())
                .isEqualTo(400);
        assertThat(token("grant_type=password", secret()).statusCode()).isEqualTo(400);
        assertThat(token("", secret()).statusCode()).isEqualTo(400);
        assertThat(properties.getProperty("mocua.insurance.client-secret"))
                .isNotEqualTo(properties.getProperty("mocua.operator.client-secret"));
    }

    @Test
    void whenTheAgencyIsDownTheLineIsClosed() {
        sandbox.fault(Outside.INSURANCE, Fault.DOWN, Duration.ofMinutes(1));
        assertThatThrownBy(() -> ask(question("5120000001"))).isInstanceOf(IOException.class);
    }

    @Test
    void whenTheLineIsCutTheAnswerIsTorn() {
        sandbox.fault(Outside.INSURANCE, Fault.CUT, Duration.ofMinutes(1));
        assertThatThrownBy(() -> ask(question("5120000001"))).isInstanceOf(IOException.class);
    }

    @Test
    void garbageIsNeverARecord() throws Exception {
        sandbox.fault(Outside.INSURANCE, Fault.GARBAGE, Duration.ofMinutes(1));
        for (int i = 0; i < 6; i++) {
            assertThat(ask(question("5120000001")).body()).doesNotContain("hoTen");
        }
    }

    @Test
    @Tag("slow")
    void aSlowAgencyAnswersRightlyInTheEnd() throws Exception {
        sandbox.fault(Outside.INSURANCE, Fault.SLOW, Duration.ofMinutes(1));
        long begun = System.nanoTime();
        assertThat(ask(question("5120000001")).body()).contains("\"errorCode\":\"00\"");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Fault.SLOWNESS.minusMillis(100));
    }

    private JsonNode record(Person person) throws Exception {
        return successful(ask(question(sandbox.socialInsuranceNumber(person))));
    }

    private static JsonNode successful(HttpResponse<String> answer) {
        return json(answer)
                .get("response")
                .get("TST_TraCuuThongTinHoGiaDinhResponse")
                .get("successful");
    }

    private static String question(String number) {
        return "{\"maSoBhxh\":\"" + number + "\"}";
    }

    private HttpResponse<String> ask(String body) throws Exception {
        return http.send(asking(body));
    }

    private HttpRequest.Builder asking(String body) {
        return http.request(Insurance.LOOK_UP)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }
}
