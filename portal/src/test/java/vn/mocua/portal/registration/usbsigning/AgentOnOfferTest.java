package vn.mocua.portal.registration.usbsigning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;

/** The packages of the signing agent, from the page that offers them to the file on somebody's computer. */
@TestInstance(Lifecycle.PER_CLASS)
@Tag("slow")
class AgentOnOfferTest {

    private record Made(String file, String os, String arch) {}

    private static final List<Made> PACKAGES = List.of(
            new Made("mocua-agent_0.1.0_amd64.deb", "linux", "x86_64"),
            new Made("mocua-agent-0.1.0-linux-x86_64.zip", "linux", "x86_64"),
            new Made("mocua-agent-0.1.0-windows.msi", "windows", "x86_64"),
            new Made("mocua-agent-0.1.0-macos-aarch64.pkg", "macos", "aarch64"));

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    static Path folder;

    private RunningPortal portal;

    @BeforeAll
    void start() throws IOException {
        var entries = new ArrayList<String>();
        for (var each : PACKAGES) {
            Files.write(folder.resolve(each.file()), bytes(each));
            entries.add("""
                {"file":"%s","os":"%s","arch":"%s","kind":"x","size":%d,"sha256":"%s"}\
                """.formatted(each.file(), each.os(), each.arch(), bytes(each).length, sum(bytes(each))));
        }
        Files.writeString(
                folder.resolve("manifest.json"),
                "{\"version\":\"0.1.0\",\"protocol\":1,\"packages\":[" + String.join(",", entries) + "]}");
        portal = RunningPortal.own("agent_on_offer", Map.of("mocua.signing.agent-packages", folder.toString()));
    }

    @AfterAll
    void stop() {
        portal.close();
    }

    /** Which of them is this computer's, script tells by these attributes: a test in a browser looks at that. */
    @Test
    void eachIsOnThePageForItsSystemWithItsOwnChecksum() throws Exception {
        var offered = offered(page(portal.visitor()));
        assertThat(offered).hasSameSizeAs(PACKAGES);
        for (int i = 0; i < PACKAGES.size(); i++) {
            var made = PACKAGES.get(i);
            var card = offered.get(i);
            assertThat(card.attr("data-os")).isEqualTo(made.os());
            assertThat(card.attr("data-arch")).isEqualTo(made.arch());
            assertThat(card.text())
                    .contains(made.file(), "0.1.0", sum(Files.readAllBytes(folder.resolve(made.file()))));
            var link = card.expectFirst("a[download]").attr("href");
            assertThat(link).isEqualTo("/signing-agent/" + made.file());
            assertThat(sum(download(link).body())).isEqualTo(sum(bytes(made)));
        }
        assertThat(offered.get(0).text()).contains("cho Linux", "sha256sum mocua-agent_0.1.0_amd64.deb");
        assertThat(offered.get(2).text()).contains("cho Windows", "certutil -hashfile");
        assertThat(offered.get(3).text()).contains("cho macOS", "shasum -a 256");
    }

    @Test
    void aDownloadIsAFileAndNothingThatABrowserShows() throws Exception {
        var made = PACKAGES.getFirst();
        var answer = download("/signing-agent/" + made.file());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .hasValue("attachment; filename=\"" + made.file() + "\"");
        assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(bytes(made).length);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("public, max-age=3600");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.body()).isEqualTo(bytes(made));
    }

    @Test
    void whatIsGoneOrWasChangedIsNotOnOfferUntilItIsAsItWas() throws Exception {
        var gone = folder.resolve(PACKAGES.get(1).file());
        var changed = folder.resolve(PACKAGES.get(2).file());
        var before = Files.readAllBytes(changed);
        var after = before.clone();
        after[after.length / 2] ^= 1;
        Files.move(gone, gone.resolveSibling("elsewhere"));
        write(changed, after, 1);
        try {
            assertThat(offered(page(portal.visitor())).stream().map(each -> each.attr("data-os")))
                    .containsExactly("linux", "macos");
            assertThat(download("/signing-agent/" + gone.getFileName()).statusCode())
                    .isEqualTo(404);
            var refused = download("/signing-agent/" + changed.getFileName());
            assertThat(refused.statusCode()).isEqualTo(404);
            assertThat(new String(refused.body(), StandardCharsets.UTF_8)).doesNotContain(new String(after, 0, 20));
        } finally {
            Files.move(gone.resolveSibling("elsewhere"), gone);
            write(changed, before, 2);
        }
        assertThat(offered(page(portal.visitor()))).hasSameSizeAs(PACKAGES);
        assertThat(download("/signing-agent/" + changed.getFileName()).statusCode())
                .isEqualTo(200);
    }

    /** As they stand on the wire: a client would tidy them up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/signing-agent/manifest.json",
                "/signing-agent/",
                "/signing-agent/other.deb",
                "/signing-agent/../signing-agent/manifest.json",
                "/signing-agent/..%2Fmanifest.json",
                "/signing-agent/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
                "/signing-agent/..%5c..%5cetc%5cpasswd",
                "/signing-agent/%2Fetc%2Fpasswd",
                "/signing-agent/mocua-agent_0.1.0_amd64.deb%00.html",
                "/signing-agent/mocua-agent_0.1.0_amd64.deb/../manifest.json",
                "/signing-agent/..;/signing-agent/manifest.json"
            })
    void nothingElseIsHandedOut(String path) throws IOException {
        var answer = raw(path);
        assertThat(answer).matches("(?s)HTTP/1\\.1 (308|400|404).*");
        assertThat(answer).doesNotContain("\"packages\"", "root:");
    }

    @Test
    void whereThereAreNonePeopleAreToldWhatElseTheyCanDo() {
        var visitor = RunningPortal.shared().visitor();
        var page = page(visitor);
        assertThat(offered(page)).isEmpty();
        assertThat(page.html().select(".packages .notice").text())
                .contains("Cổng này chưa phát hành gói cài đặt", "cách khác dưới đây", "SIM ký số", "tổng đài");
        // Those other ways are on the page: any signing software, and another method; and somebody to call.
        assertThat(page.html().select("a[download=mocua-statement.json]")).hasSize(1);
        assertThat(page.html().select("input[type=file][name=answer]")).hasSize(1);
        assertThat(page.html().select("p.after-form a")).isNotEmpty();
        assertThat(page.text()).contains("Tổng đài");
    }

    private static List<Element> offered(Answer page) {
        return page.html().expectFirst("[data-state=missing]").select(".package");
    }

    private static Answer page(Visitor visitor) {
        var page = visitor.follow(visitor.submit(
                visitor.open("/register"), "/register", Map.of("kind", "citizen", "method", "usb-signing")));
        assertThat(page.path()).isEqualTo("/register/usb-signing/token");
        return page;
    }

    private HttpResponse<byte[]> download(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(portal.url().resolve(path)).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private String raw(String path) throws IOException {
        var to = portal.url();
        try (var socket = new Socket(to.getHost(), to.getPort())) {
            socket.setSoTimeout(30_000);
            var request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, to.getAuthority());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new ByteArrayOutputStream();
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    /** A file that is written anew has another time; clocks of file systems may be coarse. */
    private static void write(Path file, byte[] bytes, int later) throws IOException {
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(later)));
    }

    private static byte[] bytes(Made made) {
        return ("no program, but a file: " + made.file() + "\n").repeat(3000).getBytes(StandardCharsets.US_ASCII);
    }

    private static String sum(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
