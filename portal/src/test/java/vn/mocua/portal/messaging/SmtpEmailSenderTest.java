package vn.mocua.portal.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.Town;
import vn.mocua.portal.messaging.EmailSender.Mail;
import vn.mocua.portal.outside.OutsideForTests;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.TextsForTests;

class SmtpEmailSenderTest {

    private static final UUID ID = UUID.fromString("0f0e0d0c-0b0a-4908-8706-050403020100");
    private static final String SUBJECT = "Mã xác thực của bạn";
    private static final String TEXT = "Chào bạn,\n\nMã xác thực: 123456\n.\nTrân trọng";

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T02:00:00Z"));
    private final MailServerPeer server = new MailServerPeer();
    private final SmtpEmailSender sender = sender(server.port(), "Mở Cửa <khong-tra-loi@mocua.example>");

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aMailArrivesWithItsVietnameseLetters() {
        try (var town = new Town()) {
            var sender = sender(Integer.parseInt(town.setting("mocua.mail.port")), town.setting("mocua.mail.from"));

            assertThat(sender.submit(ID, mail("an@example.vn"))).isEqualTo(new Submission.Accepted("mail", null));
            assertThat(town.sandbox().mail("an@example.vn")).singleElement().satisfies(mail -> {
                assertThat(mail.subject()).isEqualTo(SUBJECT);
                assertThat(mail.text().replace("\r\n", "\n").strip()).isEqualTo(TEXT);
                assertThat(mail.from()).contains("khong-tra-loi@mocua.example");
            });
        }
    }

    @Test
    void aMailSaysWhatItIs() {
        var sender = sender(new MailSettings(
                "127.0.0.1",
                server.port(),
                null,
                null,
                "Mở Cửa <khong-tra-loi@mocua.example>",
                false,
                false,
                Duration.ofMillis(1500),
                "Giup do <giup-do@mocua.example>",
                null));
        sender.submit(ID, mail("an@example.vn"));

        assertThat(server.content())
                .contains(
                        "To: an@example.vn",
                        "Message-ID: <" + ID + "@mocua.example>",
                        "Auto-Submitted: auto-generated",
                        "Content-Language: vi",
                        "Reply-To: Giup do <giup-do@mocua.example>",
                        "MIME-Version: 1.0")
                .anyMatch(line -> line.matches("Date: Mon, 23 Nov 2026 0?[0-9]+:00:00 .*"))
                .anyMatch(line -> line.startsWith("From: =?UTF-8?") && line.contains("<khong-tra-loi@mocua.example>"))
                .anyMatch(line -> line.startsWith("Content-Type: multipart/alternative;"))
                .containsSubsequence(
                        "Content-Type: text/plain; charset=UTF-8", "Content-Type: text/html; charset=UTF-8")
                .anyMatch(line -> line.startsWith("Subject: =?UTF-8?"));
        assertThat(server.commands())
                .contains("EHLO mocua.example", "MAIL FROM:<khong-tra-loi@mocua.example>", "RCPT TO:<an@example.vn>");
    }

    @Test
    void aMailSentTwiceIsKnownAsOne() {
        sender.submit(ID, mail("an@example.vn"));
        sender.submit(ID, mail("an@example.vn"));

        assertThat(server.content().stream().filter(line -> line.startsWith("Message-ID:")))
                .hasSize(2)
                .containsOnly("Message-ID: <" + ID + "@mocua.example>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "an@[127.0.0.1]",
                "an@[IPv6:::1]",
                "an@127.0.0.1",
                "an@localhost",
                "an@example.vn\r\nBcc: x@example.vn",
                "an@example.vn>\r\nDATA",
                "an@example.vn, x@example.vn",
                "\"an x\"@example.vn",
                "<an@example.vn>",
                "@relay.vn:an@example.vn",
                "ân@example.vn",
                "an@",
                "@example.vn",
                "an"
            })
    void whatIsNotOnePlainAddressIsRefusedBeforeAnybodyIsAsked(String address) {
        assertThat(sender.submit(ID, mail(address))).isInstanceOf(Submission.Refused.class);
        assertThat(server.commands()).isEmpty();
    }

