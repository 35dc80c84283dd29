package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Locator;
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
    private static final Words EN = Words.EN;
    private static final String MOTTO = "Kết nối, cung cấp thông tin và dịch vụ công mọi lúc, mọi nơi";
    private static final String MOTTO_IN_ENGLISH =
            "Connecting people with information and public services, at any time, anywhere";

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
                assertThat(window.page().locator(".head").innerText())
                        .as("what stands on top of %s", path)
                        .contains(language.equals("vi") ? MOTTO : MOTTO_IN_ENGLISH);
                assertThat(window.page().locator(".foot").innerText())
                        .as("the version at the foot of %s", path)
                        .matches("(?s).*(Phiên bản|Version) [0-9]+([.][0-9]+)+.*");
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

    /** What the Vietnamese walks above see, and the states that they do not reach. */
    @ParameterizedTest(name = "{0} pixels")
    @ValueSource(ints = {320, 1280})
    void theSameInEnglish(int width) {
        try (var window = Window.wide(installation, width, true)) {
            var walk = new Walk(installation, installation.sandbox().someone(), window, EN).choosesLanguage();
            window.open("/register").press(EN.goOn);
            window.errors().waitFor();
            window.look("chooser-nothing-chosen");
            walk.reachesDetails();
            window.press(EN.registerButton);
            window.errors().waitFor();
            window.look("details-empty");
            walk.fillsInDetails().sendsDetails();
            window.at(Walk.OTP);
            walk.sendsCode("000000");
            window.errors().waitFor();
            window.look("otp-wrong");
            walk.sendsCode(walk.code());
            window.at(Walk.PASSWORD);
            window.press(EN.registerButton);
            window.errors().waitFor();
            window.look("password-empty");
            walk.typesPasswords();
            window.press(EN.registerButton);
            window.at(Walk.DONE).look("done");
            walk.signsIn();
            window.field("Code in the email").fill("000000");
            window.press(EN.confirm);
            window.errors().waitFor();
            window.look("account-code-wrong");
            assertThat(window.text()).contains(walk.person().email().substring(0, 1) + "***@");
        }
        try (var window = Window.wide(installation, width, true)) {
            var refused = new Walk(installation, installation.sandbox().whoseFateIs("not-the-owner"), window, EN);
            refused.choosesLanguage().reachesDetails().fillsInDetails().sendsDetails();
            window.under("We could not register you this way").look("refused");
            window.press(EN.restart);
            var silent = new Walk(installation, installation.sandbox().whoseFateIs("operator-silent"), window, EN);
            silent.reachesDetails().fillsInDetails().sendsDetails();
            window.under("The mobile operator is not answering").look("unavailable");
        }
    }

    @Test
    void whoTriesTooManyCodesIsLedOn() {
        try (var window = Window.phone(installation)) {
            var walk = new Walk(installation, installation.sandbox().someone(), window, VI).reachesOtp();
            var code = walk.code();
            var wrong = code.equals("000000") ? "111111" : "000000";
            for (int i = 0; i < 4; i++) {
                walk.sendsCode(wrong);
                window.errors()
                        .filter(new Locator.FilterOptions().setHasText("còn " + (4 - i)))
                        .waitFor();
            }
            walk.sendsCode(wrong);
            window.under("Mã OTP đã bị nhập sai quá nhiều lần").look("otp-too-many");
            window.follow("Xem lại thông tin và nhận mã mới");
            window.at(Walk.DETAILS);
        }
    }

    /** A name of sixty letters breaks no page, and no letter of it is lost. */
    @Test
    void theLongestNameFitsTheNarrowestPhone() {
        try (var window = Window.wide(installation, 320, true)) {
            var long60 = installation.sandbox().whoseFateIs("long-name");
            var walk = new Walk(installation, long60, window, VI).registers().signsIn();
            window.look("account-long-name");
            assertThat(window.text()).contains(long60.fullName());
            assertThat(walk.person()).isEqualTo(long60);
        }
    }

    @Test
    void whatIsPressedIsLargeEnoughForAThumb() {
        try (var window = Window.phone(installation)) {
            var walk = new Walk(installation, installation.sandbox().someone(), window, VI);
            for (var path : List.of("/", "/register", "/sign-in", "/counters")) {
                window.open(path);
                assertThat(tooSmall(window)).as(path).isEmpty();
            }
            walk.reachesOtp();
            assertThat(tooSmall(window)).as("the code").isEmpty();
        }
    }

    /** Links in a sentence, links that fill their row, and boxes whose label is pressed are not meant. */
    private static List<?> tooSmall(Window window) {
        return (List<?>) window.page().evaluate("""
                () => [...document.querySelectorAll('a, button, summary')]
                    .filter(each => each.checkVisibility() && !each.matches('.skip, .unseen, .exits a, p a, label a'))
                    .filter(each => each.getBoundingClientRect().height < 44)
                    .map(each => each.innerText)\
                """);
    }

    @ParameterizedTest(name = "{0} pixels, {1}")
    @CsvSource({"390, vi", "1280, vi", "390, en", "1280, en"})
    void theSandboxIsAccessibleToo(int width, String language) {
        var person = installation.sandbox().whoseFateIs("long-name");
        try (var window = Window.ofSandbox(installation, width)) {
            window.open("/language?to=" + language);
            for (var path : List.of("/", "/people/" + person.id(), "/faults", "/nothing-here")) {
                window.open(path);
                window.look("sandbox-" + (path.equals("/") ? "people" : path.split("/")[1]));
            }
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
