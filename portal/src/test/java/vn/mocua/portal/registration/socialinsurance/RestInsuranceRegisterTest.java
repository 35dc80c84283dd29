package vn.mocua.portal.registration.socialinsurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.Town;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.SocialInsuranceNumber;
import vn.mocua.portal.outside.OutsideForTests;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.outside.Peer;
import vn.mocua.portal.registration.socialinsurance.InsuranceRegister.Answer;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** The adapter with the sandbox's agency, and with one that answers well, badly, or for somebody else. */
class RestInsuranceRegisterTest implements InsuranceRegisterContract {

    private static final SocialInsuranceNumber NUMBER = SocialInsuranceNumber.of("5120000001");
    private static final String ANSWER = example("answer");

    private static Town town;

    private final Clock clock = Clock.systemUTC();
    private final Peer peer = new Peer();

    @BeforeAll
    static void start() {
        town = new Town();
    }

    @AfterAll
    static void stop() {
        town.close();
    }

    @BeforeEach
    void givesTokens() {
        peer.says("/token", 200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":300}");
    }

    @AfterEach
    void close() {
        peer.close();
    }

    @Override
    public InsuranceRegister register() {
        var outside = OutsideForTests.outside();
        var trust = Path.of(town.setting("mocua.outside.systems.insurance.trust"));
        return new RestInsuranceRegister(
                outside,
                OutsideForTests.http(outside, trust, clock),
                new InsuranceSettings(
                        URI.create(town.setting("mocua.insurance.token-url")),
                        URI.create(town.setting("mocua.insurance.record-url")),
                        town.setting("mocua.insurance.client-id"),
                        town.setting("mocua.insurance.client-secret"),
                        "bhxh"));
    }

    @Override
    public Person person(Fate fate) {
        return town.sandbox().person(fate);
    }

    @Override
    public SocialInsuranceNumber number(Person person) {
        return SocialInsuranceNumber.of(town.sandbox().socialInsuranceNumber(person));
    }

