package vn.mocua.portal.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.messaging.EmailSender.Mail;
import vn.mocua.portal.outside.OutsideForTests;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.TextsForTests;

/** What is signed here is looked at by somebody else's eyes: Apache James' DKIM library, as it came over the wire. */
class MailSignatureTest {

    private static final String FROM = "Mở Cửa <khong-tra-loi@thu.mocua.example>";

    /** Dear to make: one for all. */
    private static final KeyPair KEYS = pair(2048);

    @TempDir
    private Path folder;

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T02:00:00Z"));
    private final MailServerPeer server = new MailServerPeer();
    private KeyPair keys = KEYS;

    @BeforeEach
    void key() throws IOException {
        write(keys);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void aSignedMailIsKnownAsOurs() throws Exception {
        send("mocua.example", "Chào bạn,\n\n.\n  dấu  cách  \n\n" + "rất dài ".repeat(100) + "\n\n\n");

        assertThat(verified(mail())).singleElement().satisfies(signature -> {
            assertThat(signature.getDToken().toString()).isEqualTo("mocua.example");
            assertThat(signature.getSelector().toString()).isEqualTo("2026a");
            assertThat(signature.getHashMethod().toString()).isEqualTo("sha256");
            assertThat(signature.getHeaderCanonicalisationMethod()).isEqualTo("relaxed");
            assertThat(signature.getBodyCanonicalisationMethod()).isEqualTo("relaxed");
            assertThat(signature.getBodyHashLimit()).isEqualTo(-1);
            assertThat(signature.getHeaders())
                    .extracting(name -> name.toString().toLowerCase(Locale.ROOT))
                    .contains(
                            "from",
                            "to",
                            "subject",
                            "date",
                            "message-id",
                            "mime-version",
                            "content-type",
                            "auto-submitted",
                            "content-language");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Subject: , Subject: =?UTF-8?Q?khác?= ",
        "To: an@, To: ba@",
        "khong-tra-loi@thu, ke-gian@thu",
        "Content-Language: vi, Content-Language: en",
        "Xin, Xen"
    })
    void whatIsChangedOnTheWayIsNoLongerOurs(String here, String there) throws Exception {
        send("mocua.example", "Xin chao");
        var changed = mail().replaceFirst(here, there);
        assertThat(changed).isNotEqualTo(mail());

        assertThatThrownBy(() -> verified(changed)).isInstanceOf(FailException.class);
    }

    @Test
    void anotherKeyDidNotSignIt() throws Exception {
        send("mocua.example", "Xin chao");
        keys = pair(2048);

        assertThatThrownBy(() -> verified(mail())).isInstanceOf(FailException.class);
    }

    @Test
    void theSameMailWithTheSameSignatureIsOneMail() throws Exception {
        send("thu.mocua.example", "Xin chao");

        assertThat(verified(mail())).hasSize(1);
        assertThat(mail())
                .contains("Message-ID: <0f0e0d0c-0b0a-4908-8706-050403020100@thu.mocua.example>\r\n")
                .containsOnlyOnce("DKIM-Signature:");
    }

    @Test
    void aForeignDomainAKeyThatIsTooShortOrNoneStopTheStart() throws Exception {
        assertThatIllegalArgumentException().isThrownBy(() -> sender("evil.example"));
        assertThatIllegalArgumentException().isThrownBy(() -> sender("ocua.example"));
        write(pair(1024));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sender("mocua.example"))
                .withMessageContaining("2048");
        Files.writeString(file(), "nonsense");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sender("mocua.example"))
                .withMessageContaining("PKCS#8");
        Files.delete(file());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sender("mocua.example"))
                .withMessageContaining("cannot be read");
    }

    private void send(String domain, String text) {
        assertThat(sender(domain)
                        .submit(
                                UUID.fromString("0f0e0d0c-0b0a-4908-8706-050403020100"),
                                new Mail("an@example.vn", Language.VI, "Thông báo", text)))
                .isInstanceOf(Submission.Accepted.class);
    }

    private SmtpEmailSender sender(String domain) {
        return new SmtpEmailSender(
                new MailSettings(
                        "127.0.0.1",
                        server.port(),
                        null,
                        null,
                        FROM,
                        false,
                        false,
                        Duration.ofSeconds(2),
                        null,
                        new MailSettings.Dkim(domain, "2026a", file())),
                new MailHtml(TextsForTests.texts(), URI.create("https://dichvucong.example.vn")),
                OutsideForTests.outside(),
                clock);
    }

    private List<SignatureRecord> verified(String mail) throws IOException, FailException {
        var inDns = "v=DKIM1; k=rsa; p="
                + Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
        return new DKIMVerifier((methods, selector, domain) -> List.of(inDns))
                .verify(new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
    }

    /** As its recipient gets it. */
    private String mail() {
        var lines = server.content().stream()
                .map(line -> line.startsWith(".") ? line.substring(1) : line)
                .toList();
        return String.join("\r\n", lines) + "\r\n";
    }

    private Path file() {
        return folder.resolve("dkim.pem");
    }

    private void write(KeyPair pair) throws IOException {
        Files.writeString(
                file(),
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n");
    }

    private static KeyPair pair(int bits) {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
