package vn.mocua.portal.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vn.mocua.portal.messaging.Awaits.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.identity.Malformed;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.outside.OutsideForTests;

/** How the adapter reads a message centre that answers well, badly, late or not at all. */
class SmppSmsSenderTest {

    private static final PhoneNumber PHONE = PhoneNumber.of("0912000001");
    private static final SmsText TEXT = new SmsText("Ma xac thuc @123456");

    private final MessageCentre centre = new MessageCentre();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T02:00:00Z"));
    private final SmppSmsSender sender = sender(TestDatabase.db());

    @BeforeEach
    void empty() {
        TestDatabase.db().sql("delete from sms_receipt").update();
    }

    @AfterEach
    void close() {
        sender.close();
        centre.close();
    }

    @Test
    void aMessageIsHandedOverInTheWordsOfTheProtocol() {
        bound();

        assertThat(sender.submit(PHONE, TEXT, Duration.ofSeconds(299)))
                .isEqualTo(new Submission.Accepted("alpha", "id-1"));
        assertThat(centre.submitted()).singleElement().satisfies(message -> {
            assertThat(message.sourceTon()).isEqualTo(5);
            assertThat(message.source()).isEqualTo("MOCUA");
            assertThat(message.destinationTon()).isEqualTo(1);
            assertThat(message.destination()).isEqualTo("84912000001");
            assertThat(message.validity()).isEqualTo("000000000459000R");
            assertThat(message.receipts()).isEqualTo(1);
            assertThat(message.coding()).isZero();
            assertThat(message.text()).isEqualTo(TEXT.octets());
        });
    }

    /** The example bytes of docs/protocols/smpp.md, against which the other side is tested too; after the header. */
    @Test
    void theExamplesOfTheProtocolAreWhatGoesOverTheWire() throws IOException {
        var other = new SmppSmsSender(
                "alpha",
                provider(0, "mocua-a", "secret08", "127.0.0.1", false, false),
                "MOCUA",
                OutsideForTests.outside(),
                new SmsReceipts(TestDatabase.db(), Clock.systemUTC()),
                clock);
        try {
            other.open();
            await(other::isUp);
            assertThat(centre.lastBind()).isEqualTo(example("bind_transceiver"));

            other.submit(PHONE, new SmsText("Ma xac thuc: 482913"), null);
            assertThat(centre.submitted().getFirst().body()).isEqualTo(example("submit_sm"));

            centre.delivers(example("deliver_sm receipt"));
            await(() -> !centre.deliverAnswers().isEmpty());
            assertThat(TestDatabase.db()
                            .sql("select message || ' ' || state from sms_receipt")
                            .query(String.class)
                            .single())
                    .isEqualTo("00000000000004D2 delivered");
        } finally {
            other.close();
        }
    }

    private static byte[] example(String name) throws IOException {
        var text = Files.readString(Path.of("..", "docs", "protocols", "smpp.md"));
        var matcher = Pattern.compile("```hex " + Pattern.quote(name) + "\\n([^`]*)```")
                .matcher(text);
        assertThat(matcher.find()).as(name).isTrue();
        var pdu = HexFormat.of().parseHex(matcher.group(1).replaceAll("\\s", ""));
        return Arrays.copyOfRange(pdu, 16, pdu.length);
    }

    @Test
    void aNoticeHasNoEnd() {
        bound();
        sender.submit(PHONE, TEXT, null);

        assertThat(centre.submitted().getFirst().validity()).isEmpty();
    }

    @Test
    void beforeItIsBoundNothingIsTaken() {
        assertThat(sender.isUp()).isFalse();
        assertThat(sender.submit(PHONE, TEXT, null)).isEqualTo(new Submission.NotTaken("alpha", "not bound"));
    }

