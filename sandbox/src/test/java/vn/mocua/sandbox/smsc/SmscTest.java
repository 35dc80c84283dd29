package vn.mocua.sandbox.smsc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.mocua.sandbox.Docs;
import vn.mocua.sandbox.MadeAuthorities;
import vn.mocua.sandbox.Sandbox;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.phone.Sms;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Telephone;

/** The message centres, over sockets. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SmscTest {

    private static final int TRANSMITTER = 2;
    private static final int RECEIVER = 1;
    private static final int TRANSCEIVER = 9;
    private static final int NACK = 0x80000000;

    private Sandbox sandbox;
    private Properties properties;
    private int nextPhone = 1_000_000;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        sandbox = Sandbox.start(MadeAuthorities.in(folder), 0, null);
        properties = new Properties();
        properties.load(Files.newBufferedReader(sandbox.portalProperties()));
    }

    @AfterAll
    void stop() throws Exception {
        sandbox.close();
    }

    @AfterEach
    void mend() {
        for (var system : new Outside[] {Outside.SMSC, Outside.SMSC_ALPHA, Outside.SMSC_BETA}) {
            sandbox.fault(system, Fault.NONE, Duration.ZERO);
        }
    }

    // ---- the page's examples ----------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bind_transceiver",
                "bind_transceiver_resp",
                "submit_sm",
                "submit_sm_resp",
                "submit_sm refused",
                "submit_sm ucs2",
                "submit_sm part 1 of 2",
                "submit_sm message_payload",
                "deliver_sm receipt",
                "deliver_sm_resp",
                "enquire_link",
                "generic_nack",
                "unbind_resp"
            })
    void theExamplesAreReadAndWrittenByteForByte(String name) throws Exception {
        var bytes = Docs.bytes("smpp.md", name);
        var pdu = Objects.requireNonNull(Pdu.read(new DataInputStream(new ByteArrayInputStream(bytes))));
        assertThat(HexFormat.of().formatHex(pdu.bytes()))
                .isEqualTo(HexFormat.of().formatHex(bytes));
    }

    @ParameterizedTest
    @CsvSource({
        "submit_sm, Ma xac thuc: 482913",
        "submit_sm ucs2, M\u00E3 x\u00E1c th\u1EF1c: 482913",
        "submit_sm part 2 of 2, 482913.",
        "submit_sm message_payload, Ma xac thuc: 482913"
    })
    void theTextOfTheExamplesIsUnderstood(String name, String text) throws Exception {
        assertThat(submission(name).text()).isEqualTo(text);
    }

    @Test
    void thePiecesOfTheExamplesBelongTogether() throws Exception {
        assertThat(submission("submit_sm part 1 of 2").piece()).isEqualTo(new SubmitSm.Piece(0x2A, 2, 1));
        assertThat(submission("submit_sm part 2 of 2").piece()).isEqualTo(new SubmitSm.Piece(0x2A, 2, 2));
        assertThat(submission("submit_sm").piece()).isEqualTo(SubmitSm.Piece.WHOLE);
    }

    @Test
    void theReceiptIsWrittenAsInTheExample() throws Exception {
        var minute = Instant.parse("2026-11-23T11:41:30Z");
        var receipt = new Receipt(
                "00000000000004D2", "MOCUA", Telephone.of("0912000001").orElseThrow(), minute, minute, true);
        assertThat(HexFormat.of()
                        .formatHex(
                                Pdu.request(Pdu.DELIVER_SM, 1, receipt.body()).bytes()))
                .isEqualTo(HexFormat.of().formatHex(Docs.bytes("smpp.md", "deliver_sm receipt")));
    }

    @Test
    void theExampleOfARefusalIsWhatABadNumberGets() throws Exception {
        try (var esme = bound("alpha", TRANSCEIVER)) {
            esme.ask(0x15, new byte[0]);
            var answer = esme.submit("84212000001", "x");
            var example = Docs.bytes("smpp.md", "submit_sm refused");
            assertThat(answer.status()).isEqualTo(example[11]);
            assertThat(answer.sequence()).isEqualTo(example[15]);
        }
    }

    private static SubmitSm submission(String example) throws Exception {
        var in = new DataInputStream(new ByteArrayInputStream(Docs.bytes("smpp.md", example)));
        return SubmitSm.read(Objects.requireNonNull(Pdu.read(in)).body());
    }

    // ---- binding ----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"alpha, 1", "alpha, 2", "alpha, 9", "beta, 9"})
    void whoKnowsThePasswordIsBound(String provider, int command) throws Exception {
        try (var esme = new Esme(port(provider))) {
            var answer = esme.bind(command, systemId(provider), password(provider));
            assertThat(answer.command()).isEqualTo(command | NACK);
            assertThat(answer.status()).isZero();
            assertThat(answer.text()).isEqualTo("MOCUA-" + provider + "\0\u0002\u0010\0\u0001\u0034");
        }
    }

    @Test
    void whoDoesNotIsRefusedWithTheReason() throws Exception {
        try (var esme = new Esme(port("alpha"))) {
            assertThat(esme.bind(TRANSCEIVER, systemId("alpha"), "wrong").status())
                    .isEqualTo(0x0E);
            assertThat(esme.bind(TRANSCEIVER, systemId("beta"), password("beta"))
                            .status())
                    .isEqualTo(0x0F);
            assertThat(esme.bind(TRANSCEIVER, "a".repeat(16), "x").status()).isEqualTo(0x02);
            assertThat(esme.submit("84912000002", "x").status()).isEqualTo(0x04);
            assertThat(esme.bind(TRANSCEIVER, systemId("alpha"), password("alpha"))
                            .status())
                    .isZero();
            assertThat(esme.bind(TRANSCEIVER, systemId("alpha"), password("alpha"))
                            .status())
                    .isEqualTo(0x05);
        }
    }

    @Test
    void aReceiverCannotSubmit() throws Exception {
        try (var esme = bound("alpha", RECEIVER)) {
            assertThat(esme.submit("84912000002", "x").status()).isEqualTo(0x04);
        }
    }

    @Test
    void anUnbindEndsTheSession() throws Exception {
        try (var esme = bound("alpha", TRANSCEIVER)) {
            var answer = esme.ask(6, new byte[0]);
            assertThat(answer.command()).isEqualTo(0x80000006);
            assertThat(answer.status()).isZero();
            assertThat(esme.isHungUp()).isTrue();
        }
    }

    @Test
    void anUnknownCommandIsNackedAndTheSessionGoesOn() throws Exception {
        try (var esme = bound("alpha", TRANSCEIVER)) {
            var answer = esme.ask(0x103, new byte[] {1, 2});
            assertThat(answer.command()).isEqualTo(NACK);
            assertThat(answer.status()).isEqualTo(0x03);
            assertThat(answer.sequence()).isEqualTo(2);
            assertThat(esme.ask(0x15, new byte[0]).command()).isEqualTo(0x80000015);
        }
    }

    @Test
    void anImpossibleLengthEndsTheSession() throws Exception {
        try (var esme = bound("alpha", TRANSCEIVER)) {
            esme.send(HexFormat.of().parseHex("0000000F0000001500000000"));
            var answer = esme.hear();
            assertThat(answer.command()).isEqualTo(NACK);
            assertThat(answer.status()).isEqualTo(0x02);
            assertThat(esme.isHungUp()).isTrue();
        }
    }

    // ---- submitting -------------------------------------------------------------------------------------------------

    @Test
    void whatIsSubmittedAnywhereArrivesOnTheSamePhone() throws Exception {
        var phone = phone();
        try (var alpha = bound("alpha", TRANSCEIVER);
                var beta = bound("beta", TRANSMITTER)) {
            assertThat(alpha.submit(phone, "first").text()).matches("[0-9A-F]{16}\0");
            assertThat(beta.submit(phone, "second").status()).isZero();
        }
        assertThat(sandbox.sms("+" + phone)).extracting(Sms::text).containsExactly("second", "first");
        assertThat(sandbox.sms("+" + phone)).extracting(Sms::centre).containsExactly("beta", "alpha");
    }

    @Test
    void theGsmAlphabetAndItsExtensionAreDecoded() throws Exception {
        var phone = phone();
        try (var esme = bound("alpha", TRANSCEIVER)) {
            esme.ask(4, Esme.submission("MOCUA", phone, 0, 0, 0, HexFormat.of().parseHex("00021B651B3C411B3E7F11")));
        }
        assertThat(sandbox.sms("+" + phone).getFirst().text()).isEqualTo("@$\u20AC[A]\u00E0_");
    }

    @Test
    void vietnameseLettersComeInUcs2() throws Exception {
        var phone = phone();
        var text = "M\u00E3 x\u00E1c th\u1EF1c \uD83D\uDE00";
        try (var esme = bound("alpha", TRANSCEIVER)) {
            esme.ask(4, Esme.submission("MOCUA", phone, 0, 0, 8, text.getBytes(StandardCharsets.UTF_16BE)));
        }
        assertThat(sandbox.sms("+" + phone).getFirst().text()).isEqualTo(text);
    }

    @Test
    void piecesAreShownAsOneMessageWhicheverComesFirst() throws Exception {
        var phone = phone();
        try (var alpha = bound("alpha", TRANSCEIVER)) {
            alpha.ask(4, Esme.submission("MOCUA", phone, 0x40, 0, 0, piece("0500032A0302", "two ")));
            alpha.ask(4, Esme.submission("MOCUA", phone, 0x40, 0, 0, piece("0500032A0303", "three")));
            assertThat(sandbox.sms("+" + phone)).isEmpty();
            alpha.ask(4, Esme.submission("MOCUA", phone, 0x40, 0, 0, piece("0500032A0301", "one ")));
        }
        assertThat(sandbox.sms("+" + phone)).extracting(Sms::text).containsExactly("one two three");
        assertThat(sandbox.sms("+" + phone)).extracting(Sms::parts).containsExactly(3);
    }

    @Test
    void piecesMayAlsoBeNumberedInParameters() throws Exception {
        var phone = phone();
        var parameters = HexFormat.of();
        try (var alpha = bound("alpha", TRANSCEIVER)) {
            alpha.ask(
                    4,
                    Esme.submission(
                            "MOCUA",
                            phone,
                            0,
                            0,
                            0,
                            "one ".getBytes(StandardCharsets.US_ASCII),
                            parameters.parseHex("020C00020007020E000102020F000101")));
            alpha.ask(
                    4,
                    Esme.submission(
                            "MOCUA",
                            phone,
                            0,
                            0,
                            0,
                            "two".getBytes(StandardCharsets.US_ASCII),
                            parameters.parseHex("020C00020007020E000102020F000102")));
        }
        assertThat(sandbox.sms("+" + phone)).extracting(Sms::text).containsExactly("one two");
    }

    @Test
    void aLongTextMayComeAsPayload() throws Exception {
        var phone = phone();
        var text = "0123456789".repeat(40);
        var parameter = new ByteArrayOutputStream();
        parameter.writeBytes(new byte[] {0x04, 0x24, 400 >> 8, (byte) 400});
        parameter.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        try (var esme = bound("alpha", TRANSCEIVER)) {
            esme.ask(4, Esme.submission("MOCUA", phone, 0, 0, 0, new byte[0], parameter.toByteArray()));
        }
        assertThat(sandbox.sms("+" + phone).getFirst().text()).isEqualTo(text);
        assertThat(sandbox.sms("+" + phone).getFirst().parts()).isEqualTo(3);
    }

    @Test
    void aBadSubmissionIsRefusedWithTheReason() throws Exception {
        var phone = phone();
        var x = new byte[] {'x'};
        try (var esme = bound("alpha", TRANSCEIVER)) {
            assertThat(esme.ask(4, Esme.submission("OTHER", phone, 0, 0, 0, x)).status())
                    .isEqualTo(0x0A);
            assertThat(esme.ask(4, Esme.submission("mocua", phone, 0, 0, 0, x)).status())
                    .isEqualTo(0x0A);
            assertThat(esme.ask(4, Esme.submission("MOCUA", "34629255833", 0, 0, 0, x))
                            .status())
                    .isEqualTo(0x0B);
            assertThat(esme.ask(4, Esme.submission("MOCUA", phone, 0, 0, 0, new byte[0]))
                            .status())
                    .isEqualTo(0x01);
            assertThat(esme.ask(4, Esme.submission("MOCUA", phone, 0, 0, 0, new byte[255]))
                            .status())
                    .isEqualTo(0x01);
            assertThat(esme.ask(4, Esme.submission("MOCUA", phone, 0, 0, 8, x)).status())
                    .isEqualTo(0x01);
            assertThat(esme.ask(4, Esme.submission("MOCUA", phone, 0, 0, 4, x)).status())
                    .isEqualTo(0x45);
            assertThat(esme.ask(4, Esme.submission("MOCUA", phone, 0x40, 0, 0, new byte[] {9, 0, 3}))
                            .status())
                    .isEqualTo(0x43);
            assertThat(esme.ask(4, Esme.submission("MOCUA", phone, 0, 0, 0, x, (byte) 4))
                            .status())
                    .isEqualTo(0xC0);
            assertThat(esme.ask(4, new byte[] {0, 5}).status()).isEqualTo(0x02);
            assertThat(esme.submit(phone, "still bound").status()).isZero();
        }
        assertThat(sandbox.sms("+" + phone)).extracting(Sms::text).containsExactly("still bound");
    }

    // ---- receipts ---------------------------------------------------------------------------------------------------

    @Test
    void aReceiptTellsOfTheDelivery() throws Exception {
        try (var esme = bound("alpha", TRANSCEIVER)) {
            var phone = phone();
            var messageId = esme.submit(phone, "x").messageId();
            var receipt = esme.receipt(messageId);

            assertThat(receipt.command()).isEqualTo(5);
            assertThat(receipt.text())
                    .contains("id:" + messageId + " ")
                    .contains("stat:DELIVRD err:000")
                    .contains(phone)
                    .endsWith("\u0004\u0027\0\u0001\u0002");
        }
    }

    @Test
    void aSuspendedLineGetsNothingAndTheReceiptSaysSo() throws Exception {
        var person = sandbox.person(Fate.NO_SMS);
        try (var esme = bound("alpha", TRANSCEIVER)) {
            assertThat(esme.submit("84" + person.phone().substring(1), "x").status())
                    .isZero();
            assertThat(esme.hear().text()).contains("stat:UNDELIV err:027").endsWith("\u0004\u0027\0\u0001\u0005");
        }
        assertThat(sandbox.sms(person.phone())).isEmpty();
    }

    @Test
    void onlyWhoAsksGetsAReceipt() throws Exception {
        var suspended = "84" + sandbox.person(Fate.NO_SMS).phone().substring(1);
        var x = new byte[] {'x'};
        try (var esme = bound("alpha", TRANSCEIVER)) {
            var none = esme.ask(4, Esme.submission("MOCUA", phone(), 0, 0, 0, x));
            var onFailure = esme.ask(4, Esme.submission("MOCUA", phone(), 0, 2, 0, x));
            var failing = esme.ask(4, Esme.submission("MOCUA", suspended, 0, 2, 0, x));
            Esme.Answer last;
            do {
                last = esme.hear();
                assertThat(last.text()).doesNotContain(none.messageId(), onFailure.messageId());
            } while (!last.text().contains(failing.messageId()));
            assertThat(last.text()).contains("stat:UNDELIV");
        }
    }

    @Test
    void aReceiptGoesToAReceiverOrWaitsForOne() throws Exception {
        var suspended = "84" + sandbox.person(Fate.NO_SMS).phone().substring(1);
        String messageId;
        try (var transmitter = bound("beta", TRANSMITTER);
                var receiver = bound("beta", RECEIVER)) {
            var accepted = transmitter.submit(phone(), "x");
            assertThat(receiver.receipt(accepted.messageId()).text()).contains("stat:DELIVRD");
            messageId = transmitter.submit(suspended, "x").messageId();
        }
        Thread.sleep(2500); // that receipt is made two seconds after the message, when nobody is bound
        try (var receiver = bound("beta", RECEIVER)) {
            assertThat(receiver.receipt(messageId).text()).contains("stat:UNDELIV");
        }
    }

    @Test
    void aLateMessageIsNotThereAtOnce() throws Exception {
        var person = sandbox.person(Fate.LATE_SMS);
        try (var esme = bound("alpha", TRANSCEIVER)) {
            assertThat(esme.submit("84" + person.phone().substring(1), "x").status())
                    .isZero();
        }
        assertThat(sandbox.sms(person.phone())).isEmpty();
    }

    @Test
    void manySessionsSubmitAtOnceAndNothingIsLost() throws Exception {
        var phone = phone();
        var failures = Collections.synchronizedList(new ArrayList<Throwable>());
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
            var provider = i % 2 == 0 ? "alpha" : "beta";
            var text = "from " + i;
            threads.add(Thread.startVirtualThread(() -> {
                try (var esme = bound(provider, TRANSMITTER)) {
                    for (int n = 0; n < 6; n++) {
                        assertThat(esme.submit(phone, text + " " + n).status()).isZero();
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }
        for (var thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(sandbox.sms("+" + phone)).hasSize(48).doesNotHaveDuplicates();
    }

    @Test
    void aPhoneKeepsItsLastFiftyMessages() throws Exception {
        var phone = phone();
        try (var esme = bound("alpha", TRANSMITTER)) {
            for (int i = 0; i < 55; i++) {
                esme.submit(phone, "number " + i);
            }
        }
        assertThat(sandbox.sms("+" + phone)).hasSize(50);
        assertThat(sandbox.sms("+" + phone).getFirst().text()).isEqualTo("number 54");
        assertThat(sandbox.sms("+" + phone).getLast().text()).isEqualTo("number 5");
    }

    // ---- faults -----------------------------------------------------------------------------------------------------

    @Test
    void aCentreThatIsDownCutsItsSessionsAndTakesNoOthers() throws Exception {
        try (var alpha = bound("alpha", TRANSCEIVER);
                var beta = bound("beta", TRANSCEIVER)) {
            sandbox.fault(Outside.SMSC_ALPHA, Fault.DOWN, Duration.ofMinutes(1));

            assertThat(alpha.isHungUp()).isTrue();
            try (var again = new Esme(port("alpha"))) {
                assertThat(again.isHungUp()).isTrue();
            }
            assertThat(beta.submit(phone(), "x").status()).isZero();
            sandbox.fault(Outside.SMSC, Fault.DOWN, Duration.ofMinutes(1));
            assertThatThrownBy(() -> beta.submit(phone(), "x")).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aCutAnswerLeavesTheMessageDelivered() throws Exception {
        var phone = phone();
        try (var esme = bound("alpha", TRANSCEIVER)) {
            sandbox.fault(Outside.SMSC, Fault.CUT, Duration.ofMinutes(1));
            assertThatThrownBy(() -> esme.submit(phone, "x")).isInstanceOf(EOFException.class);
        }
        assertThat(sandbox.sms("+" + phone)).hasSize(1);
    }

    @Test
    void nonsenseNeverAcceptsAMessage() throws Exception {
        var phone = phone();
        try (var esme = bound("alpha", TRANSCEIVER)) {
            sandbox.fault(Outside.SMSC, Fault.GARBAGE, Duration.ofMinutes(1));
            for (int i = 0; i < 2; i++) {
                var answer = esme.submit(phone, "x");
                assertThat(answer.command() == 0x80000004 && answer.sequence() == i + 2)
                        .isFalse();
            }
        }
        assertThat(sandbox.sms("+" + phone)).isEmpty();
    }

    @Tag("slow")
    @Test
    void aSlowCentreAnswersInTheEnd() throws Exception {
        try (var esme = bound("alpha", TRANSCEIVER)) {
            sandbox.fault(Outside.SMSC, Fault.SLOW, Duration.ofSeconds(5));
            long before = System.nanoTime();
            assertThat(esme.submit(phone(), "x").status()).isZero();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(7));
        }
    }

    // -----------------------------------------------------------------------------------------------------------------

    private Esme bound(String provider, int command) throws IOException {
        var esme = new Esme(port(provider));
        assertThat(esme.bind(command, systemId(provider), password(provider)).status())
                .isZero();
        return esme;
    }

    private int port(String provider) {
        return Integer.parseInt(properties.getProperty("mocua.sms.providers." + provider + ".port"));
    }

    private String systemId(String provider) {
        return properties.getProperty("mocua.sms.providers." + provider + ".system-id");
    }

    private String password(String provider) {
        return properties.getProperty("mocua.sms.providers." + provider + ".password");
    }

    /** A number that no other test uses. */
    private synchronized String phone() {
        return "8490" + nextPhone++;
    }

    private static byte[] piece(String header, String text) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(HexFormat.of().parseHex(header));
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }
}