    @Test
    void theQuestionIsTheOneOfThePaper() {
        peer.says("/record", 200, ANSWER);

        assertThat(askPeer()).isInstanceOf(Answer.Insured.class);
        var question = peer.asked("/record").getFirst();
        assertThat(JsonMapper.shared().readTree(question.body()))
                .isEqualTo(JsonMapper.shared().readTree(example("request")));
        assertThat(question.authorization()).isEqualTo("Bearer t");
        assertThat(peer.asked("/token").getFirst().body()).contains("scope=bhxh");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 19900312, 12/03/1990",
        "1, 19470000, 1947",
        "1, 1947, 1947",
        "1, 19470101, 1947",
        "2, 19510500, 05/1951",
        "2, 195105, 05/1951",
        "2, 19510501, 05/1951"
    })
    void howMuchOfABirthDateHoldsIsSaidBesideIt(String kind, String digits, String birthDate) {
        peer.says("/record", 200, born(kind, digits));

        assertThat(askPeer())
                .isInstanceOfSatisfying(
                        Answer.Insured.class,
                        insured -> assertThat(insured.record().birthDate()).isEqualTo(BirthDate.of(birthDate)));
    }

    @Test
    void whatTheAgencyDoesNotKnowOrCannotWriteIsNotKnown() {
        for (var nothing : new String[] {"\"\"", "null", "\"12345678\"", "\"khong co\""}) {
            try (var other = new Peer()) {
                var json = ANSWER.replace("\"051090000001\"", nothing).replace("\"0912000001\"", nothing);
                assertThat(askOnce(other, json)).isInstanceOfSatisfying(Answer.Insured.class, insured -> {
                    assertThat(insured.record().nationalId()).isNull();
                    assertThat(insured.record().phone()).isNull();
                });
            }
        }
    }

    @Test
    void twelveDigitsInTheOldCardsPlaceAreThePersonalNumber() {
        peer.says(
                "/record",
                200,
                ANSWER.replace(
                        "\"soDinhDanh\":\"051090000001\",\"cmnd\":\"\"",
                        "\"soDinhDanh\":\"\",\"cmnd\":\"051090000001\""));

        assertThat(askPeer()).isInstanceOfSatisfying(Answer.Insured.class, insured -> {
            assertThat(String.valueOf(insured.record().nationalId())).endsWith("001]");
            assertThat(insured.record().oldNationalId()).isNull();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"soSoCu", "maTinhKs", "maHuyenKs", "maXaKs"})
    void whatTheServiceIsKnownToSendBesidesIsNotRead(String field) {
        peer.says("/record", 200, ANSWER.replace("\"trangThai\"", "\"" + field + "\":\"52\",\"trangThai\""));
        assertThat(askPeer()).isInstanceOf(Answer.Insured.class);
    }

    @Test
    void nobodyIsNobody() {
        peer.says(
                "/record",
                200,
                ANSWER.replaceFirst("\"successful\":\\{[^}]*}", "\"successful\":null")
                        .replace("\"00\"", "\"01\""));
        assertThat(askPeer()).isEqualTo(new Answer.Nobody());
    }

    static Stream<Arguments> noAnswers() {
        return Stream.of(
                whole("empty body", 200, ""),
                whole("empty object", 200, "{}"),
                whole("null", 200, "null"),
                whole("a list", 200, "[" + ANSWER + "]"),
                whole("no record", 200, ANSWER.replaceFirst("\\{\"maSoBhxh[^}]*}", "null")),
                whole("an empty record", 200, ANSWER.replaceFirst("\\{\"maSoBhxh[^}]*}", "{}")),
                whole("a list of records", 200, ANSWER.replaceFirst("(\\{\"maSoBhxh[^}]*})", "[$1]")),
                whole("a record of nobody", 200, ANSWER.replace("\"errorCode\":\"00\"", "\"errorCode\":\"01\"")),
                whole("an unknown error", 200, ANSWER.replace("\"errorCode\":\"00\"", "\"errorCode\":\"99\"")),
                whole("no error code", 200, ANSWER.replace(",\"errorCode\":\"00\"", "")),
                whole("the axis says 500", 200, ANSWER.replace("\"200\"", "\"500\"")),
                whole("another operation", 200, ANSWER.replace("TST_TraCuuThongTinHoGiaDinhResponse", "Fault")),
                whole("two answers", 200, ANSWER.replace("\"response\":{", "\"response\":{\"TST_XResponse\":{},")),
                whole("somebody else", 200, ANSWER.replace("\"5120000001\"", "\"5120000002\"")),
                whole("a number", 200, ANSWER.replace("\"5120000001\"", "5120000001")),
                whole("no name", 200, ANSWER.replace("\"hoTen\":\"Nguyễn Văn An\",", "")),
                whole("an empty name", 200, ANSWER.replace("Nguyễn Văn An", "")),
                whole("a name in another charset", 200, ANSWER.replace("Nguyễn Văn An", "Nguyá»…n VÄƒn An")),
                whole("a name with question marks", 200, ANSWER.replace("Nguyễn Văn An", "Nguy?n V?n An")),
                whole("no birth date", 200, ANSWER.replace("\"ngaySinh\":\"19900312\",", "")),
                whole("a birth date of another form", 200, ANSWER.replace("19900312", "12/03/1990")),
                whole("no such day", 200, ANSWER.replace("19900312", "19900230")),
                whole("a day where a year should be", 200, born("1", "19900312")),
                whole("a day where a month should be", 200, born("2", "19900312")),
                whole("a kind of date that is none", 200, born("3", "19900312")),
                whole(
                        "a kind of date that is no word",
                        200,
                        ANSWER.replace("\"loaiNgaySinh\":\"0\"", "\"loaiNgaySinh\":0")),
                whole("no sex", 200, ANSWER.replace("\"gioiTinh\":\"1\",", "")),
                whole("an unknown sex", 200, ANSWER.replace("\"gioiTinh\":\"1\"", "\"gioiTinh\":\"M\"")),
                whole("no personal number", 200, ANSWER.replace("\"soDinhDanh\":\"051090000001\",", "")),
                whole("no old card", 200, ANSWER.replace("\"cmnd\":\"\",", "")),
                whole("no phone", 200, ANSWER.replace("\"dienThoaiLh\":\"0912000001\",", "")),
                whole("no state", 200, ANSWER.replace(",\"trangThai\":\"1\"", "")),
                whole("an unknown state", 200, ANSWER.replace("\"trangThai\":\"1\"", "\"trangThai\":\"9\"")),
                whole("a field more", 200, ANSWER.replace("\"trangThai\"", "\"luong\":\"1\",\"trangThai\"")),
                whole("a field twice", 200, ANSWER.replace("\"trangThai\"", "\"hoTen\":\"Trần An\",\"trangThai\"")),
                whole("a field more in the envelope", 200, ANSWER.replace("\"status\"", "\"debug\":\"x\",\"status\"")),
                whole("half an answer", 200, ANSWER.substring(0, 150)),
                whole("an answer and more", 200, ANSWER + ANSWER),
                whole("no content", 204, ""),
                whole("accepted", 202, ANSWER),
                whole("a redirect", 302, ANSWER),
                whole("a mistake of ours", 400, "{\"code\":\"400\"}"),
                whole("not let in", 401, ANSWER),
                whole("forbidden", 403, ANSWER),
                whole("a wrong address", 404, ANSWER),
                whole("too many", 429, ANSWER),
                whole("broken", 500, ANSWER),
                Arguments.of("another charset", encoded("application/json", StandardCharsets.UTF_16)),
                Arguments.of(
                        "another charset, declared",
                        encoded("application/json; charset=utf-16", StandardCharsets.UTF_16)),
                Arguments.of("a page", encoded("text/html", StandardCharsets.UTF_8)),
                Arguments.of("ten megabytes", (HttpHandler) exchange -> Peer.say(
                        exchange,
                        200,
                        "application/json",
                        (ANSWER + " ".repeat(10_000_000)).getBytes(StandardCharsets.UTF_8))),
                Arguments.of("a connection that breaks", (HttpHandler) exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, 10_000);
                    exchange.getResponseBody().write(ANSWER.getBytes(StandardCharsets.UTF_8));
                    exchange.getResponseBody().flush();
                    throw new IOException("cut");
                }));
    }

    /** Threat T19. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("noAnswers")
    void whatIsNoWholePlainRecordOfWhoWasAskedIsNoAnswer(String what, HttpHandler agency) {
        peer.on("/record", agency);

        assertThat(catchThrowableOfType(OutsideUnavailable.class, this::askPeer))
                .as(what)
                .isNotNull()
                .satisfies(thrown -> assertThat(thrown.getMessage())
                        .doesNotContain("5120000001", "051090000001", "Nguyễn", "1990", "0912000001"));
    }

    @Test
    @Tag("slow")
    void anAgencyThatNeverAnswersIsSilentAndOneThatIsAwayIsUnavailable() {
        var end = new CountDownLatch(1);
        peer.on("/record", exchange -> {
            try {
                end.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertThat(catchThrowableOfType(OutsideUnavailable.class, this::askPeer).why())
                .isEqualTo(OutsideUnavailable.Why.SILENT);
        end.countDown();
        peer.close();
        assertThat(catchThrowableOfType(OutsideUnavailable.class, this::askPeer))
                .isNotNull();
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DOWN", "SLOW", "GARBAGE", "CUT"})
    void whateverIsWrongWithTheAgencyIsNoAnswer(Fault fault) {
        var an = number(person(Fate.ORDINARY));
        town.sandbox().fault(Outside.INSURANCE, fault, Duration.ofMinutes(1));
        try {
            for (var i = 0; i < 5; i++) {
                assertThat(catchThrowableOfType(
                                OutsideUnavailable.class, () -> register().ask(an)))
                        .isNotNull();
            }
        } finally {
            town.sandbox().fault(Outside.INSURANCE, Fault.NONE, Duration.ZERO);
        }
    }

    @Test
    void thePortalDoesNotStartWithoutTheAxisSecretOrOverAnOpenLine() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        register(new InsuranceSettings(peer.at("/token"), peer.at("/record"), "portal", null, "bhxh")))
                .withMessage("mocua.insurance.client-secret is not set");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> register(new InsuranceSettings(
                        peer.at("/token"), URI.create("http://axis.example.vn/record"), "portal", "secret", "bhxh")));
    }

    private Answer askPeer() {
        return ask(peer);
    }

    private Answer ask(Peer peer) {
        return register(new InsuranceSettings(peer.at("/token"), peer.at("/record"), "portal", "secret", "bhxh"))
                .ask(NUMBER);
    }

    private Answer askOnce(Peer other, String json) {
        other.says("/token", 200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":300}");
        other.says("/record", 200, json);
        return ask(other);
    }

    private InsuranceRegister register(InsuranceSettings settings) {
        var outside = OutsideForTests.outside();
        return new RestInsuranceRegister(outside, OutsideForTests.http(outside, clock), settings);
    }

    private static String born(String kind, String digits) {
        return ANSWER.replace("19900312", digits)
                .replace("\"loaiNgaySinh\":\"0\"", "\"loaiNgaySinh\":\"" + kind + "\"");
    }

    private static Arguments whole(String what, int status, String body) {
        return Arguments.of(what, (HttpHandler)
                exchange -> Peer.say(exchange, status, "application/json", body.getBytes(StandardCharsets.UTF_8)));
    }

    private static HttpHandler encoded(String type, Charset charset) {
        return exchange -> Peer.say(exchange, 200, type, ANSWER.getBytes(charset));
    }

    /** What the paper shows is what is spoken. */
    private static String example(String name) {
        try {
            var paper = Files.readString(Path.of("..", "docs", "protocols", "social-insurance.md"));
            var block = Pattern.compile("```json " + name + "\n(.*?)\n```", Pattern.DOTALL)
                    .matcher(paper);
            if (!block.find()) {
                throw new IllegalStateException(name);
            }
            return block.group(1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
