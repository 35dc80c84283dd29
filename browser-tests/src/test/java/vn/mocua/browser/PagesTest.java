package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page by itself: readable, accessible, light, and deaf to hostile words. */
class PagesTest {

    private static final Words VI = Words.VI;

    private final Installation installation = Installation.shared();

    @ParameterizedTest(name = "{0} pixels, {1}")
    @CsvSource({"390, vi", "1280, vi", "390, en", "1280, en"})
    void pagesForEverybodyAreAccessible(int width, String language) {
        try (var window = Window.wide(installation, width, true)) {
            window.open("/language/" + language);
            for (var path : List.of(
                    "/",
                    "/register",
                    "/register?kind=business",
                    "/register?kind=agency",
                    "/sign-in",
                    "/forgot-password",
                    "/complaints",
                    "/counters",
                    "/terms",
                    "/sharing-policy",
                    "/help",
                    "/accessibility",
                    "/no-such-page")) {
                window.open(path);
                assertThat(window.page().locator("html").getAttribute("lang")).isEqualTo(language);
                window.look(path.equals("/") ? "home" : path.substring(1).replaceAll("[^a-z]+", "-"));
            }
        }
    }

    @ParameterizedTest(name = "{0} pixels")
    @ValueSource(ints = {390, 1280})
    void pagesThatSayWhatIsWrongAreAccessible(int width) {
        try (var window = Window.wide(installation, width, true)) {
            window.open("/register").press(VI.goOn);
            window.errors().waitFor();
            window.look("chooser-nothing-chosen");

            var person = installation.sandbox().someone();
            var walk = new Walk(installation, person, window, VI).reachesDetails();
            window.press(VI.registerButton);
            window.errors().waitFor();
            window.look("details-empty");
            window.field(VI.username).fill("05109000");
            window.field(VI.fullName).fill("An 2");
            window.field(VI.birthDate).fill("31/02/1990");
            window.field(VI.phone).fill("0223 822 334");
            window.field(VI.email).fill("an@");
            window.field(VI.captcha).fill("123456");
            window.press(VI.registerButton);
            window.errors().waitFor();
            window.look("details-wrong");
            // Nobody has looked at the answer to the captcha yet: it need not be given again.
            assertThat(window.field(VI.captcha).inputValue()).isEqualTo("123456");
            walk.fillsInDetails();
            window.field(VI.captcha).fill("000000");
            window.press(VI.registerButton);
            window.errors().waitFor();
            window.look("details-captcha-wrong");
            walk.fillsInDetails().sendsDetails();

            window.at(Walk.OTP);
            walk.sendsCode("000000");
            window.errors().waitFor();
            window.look("otp-wrong");
            walk.sendsCode(walk.code());
            window.at(Walk.PASSWORD);
            window.field(VI.password).fill("Matkhau@123");
            window.field(VI.passwordConfirmation).fill("x");
            window.press(VI.registerButton);
            window.errors().waitFor();
            window.look("password-weak");
            window.field(VI.password).fill(Person.PASSWORD);
            window.look("password-typed");
            walk.typesPasswords();
            window.press(VI.registerButton);
            window.at(Walk.DONE);

            window.open("/sign-in").press(VI.signInButton);
            window.errors().waitFor();
            window.look("sign-in-empty");
            window.field(VI.username).fill(person.nationalId());
            for (int i = 0; i < 3; i++) {
                window.field(VI.signInPassword).fill("Not-the-one-" + i);
                var before = window.page().locator("[name=captcha]").count();
                window.press(VI.signInButton);
                window.errors().waitFor();
                if (before == 0 && window.page().locator("[name=captcha]").count() > 0) {
                    break;
                }
            }
            window.look("sign-in-wrong");
        }
    }

    @ParameterizedTest(name = "{0} pixels")
    @ValueSource(ints = {390, 1280})
    void refusalsAndASilentOperatorAreAccessibleAndLeadOn(int width) {
        try (var window = Window.wide(installation, width, true)) {
            var refused = new Walk(installation, installation.sandbox().whoseFateIs("not-the-owner"), window, VI);
            refused.reachesDetails().fillsInDetails().sendsDetails();
            window.under("Chưa đăng ký được bằng cách này").look("refused");
            window.follow("Kiểm tra và sửa thông tin");
            window.at(Walk.DETAILS);
            assertThat(window.field(VI.phone).inputValue())
                    .isEqualTo(refused.person().phone());
            window.press(VI.restart);

            var silent = new Walk(installation, installation.sandbox().whoseFateIs("operator-silent"), window, VI);
            silent.reachesDetails().fillsInDetails().sendsDetails();
            window.under("Nhà mạng chưa trả lời").look("unavailable");
            window.follow("Thử lại");
            window.at(Walk.DETAILS);
            assertThat(window.field(VI.phone).inputValue())
                    .isEqualTo(silent.person().phone());
        }
    }

