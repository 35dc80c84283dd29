package vn.mocua.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Faults;
import vn.mocua.sandbox.fault.Outside;

class MailServerTest {

    private final Mailboxes boxes = new Mailboxes(Clock.systemUTC());
    private final Faults faults = new Faults(Clock.systemUTC());
    private MailServer server;

    @BeforeEach
    void start() throws Exception {
        server = new MailServer(0, boxes, faults);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    /** A client that says one line and hears one answer. */
    private final class Client implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Client() throws IOException {
            socket = new Socket("127.0.0.1", server.port());
            socket.setSoTimeout(30_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        }

        @Nullable
        String hear() throws IOException {
            var line = in.readLine();
            while (line != null && line.length() > 3 && line.charAt(3) == '-') {
                line = in.readLine();
            }
            return line;
        }

        @Nullable
        String say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            return hear();
        }

        Client begun() throws IOException {
            assertThat(hear()).startsWith("220 ");
            assertThat(say("EHLO portal")).startsWith("250 SIZE");
            return this;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void aLetterIsTakenAndReadInItsBox() throws Exception {
        try (var client = new Client().begun()) {
            client.say("MAIL FROM:<a@mocua.example> SIZE=400 BODY=8BITMIME");
            assertThat(client.say("RCPT TO:<An@hop-thu.example>")).startsWith("250");
            assertThat(client.say("DATA")).startsWith("354");
            var taken = client.say(String.join(
                    "\r\n",
                    "From: =?UTF-8?B?TeG7nyBD4butYQ==?= <a@mocua.example>",
                    "Subject: =?UTF-8?Q?X=C3=A1c_nh=E1=BA=ADn?=",
                    "MIME-Version: 1.0",
                    "Content-Type: multipart/alternative; boundary=b",
                    "",
                    "--b",
                    "Content-Type: text/plain; charset=UTF-8",
                    "Content-Transfer-Encoding: 8bit",
                    "",
                    "M\u00E3: 482913",
                    "..stuffed",
                    "--b",
                    "Content-Type: text/html; charset=UTF-8",
                    "Content-Transfer-Encoding: quoted-printable",
                    "",
                    "<b>M=C3=A3</b>",
                    "--b--",
                    "."));
            assertThat(taken).startsWith("250");
            assertThat(client.say("QUIT")).startsWith("221");
        }
        var mail = boxes.box("AN@hop-thu.example").getFirst();
        assertThat(mail.subject()).isEqualTo("X\u00E1c nh\u1EADn");
        assertThat(mail.from()).isEqualTo("M\u1EDF C\u1EEDa <a@mocua.example>");
        assertThat(mail.text()).isEqualTo("M\u00E3: 482913\r\n.stuffed");
        assertThat(mail.html()).isEqualTo("<b>M\u00E3</b>");
    }

    @Test
    void commandsOutOfTurnAreRefused() throws Exception {
        try (var client = new Client()) {
            client.hear();
            assertThat(client.say("MAIL FROM:<a@b.example>")).startsWith("503");
            assertThat(client.say("HELO portal")).startsWith("250");
            assertThat(client.say("RCPT TO:<a@b.example>")).startsWith("503");
            assertThat(client.say("DATA")).startsWith("503");
            assertThat(client.say("MAIL FROM: a@b.example")).startsWith("501");
            assertThat(client.say("MAIL FROM:<a@b.example> FOO=1")).startsWith("555");
            assertThat(client.say("MAIL FROM:<>")).startsWith("250");
            assertThat(client.say("MAIL FROM:<>")).startsWith("503");
            assertThat(client.say("RCPT TO:<nobody>")).startsWith("501");
            assertThat(client.say("RSET")).startsWith("250");
            assertThat(client.say("DATA")).startsWith("503");
            assertThat(client.say("NOOP")).startsWith("250");
            assertThat(client.say("WHAT")).startsWith("502");
        }
    }

    @Test
    void addressesBeyondAsciiNeedTheExtension() throws Exception {
        try (var client = new Client().begun()) {
            client.say("MAIL FROM:<a@b.example>");
            assertThat(client.say("RCPT TO:<b\u00ECnh@hop-thu.example>")).startsWith("553");
            client.say("RSET");
            client.say("MAIL FROM:<a@b.example> SMTPUTF8");
            assertThat(client.say("RCPT TO:<b\u00ECnh@hop-thu.example>")).startsWith("250");
        }
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        try (var client = new Client().begun()) {
            assertThat(client.say("MAIL FROM:<a@b.example> SIZE=5000001")).startsWith("552");
            client.say("MAIL FROM:<a@b.example>");
            client.say("RCPT TO:<big@hop-thu.example>");
            client.say("DATA");
            var line = "x".repeat(990) + "\r\n";
            client.socket.getOutputStream().write(line.repeat(5100).getBytes(StandardCharsets.US_ASCII));
            assertThat(client.say(".")).startsWith("552");
        }
        assertThat(boxes.box("big@hop-thu.example")).isEmpty();
    }

    @Test
    void aDotAmongBareLineFeedsEndsNothing() throws Exception {
        try (var client = new Client().begun()) {
            client.say("MAIL FROM:<a@b.example>");
            client.say("RCPT TO:<smuggled@hop-thu.example>");
            client.say("DATA");
            assertThat(client.say("Subject: x\r\n\r\none\n.\nMAIL FROM:<evil@b.example>\r\n."))
                    .startsWith("250");
        }
        assertThat(boxes.box("smuggled@hop-thu.example")).hasSize(1);
        assertThat(boxes.box("smuggled@hop-thu.example").getFirst().text()).contains("evil");
    }

    @Test
    void aBoxKeepsItsLastFifty() throws Exception {
        try (var client = new Client().begun()) {
            for (int i = 0; i < 52; i++) {
                client.say("MAIL FROM:<a@b.example>");
                client.say("RCPT TO:<full@hop-thu.example>");
                client.say("DATA");
                client.say("Subject: " + i + "\r\n\r\nx\r\n.");
            }
        }
        assertThat(boxes.box("full@hop-thu.example")).hasSize(50);
        assertThat(boxes.box("full@hop-thu.example").getFirst().subject()).isEqualTo("51");
    }

    @Test
    void aServerThatIsDownHangsUp() throws Exception {
        try (var open = new Client().begun()) {
            faults.set(Outside.MAIL, Fault.DOWN, Duration.ofMinutes(1));
            try (var fresh = new Client()) {
                assertThat(heardNothing(fresh)).isTrue();
            }
            assertThat(heardNothing(open)).isTrue();
        }
    }

    @Test
    void aCutAnswerLeavesTheLetterTakenAndNonsenseDoesNot() throws Exception {
        try (var client = new Client().begun()) {
            faults.set(Outside.MAIL, Fault.CUT, Duration.ofMinutes(1));
            client.say("MAIL FROM:<a@b.example>");
            client.say("RCPT TO:<cut@hop-thu.example>");
            client.say("DATA");
            assertThat(client.say("Subject: x\r\n\r\nx\r\n.")).isEqualTo("250 2.0.");
            assertThat(heardNothing(client)).isTrue();
        }
        assertThat(boxes.box("cut@hop-thu.example")).hasSize(1);
        faults.set(Outside.MAIL, Fault.GARBAGE, Duration.ofMinutes(1));
        try (var client = new Client()) {
            assertThat(client.hear()).startsWith("999");
        }
    }

    private static boolean heardNothing(Client client) {
        try {
            return client.hear() == null;
        } catch (IOException e) {
            return true;
        }
    }
}
