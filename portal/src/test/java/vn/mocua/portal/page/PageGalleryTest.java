package vn.mocua.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;

/** What holds of every page in every state, in both languages, as it leaves the server. */
class PageGalleryTest {

    private static final Pattern KEY = Pattern.compile("^[a-z-]+(\\.[A-Za-z0-9-]+)+$");
    private static final List<String> PUBLIC = List.of(
            "/",
            "/terms",
            "/terms/2026-11-01",
            "/sharing-policy",
            "/help",
            "/accessibility",
            "/counters",
            "/complaints");

    private static ConfigurableApplicationContext gallery;
    private static final HttpClient browser = HttpClient.newHttpClient();

    @BeforeAll
    static void open() {
        gallery = PageGallery.start(0);
    }

    @AfterAll
    static void close() {
        gallery.close();
    }

    static Stream<String> everyPage() {
        return Stream.concat(
                PUBLIC.stream(),
                PageGallery.exhibits(Language.VI).keySet().stream().map(name -> "/gallery/" + name));
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void everyPageIsWellMadeInBothLanguages(String address) throws Exception {
        for (var language : Language.values()) {
            var answer = get(address, language);
            assertThat(answer.statusCode()).isEqualTo(statusOf(address));
            var page = Jsoup.parse(answer.body());
            assertThat(page.select("html").attr("lang")).isEqualTo(language.tag());
            assertThat(page.select("h1")).hasSize(1);
            assertThat(page.select("main#main")).hasSize(1);
            assertThat(page.select("a.skip[href=#main]")).hasSize(1);
            assertThat(page.title()).isNotBlank();
            assertThat(page.select(".head .brand small").text())
                    .isEqualTo(
                            language == Language.VI
                                    ? "Kết nối, cung cấp thông tin và dịch vụ công mọi lúc, mọi nơi"
                                    : "Connecting people with information and public services, at any time, anywhere");
            assertThat(page.select(".foot .made").text()).containsPattern("(Phiên bản|Version) \\S+");
            assertThat(page.select("body [style], style, script:not([src]), [onclick], [onsubmit]"))
                    .as("inline style or script, which the policy forbids")
                    .isEmpty();
            assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
            for (var field : page.select("input:not([type=hidden])")) {
                assertThat(page.select("label[for=" + field.id() + "]"))
                        .as("label of %s", field)
                        .hasSize(1);
            }
            for (var named : page.select("[aria-describedby], [aria-labelledby], [aria-controls]")) {
                for (var id : (named.attr("aria-describedby") + " " + named.attr("aria-labelledby") + " "
                                + named.attr("aria-controls"))
                        .strip()
                        .split("\\s+")) {
                    assertThat(page.getElementById(id)).as(id).isNotNull();
                }
            }
            for (var form : page.select("form:not([method=get])")) {
                assertThat(form.select("input[name=_csrf]"))
                        .as(form.attr("action"))
                        .hasSize(1);
            }
            for (var link : page.select("main a[href^=#]")) {
                assertThat(page.getElementById(link.attr("href").substring(1)))
                        .as(link.outerHtml())
                        .isNotNull();
            }
            assertThat(wordsOf(page)).noneMatch(words -> KEY.matcher(words).matches());
        }
    }

    /** That of the exhibit: a template that breaks is answered by a page that is well made, too. */
    private static int statusOf(String address) {
        return PUBLIC.contains(address)
                ? 200
                : PageGallery.exhibits(Language.VI)
                        .get(address.substring("/gallery/".length()))
                        .status();
    }

    private static List<String> wordsOf(Document page) {
        var words = new ArrayList<String>();
        for (var element : page.getAllElements()) {
            words.add(element.ownText());
            for (var attribute : element.attributes()) {
                if (attribute.getKey().matches("alt|title|aria-label|data-.*")) {
                    words.add(attribute.getValue());
                }
            }
        }
        return words;
    }

    @ParameterizedTest
    @MethodSource("everyPage")
    void whatIsWrongIsSaidInTheTitleOnTopAndBesideTheField(String address) throws Exception {
        var page = Jsoup.parse(get(address, Language.VI).body());
        var wrong = page.select("[aria-invalid=true]");
        assertThat(page.title().startsWith("Lỗi:"))
                .isEqualTo(!page.select(".errors").isEmpty());
        for (var field : wrong) {
            assertThat(page.select(".errors a[href=#" + field.id() + "]")).hasSize(1);
            var described = field.attr("aria-describedby");
            assertThat(described).contains(field.id() + "-error");
            assertThat(page.select("#" + field.id() + "-error").text()).isNotBlank();
        }
    }

    @Test
    void secretsAndCodesAreNeverWrittenBack() throws Exception {
        for (var address : everyPage().toList()) {
            var page = Jsoup.parse(get(address, Language.VI).body());
            assertThat(page.select("input[type=password][value], #otp:not([value='']), #captcha:not([value=''])"))
                    .as(address)
                    .isEmpty();
        }
    }

    @Test
    void theGuidesWordsStandWhereItHasThem() throws Exception {
        var details = text("/gallery/details");
        assertThat(details)
                .contains("Đăng ký — Thuê bao di động")
                .contains("(Chỉ dành cho công dân)")
                .contains("Thuê bao di động dùng đăng ký tài khoản phải là thuê bao đã được đăng ký chính chủ")
                .contains("Các trường có dấu * là các trường bắt buộc")
                .contains("ĐĂNG KÝ");
        var consent = Jsoup.parse(get("/gallery/details", Language.VI).body()).select("label[for=consent]");
        consent.select(".star").remove();
        assertThat(consent.text())
                .isEqualTo(
                        "Bằng cách nhấp vào Đăng ký, bạn đồng ý với Điều khoản, Chính sách chia sẻ thông tin của chúng tôi");
        assertThat(text("/gallery/chooser"))
                .contains("Vui lòng chọn phương thức đăng ký")
                .contains("Xác minh mức độ trung bình (IAL2)")
                .contains("Xác minh mức độ cao (IAL3)")
                .contains("Thuê bao di động");
        assertThat(text("/gallery/code"))
                .contains("Xác thực mã OTP")
                .contains("Mã xác thực đã được gửi qua SĐT: 082****088")
                .contains("Bạn chưa nhận được mã? Gửi lại OTP")
                .contains("XÁC NHẬN");
        assertThat(text("/gallery/password"))
                .contains("* Sử dụng 8 ký tự trở lên bao gồm chữ thường, chữ in hoa, số và ký tự đặc biệt.");
        assertThat(text("/gallery/refused-already-registered"))
                .contains("Quên mật khẩu")
                .contains("Quầy giao dịch")
                .contains("Khiếu nại");
    }

    /** Above the consent that it is needed for, out of the way, and with its gist in sight. */
    @Test
    void whatHappensToTheDataIsSaidBeforeTheConsent() throws Exception {
        var details = Jsoup.parse(get("/gallery/details", Language.VI).body());
        var notice = details.expectFirst("form details.collection");
        assertThat(notice.hasAttr("open")).isFalse();
        assertThat(notice.expectFirst("summary small").text()).contains("mã hoá", "lưu tại Việt Nam");
        assertThat(details.select("details.collection ~ .field:has(#consent)")).hasSize(1);
    }

    @Test
    void whatIsWrongWithTheWholeFormIsTheHeadingItself() throws Exception {
        assertThat(heading("/gallery/sign-in-wrong"))
                .isEqualTo("Tên đăng nhập hoặc mật khẩu chưa đúng. Bạn kiểm tra lại cả hai.");
        assertThat(heading("/gallery/code-wrong")).isEqualTo("Có chỗ cần sửa");
        assertThat(heading("/gallery/details-wrong")).isEqualTo("Có 4 chỗ cần sửa");
    }

    private static String heading(String path) throws IOException, InterruptedException {
        return Jsoup.parse(get(path, Language.VI).body())
                .expectFirst(".errors h2")
                .text();
    }

    @Test
    void aCaptchaAtSignInSaysWhyItIsAsked() throws Exception {
        assertThat(text("/gallery/sign-in-wrong")).contains("Tài khoản của bạn không bị khoá");
        assertThat(text("/gallery/sign-in")).doesNotContain("Tài khoản của bạn không bị khoá");
    }

    @Test
    void everyRefusalOffersTheExitsThatFitIt() throws Exception {
        assertThat(text("/gallery/refused-no-match"))
                .contains("Khiếu nại kết quả này")
                .doesNotContain("tài khoản đó");
        assertThat(text("/gallery/refused-already-registered")).contains("Bạn không sở hữu tài khoản đó?");
        assertThat(Jsoup.parse(get("/gallery/refused-too-many-tries", Language.VI)
                                .body())
                        .select("main .main")
                        .text())
                .isEqualTo("Xem lại thông tin và nhận mã mới");
    }

    @Test
    void theAddressToBeConfirmedIsNamedMasked() throws Exception {
        assertThat(text("/gallery/account")).contains("Chúng tôi đã gửi một mã gồm sáu chữ số đến c***@example.vn.");
        assertThat(text("/gallery/account-new")).contains("Email Chưa có");
    }

    @Test
    void theDonePageBearsItsDay() throws Exception {
        assertThat(text("/gallery/done")).contains("Thời điểm mở 09:15, 23/11/2026");
    }

    @Test
    void aSwappedSimIsNotToldApartFromARecordThatDoesNotMatch() throws Exception {
        for (var language : Language.values()) {
            assertThat(withoutAddress(get("/gallery/refused-sim-swapped", language)))
                    .isEqualTo(withoutAddress(get("/gallery/refused-no-match", language)));
        }
    }

    private static String withoutAddress(HttpResponse<String> page) {
        return page.body().replaceAll("back=[^\"]+", "");
    }

    @Test
    void withoutScriptAMethodOfAnotherKindIsNotShownAndTheOtherKindsAreALinkAway() throws Exception {
        var page = Jsoup.parse(get("/gallery/chooser-business", Language.VI).body());
        assertThat(page.select(".method.not-now").eachAttr("data-kinds")).containsExactly("citizen");
        assertThat(page.select(".none:not(.not-now)").eachAttr("data-kind")).containsExactly("business");
        assertThat(page.select(".kind-links a").eachAttr("href"))
                .containsExactly("?kind=citizen", "?kind=business", "?kind=agency");
    }

    @Test
    void withoutScriptAnotherCaptchaAndAnotherCodeAreAButtonAway() throws Exception {
        var details = Jsoup.parse(get("/gallery/details", Language.VI).body());
        var renew = details.expectFirst("button[name=renewCaptcha]");
        assertThat(renew.attr("type")).isEqualTo("submit");
        assertThat(renew.attr("value")).isEqualTo("1");
        assertThat(renew.hasAttr("formnovalidate")).isTrue();
        assertThat(details.select(".captcha audio[controls]").attr("preload")).isEqualTo("none");
        var code = Jsoup.parse(get("/gallery/code", Language.VI).body());
        assertThat(code.select("form").eachAttr("action"))
                .contains("/register/mobile-subscriber/otp/again", "/register/mobile-subscriber/restart");
    }

    /** The first button of a form answers the Enter key: it must be the one that goes on. */
    @Test
    void theEnterKeyDoesNotAskForAnotherCaptcha() throws Exception {
        for (var address : List.of("/gallery/details", "/gallery/sign-in-wrong")) {
            var page = Jsoup.parse(get(address, Language.VI).body());
            var form = page.expectFirst("form:has(#captcha)");
            assertThat(form.expectFirst("button[type=submit]").attr("name")).isEmpty();
        }
    }

    @Test
    void pagesAreNeverKeptAndSayTheirLanguage() throws Exception {
        var headers = get("/", Language.EN).headers();
        assertThat(headers.firstValue("Cache-Control")).contains("no-store");
        assertThat(headers.firstValue("Content-Language")).contains("en");
        assertThat(headers.firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(headers.allValues("Vary")).contains("Cookie");
    }

    @Test
    void theFirstPageIsLight() throws Exception {
        for (var address : List.of("/", "/gallery/chooser", "/gallery/details")) {
            var html = get(address, Language.VI).body();
            var wire = gzip(html.getBytes(StandardCharsets.UTF_8)).length;
            for (var file : filesOf(Jsoup.parse(html))) {
                wire += bytes(file, "gzip").body().length;
            }
            wire += bytes(find("drum"), "gzip").body().length;
            assertThat(wire).as(address).isLessThan(60_000);
        }
    }

    @Test
    void filesAreCachedForAYearUnderTheirFingerprint() throws Exception {
        for (var file : filesOf(Jsoup.parse(get("/gallery/chooser", Language.VI).body()))) {
            var packed = bytes(file, "gzip");
            assertThat(packed.statusCode()).as(file).isEqualTo(200);
            assertThat(file).matches("/assets/[a-z0-9-]+\\.[0-9a-f]{12}\\.(css|js|svg|woff2)");
            assertThat(packed.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
            assertThat(packed.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            var plain = bytes(file, "identity").body();
            assertThat(
                            packed.headers().firstValue("Content-Encoding").isPresent()
                                    ? new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes()
                                    : packed.body())
                    .isEqualTo(plain);
        }
        assertThat(bytes(find("page", "css"), "gzip").headers().firstValue("Content-Type"))
                .contains("text/css;charset=UTF-8");
        assertThat(bytes(find("be-vietnam-pro-400"), "gzip").headers().firstValue("Content-Encoding"))
                .isEmpty();
    }

    @Test
    void theLettersAreSmallAndCarryTheirLicence() throws Exception {
        assertThat(bytes(find("be-vietnam-pro-400"), "identity").body().length
                        + bytes(find("be-vietnam-pro-600"), "identity").body().length)
                .isLessThanOrEqualTo(23_000);
        assertThat(getClass().getResource("/assets/be-vietnam-pro.OFL.txt")).isNotNull();
    }

    @Test
    void theSwitchRemembersTheLanguageAndLeadsBack() throws Exception {
        var answer = get("/language/en?back=%2Fregister%3Fkind%3Dbusiness", Language.VI);
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/register?kind=business");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("__Host-lang=en;")
                .contains("Path=/;", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=31536000")
                .doesNotContain("Domain");
    }

    @Test
    void theSwitchLeadsNowhereElse() throws Exception {
        for (var back : List.of(
                "https://evil.example/",
                "//evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "/%0d%0aSet-Cookie:x=1",
                "javascript:alert(1)",
                "/a:b@evil",
                "")) {
            var encoded = URLEncoder.encode(back, StandardCharsets.UTF_8);
            assertThat(get("/language/vi?back=" + encoded, Language.VI)
                            .headers()
                            .firstValue("Location"))
                    .as(back)
                    .contains("/");
        }
        assertThat(get("/language/fr?back=/", Language.VI).statusCode()).isEqualTo(404);
    }

    @Test
    void theLanguageOfABrowserIsNotAsked() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address("/")))
                .header("Accept-Language", "en-GB,en")
                .build();
        assertThat(browser.send(request, HttpResponse.BodyHandlers.ofString()).body())
                .contains("<html lang=\"vi\">");
    }

    @Test
    void aPageThatDoesNotExistSaysSoInItsLanguage() throws Exception {
        var answer = get("/nothing/here", Language.EN);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("There is no such page").contains("back=%2Fnothing%2Fhere");
    }

    @Test
    void whoAsksForJsonGetsThePageToo() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address("/nothing")))
                .header("Accept", "application/json")
                .build();
        var answer = browser.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.body()).contains("<h1>");
    }

    @Test
    void aFailureShowsANumberAndNothingElse() throws Exception {
        var answer = get("/gallery/fail", Language.VI);
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(Jsoup.parse(answer.body()).select(".incident b").text()).matches("[A-Z0-9]{4}-[A-Z0-9]{4}");
        assertThat(answer.body())
                .doesNotContain("Exception")
                .doesNotContain("exhibit that fails")
                .doesNotContain("at vn.mocua")
                .doesNotContain("Tomcat");
    }

    @Test
    void aFormFromAnOldPageIsExplained() throws Exception {
        var answer = get("/gallery/old-form", Language.VI);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Trang đã cũ, bạn tải lại nhé");
        assertThat(get("/gallery/not-yours", Language.VI).body()).contains("Bạn không vào được trang này");
    }

    @Test
    void whoIsSignedInIsGreetedAndCanLeaveFromEveryPage() throws Exception {
        var page = Jsoup.parse(get("/gallery/account", Language.VI).body());
        assertThat(page.select(".head nav a[href=/account]").text()).isEqualTo("N. P. M. Châu");
        assertThat(page.select(".head nav form").attr("action")).isEqualTo("/sign-out");
        assertThat(page.select(".head nav a[href=/sign-in]")).isEmpty();
    }

    @Test
    void everyFormSendsTheWordAgainstForgery() throws Exception {
        for (var address : everyPage().filter(one -> one.startsWith("/gallery")).toList()) {
            for (var form : Jsoup.parse(get(address, Language.VI).body()).select("form:not([method=get])")) {
                assertThat(form.select("input[name=_csrf]").val()).as(address).isEqualTo("against-forgery");
            }
        }
    }

    @Test
    void tooManySaysWhenAgain() throws Exception {
        var answer = get("/gallery/busy", Language.VI);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).contains("90");
        assertThat(answer.body()).contains("sau 2 phút");
    }

    @Test
    void aMethodThatIsNotAllowedIsSaidSo() throws Exception {
        var request = HttpRequest.newBuilder(URI.create(address("/counters")))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        var answer = browser.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).isPresent();
        assertThat(answer.body()).contains("<h1>");
    }

    /** The server refuses this before any of our code runs. */
    @Test
    void aRequestThatIsNotHttpTellsNothingOfTheServer() throws Exception {
        try (var socket = new Socket("127.0.0.1", PageGallery.port(gallery))) {
            socket.getOutputStream()
                    .write("GET /\\<bad>|{} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer)
                    .startsWith("HTTP/1.1 400")
                    .doesNotContain("Tomcat")
                    .doesNotContain("Exception");
        }
    }

    @Test
    void anUnknownVersionOfTheTermsIsNotFound() throws Exception {
        assertThat(get("/terms/2020-01-01", Language.VI).statusCode()).isEqualTo(404);
        assertThat(get("/terms/..%2f..", Language.VI).statusCode()).isIn(400, 404);
    }

    private static HttpResponse<String> get(String path, Language language) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address(path)))
                .header("Cookie", "__Host-lang=" + language.tag())
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String text(String path) throws IOException, InterruptedException {
        return Jsoup.parse(get(path, Language.VI).body()).text();
    }

    private static HttpResponse<byte[]> bytes(String path, String encoding) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(address(path)))
                .header("Accept-Encoding", encoding)
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static List<String> filesOf(Document page) {
        return page.select("link[rel=preload], link[rel=stylesheet], link[rel=icon], script, use").stream()
                .map((Element element) -> element.hasAttr("src") ? element.attr("src") : element.attr("href"))
                .map(file -> file.replaceAll("#.*", ""))
                .distinct()
                .toList();
    }

    private static String find(String... parts) {
        return new Assets()
                .address(parts[0] + "." + (parts.length > 1 ? parts[1] : parts[0].equals("drum") ? "svg" : "woff2"));
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + PageGallery.port(gallery) + path;
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
