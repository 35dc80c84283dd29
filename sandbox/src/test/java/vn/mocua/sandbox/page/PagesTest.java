package vn.mocua.sandbox.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.sandbox.Http;
import vn.mocua.sandbox.Sandbox;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.town.Agency;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Fate;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {

    private static final Pattern INLINE = Pattern.compile(
            "<script(?![^>]* src=)|<style|\\sstyle=|\\son[a-z]+=|javascript:", Pattern.CASE_INSENSITIVE);

    private Sandbox sandbox;
    private Http http;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        sandbox = Sandbox.start(folder, 0, null);
        sandbox.make(3);
        http = new Http(sandbox.port());
    }

    @AfterAll
    void stop() throws Exception {
        sandbox.close();
    }

    @Test
    void bothLanguagesHaveAllWords() {
        assertThat(Words.ENGLISH.all().stringPropertyNames())
                .isEqualTo(Words.VIETNAMESE.all().stringPropertyNames());
        for (var fate : Business.Fate.values()) {
            assertThat(Words.VIETNAMESE.has("business." + fate.key() + ".story"))
                    .as(fate.key())
                    .isTrue();
        }
        for (var fate : Agency.Fate.values()) {
            assertThat(Words.VIETNAMESE.has("agency." + fate.key() + ".story"))
                    .as(fate.key())
                    .isTrue();
        }
        for (var fault : Fault.values()) {
            assertThat(Words.VIETNAMESE.has("fault." + fault.key()))
                    .as(fault.key())
                    .isTrue();
        }
        for (var fate : Fate.values()) {
            assertThat(Words.VIETNAMESE.has("fate." + fate.key() + ".story"))
                    .as(fate.key())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/people/an",
                "/people/nam",
                "/people/nguoi-1",
                "/phones/0900000009",
                "/faults",
                "/nowhere",
                "/phones?number=1"
            })
    void everyPageIsServedStrictlyInBothLanguages(String path) throws Exception {
        for (var language : List.of("vi", "en")) {
            var page = http.send(
                    http.request(path).header("Cookie", "language=" + language).GET());
            assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(page.body()).contains("<html lang=\"" + language + "\">", "<h1>");
            assertThat(INLINE.matcher(page.body()).find()).isFalse();
        }
    }

    @Test
    void everybodyIsOnTheTable() throws Exception {
        var home = http.get("/").body();
        for (var person : sandbox.people()) {
            assertThat(home).contains("/people/" + person.id() + "\"", person.phone(), person.nationalId());
        }
        for (var business : sandbox.businesses()) {
            assertThat(home)
                    .contains(
                            "id=\"" + business.id() + "\"",
                            "data-copy=\"" + business.taxCode() + "\"",
                            business.vneid().password());
        }
        assertThat(home).contains("http://localhost:8080");
    }

    @Test
    void aPersonsAccountsElsewhereCanBeCopied() throws Exception {
        assertThat(http.get("/people/an").body())
                .contains("data-copy=\"an.nguyen\"", "data-copy=\"Buu-ta-An-01\"", "data-copy=\"Can-cuoc-An-01\"");
        assertThat(http.get("/people/thao").body()).doesNotContain("Buu-ta").contains("Can-cuoc-Thao");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sandbox.css", "/sandbox.js", "/street.svg", "/favicon.svg"})
    void whatThePagesReferToIsThere(String path) throws Exception {
        assertThat(http.get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nowhere",
                "/people/nobody",
                "/phones/12",
                "/events/12",
                "/../etc/passwd",
                "/words_vi.properties"
            })
    void whatIsNotThereIs404(String path) throws Exception {
        assertThat(http.get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void aHostileMessageIsOnlyText() throws Exception {
        submit("84912000001", "<script>alert(1)</script> \"482913\" & 'x'");

        var page = http.get("/people/an").body();

        assertThat(page)
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt; &quot;<b class=\"code\">482913</b>&quot; &amp; &#39;x&#39;");
        assertThat(page).doesNotContain("<script>alert");
    }

    @Test
    void aNumberLeadsToItsOwner() throws Exception {
        var answer = http.get("/phones/0912000001");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/people/an");
        assertThat(http.get("/people/an").body()).contains("href=\"/phones/0592000001\"");
        assertThat(http.get("/phones/0592000001").statusCode()).isEqualTo(200);
        assertThat(http.get("/phones?number=%2B84900000009").headers().firstValue("Location"))
                .contains("/phones/0900000009");
    }

    @Test
    void aPageWatchingAPhoneHearsOfAMessage() throws Exception {
        try (var socket = new Socket("127.0.0.1", sandbox.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write("GET /events/0905000002 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var heard = readUntil(socket, "data: 0-0\n");
            assertThat(heard).contains("text/event-stream");
            submit("84905000002", "hello");
            assertThat(readUntil(socket, "-0\n")).contains("event: changed");
        }
    }

    @Test
    void thePagesOrdersComeFromThePagesOnly() throws Exception {
        var form = "application/x-www-form-urlencoded";
        var own = "http://127.0.0.1:" + sandbox.port();
        assertThat(http.post("/people", form, "count=1", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(http.post("/faults", form, "order=mail%3Aslow&seconds=30").statusCode())
                .isEqualTo(403);

        assertThat(http.post("/people", form, "count=1", "Origin", own).statusCode())
                .isEqualTo(303);
        assertThat(http.post("/people", form, "count=101", "Origin", own).statusCode())
                .isEqualTo(400);
        assertThat(http.post("/faults", form, "order=mail%3Amix-up", "Origin", own)
                        .statusCode())
                .isEqualTo(400);
        assertThat(http.post("/faults", form, "order=province%3Aslow&seconds=30", "Origin", own)
                        .statusCode())
                .isEqualTo(303);
        assertThat(http.get("/api/faults").body()).contains("province");
        assertThat(http.post("/faults", form, "order=province%3Anone", "Origin", own)
                        .statusCode())
                .isEqualTo(303);
        assertThat(http.get("/api/faults").body()).doesNotContain("province");
    }

    /** The buttons of a company's, a state body's and a person's token, as a browser without script presses them. */
    @ParameterizedTest
    @CsvSource({
        "businesses/hoa-giay, /, /#hoa-giay",
        "agencies/so-xay-dung, /, /#so-xay-dung",
        "people/an, /people/an, /people/an#token"
    })
    void aCertificateIsHeldReleasedAndRevokedFromItsCard(String holder, String page, String back) throws Exception {
        assertThat(orders(page, holder)).containsExactly("revoke", "hold");
        assertThat(pressed(holder, "hold")).isEqualTo(back);
        assertThat(status(holder)).isEqualTo("on-hold");
        assertThat(orders(page, holder)).containsExactly("release", "revoke");
        assertThat(pressed(holder, "release")).isEqualTo(back);
        assertThat(status(holder)).isEqualTo("good");
        assertThat(pressed(holder, "revoke")).isEqualTo(back);
        assertThat(status(holder)).isEqualTo("revoked");
        assertThat(orders(page, holder)).isEmpty();
        assertThat(pressed(holder, "release")).isEqualTo(back);
        assertThat(status(holder)).isEqualTo("revoked");
    }

    @Test
    void whoHasARevokedCertificateIsShownSoBeforeAnybodyAskedForIt() throws Exception {
        var agency = sandbox.agencies().stream()
                .filter(each -> each.fate() == Agency.Fate.CERTIFICATE_REVOKED)
                .findFirst()
                .orElseThrow();
        assertThat(orders("/", "agencies/" + agency.id())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"holder=businesses/nobody", "holder=", "holder=people", "holder=certificates/expired"})
    void anOrderAboutNobodyIsRefused(String holder) throws Exception {
        assertThat(order(holder + "&order=revoke").statusCode()).isEqualTo(400);
        assertThat(order("holder=businesses/hoa-giay&order=burn").statusCode()).isEqualTo(400);
    }

    @Test
    void theBadCertificatesAreListedWithWhatIsWrongAndTheirFiles() throws Exception {
        for (var words : List.of(Words.VIETNAMESE, Words.ENGLISH)) {
            var page = http.send(http.request("/").header("Cookie", "language=" + words.language()))
                    .body();
            var listed = page.substring(page.indexOf("id=\"bad-certificates\""), page.indexOf("id=\"crowd\""));
            assertThat(found("<li>.*?</li>", listed))
                    .containsExactlyElementsOf(sandbox.authorities().bad().stream()
                            .map(bad ->
                                    ("<li><a class=\"open\" download href=\"/api/certificates/%s/token.p12\">%s.p12</a>"
                                                    + " <span>%s</span></li>")
                                            .formatted(bad.id(), bad.id(), Html.escaped(words.of("bad." + bad.id()))))
                            .toList());
        }
        assertThat(Words.VIETNAMESE.all().stringPropertyNames().stream().filter(key -> key.startsWith("bad.")))
                .hasSize(sandbox.authorities().bad().size() + 3);
        for (var bad : sandbox.authorities().bad()) {
            assertThat(Words.ENGLISH.of("bad." + bad.id())).isEqualTo(bad.what());
        }
        assertThat(http.get("/api/certificates/expired/token.p12").statusCode()).isEqualTo(200);
    }

    private List<String> orders(String page, String holder) throws Exception {
        var form = found(
                        "<form[^>]* action=\"/certificates\".*?</form>",
                        http.get(page).body())
                .stream()
                .filter(each -> each.contains("name=\"holder\" value=\"" + holder + "\""))
                .findFirst()
                .orElseThrow();
        return found("(?<=name=\"order\" value=\")[a-z]+", form);
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern, Pattern.DOTALL)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private String pressed(String holder, String order) throws Exception {
        var answer = order("holder=" + holder + "&order=" + order);
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> order(String form) throws Exception {
        return http.post(
                "/certificates",
                "application/x-www-form-urlencoded",
                form,
                "Origin",
                "http://127.0.0.1:" + sandbox.port());
    }

    private String status(String holder) throws Exception {
        return JsonMapper.shared()
                .readTree(http.get("/api/" + holder + "/certificate").body())
                .path("status")
                .asString();
    }

    @Test
    void theLanguageIsRememberedAndLeadsBackHereOnly() throws Exception {
        var switched = http.get("/language?to=en&back=/faults");
        assertThat(switched.headers().firstValue("Set-Cookie").orElse("")).startsWith("language=en;");
        assertThat(switched.headers().firstValue("Location")).contains("/faults");
        assertThat(http.get("/language?to=en&back=//evil").headers().firstValue("Location"))
                .contains("/");
    }

    @Test
    void noMainSourceHoldsVietnameseLetters() throws Exception {
        var letters = Pattern.compile(
                "[\u00C0-\u00FF\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01A0\u01A1\u01AF\u01B0\u1EA0-\u1EF9]");
        try (var sources = Files.walk(Path.of("src/main/java"))) {
            for (var source : sources.filter(Files::isRegularFile).toList()) {
                assertThat(letters.matcher(Files.readString(source)).find())
                        .as(source.toString())
                        .isFalse();
            }
        }
    }

    private static String readUntil(Socket socket, String end) throws Exception {
        var heard = new StringBuilder();
        while (!heard.toString().contains(end)) {
            int octet = socket.getInputStream().read();
            assertThat(octet).isNotNegative();
            heard.append((char) octet);
        }
        return heard.toString();
    }

    private void submit(String to, String text) throws Exception {
        var properties = new Properties();
        properties.load(Files.newBufferedReader(sandbox.portalProperties()));
        var provider = "mocua.sms.providers.alpha.";
        try (var socket = new Socket("127.0.0.1", Integer.parseInt(properties.getProperty(provider + "port")))) {
            var bind = properties.getProperty(provider + "system-id") + "\0"
                    + properties.getProperty(provider + "password") + "\0\0" + (char) 0x34 + "\0\0\0";
            pdu(socket, 9, bind);
            pdu(socket, 4, "\0\5\0MOCUA\0\1\1" + to + "\0\0\0\0\0\0\0\0\0\0" + (char) text.length() + text);
        }
    }

    private static void pdu(Socket socket, int command, String body) throws Exception {
        var out = new DataOutputStream(socket.getOutputStream());
        out.writeInt(16 + body.length());
        out.writeInt(command);
        out.writeInt(0);
        out.writeInt(1);
        out.write(body.getBytes(StandardCharsets.ISO_8859_1));
        var in = new DataInputStream(socket.getInputStream());
        int length = in.readInt();
        in.readInt();
        assertThat(in.readInt()).isZero();
        in.readNBytes(length - 12);
    }
}
