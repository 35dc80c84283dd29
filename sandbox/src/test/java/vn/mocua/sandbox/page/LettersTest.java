package vn.mocua.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.mocua.sandbox.Http;
import vn.mocua.sandbox.MadeAuthorities;
import vn.mocua.sandbox.Sandbox;

/** A mail's plain part stands on the page of its reader, its HTML part in a frame that can do nothing. */
class LettersTest {

    @Test
    void bothPartsAreShownAndTheSecondIsHarmless(@TempDir Path folder) throws Exception {
        try (var sandbox = Sandbox.start(MadeAuthorities.in(folder), 0, null)) {
            var http = new Http(sandbox.port());
            send(
                    port(sandbox),
                    "MIME-Version: 1.0",
                    "Subject: Two parts",
                    "Content-Type: multipart/alternative; boundary=b",
                    "",
                    "--b",
                    "Content-Type: text/plain; charset=UTF-8",
                    "",
                    "the plain part",
                    "--b",
                    "Content-Type: text/html; charset=UTF-8",
                    "",
                    "<html><head><style>b{color:red}</style></head><body><b>the other</b><script>alert(1)</script></body></html>",
                    "--b--");

            var page = http.get("/people/an").body();
            assertThat(page).contains("the plain part").doesNotContain("<b>the other</b>", "<script>alert");
            var frame = Pattern.compile("<iframe sandbox=\"([a-z -]+)\"[^>]* src=\"(/letters/[0-9]+)\"")
                    .matcher(page);
            assertThat(frame.find()).isTrue();
            assertThat(frame.group(1)).doesNotContain("allow-scripts", "allow-same-origin", "allow-forms");

            var letter = http.get(frame.group(2));
            assertThat(letter.statusCode()).isEqualTo(200);
            assertThat(letter.body()).contains("<head><base target=\"_blank\">", "<b>the other</b>");
            assertThat(letter.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "frame-ancestors 'self'", "sandbox allow-popups")
                    .doesNotContain("allow-scripts", "script-src");
            assertThat(letter.headers().firstValue("X-Frame-Options")).contains("SAMEORIGIN");
            assertThat(http.get("/letters/999").statusCode()).isEqualTo(404);
            assertThat(http.get("/letters/x").statusCode()).isEqualTo(404);
        }
    }

    private static int port(Sandbox sandbox) throws IOException {
        var settings = new Properties();
        try (var reader = Files.newBufferedReader(sandbox.portalProperties())) {
            settings.load(reader);
        }
        return Integer.parseInt(settings.getProperty("mocua.mail.port"));
    }

    private static void send(int port, String... lines) throws IOException {
        try (var socket = new Socket("127.0.0.1", port);
                var in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            assertThat(in.readLine()).startsWith("220");
            for (var line : new String[] {
                "HELO test",
                "MAIL FROM:<a@mocua.example>",
                "RCPT TO:<an@hop-thu.example>",
                "DATA",
                String.join("\r\n", lines) + "\r\n.",
                "QUIT"
            }) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
                assertThat(in.readLine()).matches("[23].*");
            }
        }
    }
}