    @Test
    void aDomainInVietnameseIsWrittenForMail() {
        assertThat(sender.submit(ID, mail("an@mởcửa.vn"))).isInstanceOf(Submission.Accepted.class);
        assertThat(server.commands()).anyMatch(line -> line.matches("RCPT TO:<an@xn--[a-z0-9-]+\\.vn>"));
    }

    @Test
    void aTextCannotAddHeadersOrEndItself() {
        sender.submit(
                ID, new Mail("an@example.vn", Language.VI, "a\u2028b", "x\r\n.\r\nMAIL FROM:<evil@example.vn>\r\n"));

        assertThat(server.commands())
                .filteredOn(line -> line.startsWith("MAIL"))
                .hasSize(1);
        assertThat(server.commands()).filteredOn(line -> line.equals("QUIT")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "RCPT, 550 no such user, Refused",
        "RCPT, 450 try later, NotTaken",
        "MAIL, 451 try later, NotTaken",
        "MAIL, 553 not you, NotTaken",
        "DATA, 451 try later, NotTaken",
        "., 452 full, NotTaken",
        "., 554 not that, Refused",
        "., 999 nonsense, Uncertain"
    })
    void theServersWordDecides(String command, String answer, String submission) {
        server.answers(command, answer);

        assertThat(sender.submit(ID, mail("an@example.vn")).getClass().getSimpleName())
                .isEqualTo(submission);
    }

    @ParameterizedTest
    @ValueSource(strings = {MailServerPeer.HANG_UP, MailServerPeer.SILENCE})
    void withoutAnAnswerToTheWholeMailNobodyKnows(String answer) {
        server.answers(".", answer);

        assertThat(sender.submit(ID, mail("an@example.vn"))).isInstanceOf(Submission.Uncertain.class);
    }

    @Test
    void aMailThatWasTakenIsTakenThoughTheGoodbyeFails() {
        server.answers(".", "250 taken");
        server.answers("QUIT", MailServerPeer.HANG_UP);

        assertThat(sender.submit(ID, mail("an@example.vn"))).isInstanceOf(Submission.Accepted.class);
    }

    @Test
    void aServerThatIsNotThereTookNothing() {
        server.close();

        assertThat(sender.submit(ID, mail("an@example.vn"))).isInstanceOf(Submission.NotTaken.class);
    }

    @Test
    void aServerElsewhereIsReachedOnlyOverAnEncryptedLine() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings("mail.example.vn", 25, "a@b.vn", false));
        assertThat(settings("mail.example.vn", 587, "a@b.vn", true).host()).isEqualTo("mail.example.vn");
        assertThatIllegalArgumentException().isThrownBy(() -> settings(null, 25, "a@b.vn", true));
        assertThatIllegalArgumentException().isThrownBy(() -> settings("localhost", 25, null, true));
        assertThatIllegalArgumentException().isThrownBy(() -> sender(25, "a@b.vn\r\nBcc: x@y.vn"));
    }

    private SmtpEmailSender sender(int port, String from) {
        return sender(settings("127.0.0.1", port, from, false));
    }

    private SmtpEmailSender sender(MailSettings settings) {
        return new SmtpEmailSender(
                settings,
                new MailHtml(TextsForTests.texts(), URI.create("https://dichvucong.example.vn/")),
                OutsideForTests.outside(),
                clock);
    }

    private static MailSettings settings(@Nullable String host, int port, @Nullable String from, boolean starttls) {
        return new MailSettings(host, port, null, null, from, starttls, false, Duration.ofMillis(1500), null, null);
    }

    private static Mail mail(String to) {
        return new Mail(to, Language.VI, SUBJECT, TEXT);
    }
}