    @Test
    void theFirstPageWithAllThatItLoadsWeighsAtMostSixtyKilobytes() {
        try (var window = Window.phone(installation)) {
            var bytes = new AtomicLong();
            var session = window.page().context().newCDPSession(window.page());
            session.send("Network.enable");
            session.on(
                    "Network.loadingFinished",
                    event -> bytes.addAndGet(event.get("encodedDataLength").getAsLong()));
            var nothingKept = new JsonObject();
            nothingKept.addProperty("cacheDisabled", true);
            session.send("Network.setCacheDisabled", nothingKept);
            window.page().navigate(installation.url() + "/");
            window.page().waitForLoadState(LoadState.NETWORKIDLE);
            assertThat(window.page().evaluate("document.fonts.ready.then(() => document.fonts.size)"))
                    .isNotEqualTo(0);
            System.out.println("first page: " + bytes.get() + " bytes over the wire");
            assertThat(bytes.get()).isBetween(10_000L, 60_000L);
        }
    }

    private static final List<String> HOSTILE = List.of(
            "<script>window.ran = 1; alert(1)</script>",
            "\"><img src=x onerror=\"window.ran = 1; alert(1)\">",
            "'><svg onload=window.ran=1>",
            "javascript:window.ran=1",
            "</title></textarea><iframe src=\"javascript:parent.ran=1\">",
            "{{constructor.constructor('window.ran=1')()}} ${7*7} @template.x() #{7*7}",
            "\u202Egnp.exe \u0000 %3Cscript%3E \r\nSet-Cookie: ran=1");

    @Test
    void hostileWordsInEveryFieldRunNowhere() {
        try (var window = Window.phone(installation)) {
            for (var words : HOSTILE) {
                var walk = new Walk(installation, installation.sandbox().someone(), window, VI).reachesDetails();
                for (var field : List.of(VI.username, VI.fullName, VI.birthDate, VI.phone, VI.email, VI.captcha)) {
                    window.field(field).fill(words.replaceAll("[\u0000\r\n]", " "));
                }
                window.press(VI.registerButton);
                window.errors().waitFor();
                ranNothing(window);
                assertThat(window.field(VI.fullName).inputValue()).isEqualTo(words.replaceAll("[\u0000\r\n]", " "));
                window.page().locator(".language").click();
                window.under(Words.EN.detailsTitle);
                ranNothing(window);
                window.open("/language/vi");
                window.open(Walk.DETAILS);
                window.press(VI.restart);
                window.at("/register");

                window.open("/sign-in");
                window.field(VI.username).fill(words.replaceAll("[\u0000\r\n]", " "));
                window.field(VI.signInPassword).fill(words.replaceAll("[\u0000\r\n]", " "));
                window.press(VI.signInButton);
                window.errors().waitFor();
                ranNothing(window);
                assertThat(walk.person().phone()).isNotEmpty();
            }
            var walk = new Walk(installation, installation.sandbox().someone(), window, VI).reachesOtp();
            var code = walk.code();
            // Script takes out what is no digit; without its help the words are sent as they are.
            window.page().evaluate("words => { document.getElementById('otp').value = words; }", HOSTILE.get(1));
            window.press(VI.confirm);
            window.errors().waitFor();
            ranNothing(window);
            walk.sendsCode(code);
            window.at(Walk.PASSWORD);
            window.field(VI.password).fill(HOSTILE.get(1));
            window.field(VI.passwordConfirmation).fill(HOSTILE.get(0));
            window.press(VI.registerButton);
            window.errors().waitFor();
            ranNothing(window);
        }
    }

    @Test
    void hostileWordsInAddressesRunNowhere() {
        try (var window = Window.phone(installation)) {
            var words = "%3Cscript%3Ewindow.ran=1%3C/script%3E%22%27";
            for (var path : List.of(
                    "/" + words,
                    "/register?kind=" + words,
                    "/register/mobile-subscriber/" + words,
                    "/language/en?back=//evil.example/",
                    "/language/vi?back=javascript:window.ran=1",
                    "/terms?version=" + words,
                    "/sign-in?username=" + words)) {
                window.open(path);
                ranNothing(window);
                assertThat(window.page().url()).startsWith(installation.url() + "/");
                window.page()
                        .getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1))
                        .waitFor();
            }
        }
    }

    private static void ranNothing(Window window) {
        assertThat(window.page().evaluate("typeof window.ran")).isEqualTo("undefined");
        assertThat(window.troubles()).isEmpty();
    }
}