    @ParameterizedTest
    @CsvSource({"0x0B", "0x50", "0x51", "0x01"})
    void aNumberOrTextThatIsNoneIsRefusedForGood(String status) {
        bound();
        centre.answers(Integer.decode(status));

        assertThat(sender.submit(PHONE, TEXT, null)).isInstanceOf(Submission.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({"0x08", "0x0A", "0x14", "0x45", "0x58", "0x64", "0x0400"})
    void whateverElseIsRefusedAnotherProviderMayTake(String status) {
        bound();
        centre.answers(Integer.decode(status));

        assertThat(sender.submit(PHONE, TEXT, null)).isInstanceOf(Submission.NotTaken.class);
    }

    @Test
    void aProviderThatIsAskedTooFastIsLeftAloneForASecond() {
        bound();
        centre.answers(0x58);
        sender.submit(PHONE, TEXT, null);
        centre.answers(0);

        assertThat(sender.submit(PHONE, TEXT, null)).isEqualTo(new Submission.NotTaken("alpha", "asked to slow down"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(sender.submit(PHONE, TEXT, null)).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void withoutAnAnswerNobodyKnows() {
        bound();
        centre.answers(MessageCentre.SILENCE);

        assertThat(sender.submit(PHONE, TEXT, null)).isEqualTo(new Submission.Uncertain("alpha", "SILENT"));
        assertThat(centre.submitted()).hasSize(1);
    }

    @Test
    @Tag("slow")
    void aProviderThatNeverAnswersIsLeftAloneAndThenTheNextMayTakeCodes() {
        bound();
        centre.answers(MessageCentre.SILENCE);
        var submissions = IntStream.range(0, 7)
                .mapToObj(each -> sender.submit(PHONE, TEXT, null))
                .toList();

        assertThat(submissions.subList(0, 5))
                .allSatisfy(each -> assertThat(each).isInstanceOf(Submission.Uncertain.class));
        assertThat(submissions.subList(5, 7))
                .allSatisfy(each -> assertThat(each).isEqualTo(new Submission.NotTaken("alpha", "RESTING")));
        assertThat(centre.submitted()).hasSize(5);
    }

    @Test
    void aLostLineIsBoundAgain() {
        bound();
        centre.hangUp();
        await(() -> centre.binds() >= 2 && sender.isUp());

        assertThat(sender.submit(PHONE, TEXT, null)).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void theLineIsTriedWhileNothingIsSaid() {
        bound();
        await(() -> centre.enquiries() >= 2);

        assertThat(sender.isUp()).isTrue();
        assertThat(centre.binds()).isEqualTo(1);
    }

    @Test
    void itSaysGoodbyeAtTheEnd() {
        bound();
        sender.close();

        assertThat(centre.unbinds()).isEqualTo(1);
        assertThat(sender.isUp()).isFalse();
    }

    @Test
    void openingDoesNotWaitForACentreThatIsDown() {
        centre.close();
        sender.open();

        assertThat(sender.isUp()).isFalse();
        assertThat(sender.submit(PHONE, TEXT, null)).isInstanceOf(Submission.NotTaken.class);
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVRD, delivered",
        "UNDELIV, undeliverable",
        "EXPIRED, expired",
        "REJECTD, rejected",
        "ENROUTE, en-route"
    })
    void aReceiptIsKept(String word, String state) throws IOException {
        bound();
        centre.delivers(
                0x04,
                "id:0A1B sub:001 dlvrd:001 submit date:2611230900 done date:2611230901 stat:" + word
                        + " err:000 text:");
        await(() -> !centre.deliverAnswers().isEmpty());

        assertThat(centre.deliverAnswers()).containsExactly(0);
        assertThat(TestDatabase.db()
                        .sql("select provider || ' ' || message || ' ' || state from sms_receipt")
                        .query(String.class)
                        .single())
                .isEqualTo("alpha 0A1B " + state);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "id: sub:001 dlvrd:001 stat:DELIVRD", "id:7 stat:GREAT err:000"})
    void aReceiptThatCannotBeReadIsTakenAndForgotten(String text) throws IOException {
        bound();
        centre.delivers(0x04, text);
        await(() -> !centre.deliverAnswers().isEmpty());

        assertThat(centre.deliverAnswers()).containsExactly(0);
        assertThat(receipts()).isZero();
        assertThat(sender.isUp()).isTrue();
    }

    @Test
    void whatPeopleAnswerIsNotRead() throws IOException {
        bound();
        centre.delivers(0, "id:7 stat:DELIVRD");
        await(() -> !centre.deliverAnswers().isEmpty());

        assertThat(receipts()).isZero();
    }

    @Test
    void aReceiptThatCannotBeKeptNowIsAskedForAgain() throws IOException {
        var away = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:1/none");
        var other = sender(JdbcClient.create(away));
        try {
            other.open();
            await(other::isUp);
            centre.delivers(
                    0x04,
                    "id:0A1B sub:001 dlvrd:001 submit date:2611230900 done date:2611230901 stat:DELIVRD err:000 text:");
            await(() -> !centre.deliverAnswers().isEmpty());

            assertThat(centre.deliverAnswers()).containsExactly(0x64);
        } finally {
            other.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 000000000001000R",
        "299, 000000000459000R",
        "300, 000000000500000R",
        "3600, 000000010000000R",
        "90061, 000001010101000R",
        "0, 000000000001000R"
    })
    void anEndIsWrittenAsATimeFromNowOn(int seconds, String written) {
        assertThat(SmppSmsSender.relative(Duration.ofSeconds(seconds))).isEqualTo(written);
    }

    /** T15: the gateway takes a {@link PhoneNumber} and nothing else, and no such value can be made of these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "+12025550123", // abroad
                "+8613800138000",
                "+882167800000", // satellite
                "+6391200000012",
                "02438251234", // fixed
                "0283822123",
                "19001234", // premium
                "18001234",
                "113",
                "8077",
                "0123456789012",
                "912000001x"
            })
    void foreignFixedAndPremiumNumbersNeverReachTheGateway(String number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhoneNumber.of(number))
                .isInstanceOf(Malformed.class);
        assertThat(Arrays.stream(SmsSender.class.getDeclaredMethods())
                        .filter(method -> method.getName().equals("submit")))
                .singleElement()
                .satisfies(method -> assertThat(method.getParameterTypes()[0]).isEqualTo(PhoneNumber.class));
        assertThat(Arrays.stream(Outbox.class.getMethods())
                        .filter(method -> method.getName().equals("sms")))
                .singleElement()
                .satisfies(method -> assertThat(method.getParameterTypes()[0]).isEqualTo(PhoneNumber.class));
    }

    @Test
    void aCentreElsewhereIsReachedOnlyOverAnEncryptedOrPrivateLine() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings("smsc.example.vn", false, false));
        assertThat(settings("smsc.example.vn", true, false).providers()).hasSize(1);
        assertThat(settings("10.1.2.3", false, true).providers()).hasSize(1);
        assertThat(settings("127.0.0.1", false, false).providers()).hasSize(1);
    }

    @Test
    void thePortalDoesNotStartWithoutAProviderOrASender() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SmsSettings("MOCUA", Map.of()));
        var providers = settings("localhost", false, false).providers();
        assertThatIllegalArgumentException().isThrownBy(() -> new SmsSettings(null, providers));
        assertThatIllegalArgumentException().isThrownBy(() -> new SmsSettings("A name that is long", providers));
    }

    @Test
    void providersAreAskedInTheOrderOfTheSettings() {
        var settings = new SmsSettings(
                "MOCUA",
                Map.of("b", provider(1, "localhost", false, false), "a", provider(2, "localhost", false, false)));

        assertThat(settings.inOrder()).extracting(Map.Entry::getKey).isEqualTo(List.of("b", "a"));
        assertThat(settings.toString()).doesNotContain("secret");
    }

    private void bound() {
        sender.open();
        await(sender::isUp);
    }

    private static long receipts() {
        return TestDatabase.db()
                .sql("select count(*) from sms_receipt")
                .query(Long.class)
                .single();
    }

    private SmppSmsSender sender(JdbcClient db) {
        return new SmppSmsSender(
                "alpha",
                provider(0, "127.0.0.1", false, false),
                "MOCUA",
                OutsideForTests.outside(),
                new SmsReceipts(db, Clock.systemUTC()),
                clock);
    }

    private SmsSettings settings(String host, boolean tls, boolean privateLine) {
        return new SmsSettings("MOCUA", Map.of("alpha", provider(0, host, tls, privateLine)));
    }

    private SmsSettings.Provider provider(int order, String host, boolean tls, boolean privateLine) {
        return provider(order, "mocua", "secret", host, tls, privateLine);
    }

    private SmsSettings.Provider provider(
            int order, String systemId, String password, String host, boolean tls, boolean privateLine) {
        return new SmsSettings.Provider(
                order,
                host,
                centre.port(),
                systemId,
                password,
                "",
                5,
                0,
                tls,
                null,
                privateLine,
                10,
                Duration.ofSeconds(2),
                Duration.ofMillis(1500),
                Duration.ofMillis(300));
    }
}
