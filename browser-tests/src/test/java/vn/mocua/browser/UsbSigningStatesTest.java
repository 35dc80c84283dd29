package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.browser.LoopbackAgent.status;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every state of the page that has a token sign, as the agent's wire brings it about, in a real browser. */
@ExtendWith(AloneAtTheAgentsPorts.class)
class UsbSigningStatesTest {

    private static final String TOKEN = "/register/usb-signing/token";

    private final Installation installation = Installation.shared();

    @ParameterizedTest(name = "{0} pixels")
    @ValueSource(ints = {390, 1280, 320})
    void everyStateSaysWhatToDo(int width) {
        try (var window = begins(Window.wide(installation, width, true));
                var agent = new LoopbackAgent(installation.url().toString())) {
            heading(window, "Cắm USB vào máy rồi bấm nút");
            window.look("usb-ready");

            agent.says(status("0.0.9", true, "present", "ok"));
            presses(window, "ĐĂNG KÝ", "Công cụ ký số đã cũ", "usb-old");
            agent.says(status("0.1.0", false, "none", "ok"));
            presses(window, "Tìm lại", "Máy chưa nhận USB ký số", "usb-driver");
            assertThat(window.text()).contains("Cắm USB ký số vào máy tính.", "Mở ổ đĩa của USB", "Setup");
            agent.says(status("0.1.0", true, "uninitialised", "ok"));
            presses(window, "Tìm lại", "USB này chưa có gì bên trong", "usb-empty");
            agent.says(status("0.1.0", true, "none", "ok"));
            presses(window, "Tìm lại", "Chưa thấy USB ký số", "usb-no-token");

            // What the person mends is noticed without another press.
            agent.says(status("0.1.0", true, "present", "ok"));
            heading(window, "Đã nhận USB ký số");
            window.look("usb-found");

            agent.fails("ERR_WEBEID_USER_CANCELLED");
            presses(window, "ĐĂNG KÝ", "Bạn đã dừng ký", "usb-cancelled");
            agent.fails("ERR_PIN_INCORRECT");
            presses(window, "Ký lại", "Mã PIN chưa đúng", "usb-pin-wrong");
            agent.fails("ERR_WEBEID_USER_TIMEOUT");
            presses(window, "Ký lại", "Đã quá lâu mà chưa ký xong", "usb-late");
            agent.fails("ERR_NO_CERT");
            presses(window, "Ký lại", "USB không có chứng thư ký được", "usb-no-certificate");
            agent.signs(409, "{\"error\":{\"code\":\"ERR_WEBEID_ACTION_PENDING\",\"message\":\"x\"}}");
            presses(window, "Tìm lại", "Công cụ ký số đang bận ở một cửa sổ khác", "usb-busy");
            agent.fails("ERR_DRIVER_TIMEOUT");
            presses(window, "Thử lại", "Driver của USB không trả lời", "usb-driver-failed");
            agent.fails("ERR_WEBEID_NATIVE_FATAL");
            presses(window, "Thử lại", "Chưa ký được", "usb-failed");

            agent.signs(200, "{\"error\":{\"code\":\"ERR_PIN_INCORRECT\",\"message\":\"x\",\"pin\":\"final\"}}");
            presses(window, "Thử lại", "Chỉ còn một lần nhập mã PIN", "usb-last-try");
            agent.fails("ERR_PIN_BLOCKED");
            presses(window, "Tôi chắc mã PIN, ký ngay", "USB đã bị khoá vì nhập sai mã PIN", "usb-blocked");
            assertThat(agent.asked()).allMatch(each -> each.contains("\"challengeNonce\":\"mocua1.reg."));
        }
    }

    @Test
    void aCertificateThatIsOverIsToldApart() {
        try (var window = begins(Window.phone(installation));
                var agent = new LoopbackAgent(installation.url().toString())) {
            agent.signs(200, "{\"error\":{\"code\":\"ERR_NO_CERT\",\"message\":\"x\",\"expired\":true}}");
            presses(window, "ĐĂNG KÝ", "Chứng thư trong USB đã hết hạn", "usb-certificate-over");
        }
    }

    @ParameterizedTest(name = "{0} pixels")
    @ValueSource(ints = {390, 1280})
    void whileTheDialogIsOpenTheCodeStandsThereLargeAndWaitingCanBeStopped(int width) {
        try (var window = begins(Window.wide(installation, width, true));
                var agent = new LoopbackAgent(installation.url().toString())) {
            window.press("ĐĂNG KÝ");
            heading(window, "Xem cửa sổ ký số trên máy bạn");
            assertThat(window.main().locator(".compare b").innerText()).matches("[0-9]{4}");
            // What was pressed is gone: whoever cannot see is led to what came instead.
            assertThat(window.page().evaluate("document.activeElement.textContent"))
                    .isEqualTo("Xem cửa sổ ký số trên máy bạn");
            window.look("usb-signing");
            window.press("Dừng chờ");
            heading(window, "Bạn đã dừng ký");
            assertThat(agent.asked()).hasSize(1);
        }
    }

    @ParameterizedTest(name = "{0} pixels")
    @ValueSource(ints = {390, 1280})
    void withoutAnAgentThereIsOneToDownloadAndThePageNoticesWhenItRuns(int width) {
        try (var window = begins(Window.wide(installation, width, true))) {
            window.press("ĐĂNG KÝ");
            heading(window, "Chưa thấy công cụ ký số trên máy này");
            window.look("usb-missing");
            try (var agent = new LoopbackAgent(installation.url().toString(), List.of(37171))) {
                heading(window, "Đã nhận USB ký số");
                agent.fails("ERR_WEBEID_USER_CANCELLED");
                window.press("ĐĂNG KÝ");
                heading(window, "Bạn đã dừng ký");
            }
        }
    }

    /** Who installs the agent meets the browser's question when it first runs, and has pressed nothing then. */
    @Test
    void whatTheBrowserAsksIsShownAlsoWhenThePageFindsTheAgentByItself() {
        try (var window = begins(Window.phone(installation))) {
            window.press("ĐĂNG KÝ");
            heading(window, "Chưa thấy công cụ ký số trên máy này");
            try (var agent = new LoopbackAgent(installation.url().toString()).holds()) {
                heading(window, "Hãy bấm “Cho phép” ở góc trên trình duyệt");
                agent.speaks();
                heading(window, "Đã nhận USB ký số");
            }
        }
    }

    /** A question that was closed looks like an agent that is not there. */
    @Test
    void whoClosesTheBrowsersQuestionIsToldToAllowItAndNotAskedAgainUnasked() {
        try (var window = begins(Window.phone(installation))) {
            try (var agent = new LoopbackAgent(installation.url().toString()).holds()) {
                window.press("ĐĂNG KÝ");
                heading(window, "Hãy bấm “Cho phép” ở góc trên trình duyệt");
                assertThat(agent.asked()).isEmpty();
            }
            heading(window, "Chưa thấy công cụ ký số trên máy này");
            assertThat(window.text()).contains("Trình duyệt vừa hỏi mà câu hỏi đã đóng?");
            window.look("usb-question-closed");
            try (var agent = new LoopbackAgent(installation.url().toString())) {
                agent.fails("ERR_WEBEID_USER_CANCELLED");
                window.press("Tìm lại");
                heading(window, "Bạn đã dừng ký");
            }
        }
    }

    /** Drivers that start up take longer than a page cares to wait; the agent is not missing for that. */
    @Test
    void anAgentThatTakesItsTimeIsNotTakenForMissing(@TempDir Path folder) throws InterruptedException {
        try (var agent = new LoopbackAgent(installation.url().toString()).holds();
                var window = begins(Window.askingFor(installation, "granted", folder, 390))) {
            agent.fails("ERR_WEBEID_USER_CANCELLED");
            window.press("ĐĂNG KÝ");
            heading(window, "Đang tìm công cụ ký số…");
            Thread.sleep(6_000);
            heading(window, "Đang tìm công cụ ký số…");
            agent.speaks();
            heading(window, "Bạn đã dừng ký");
        }
    }

    /** The portal of these tests hands out none: what it would write for four stands in the page as it arrives. */
    @ParameterizedTest
    @CsvSource({
        "Windows NT 10.0; Win64; x64,     windows",
        "Macintosh; Intel Mac OS X 10_15, macos",
        "X11; Linux x86_64,               linux"
    })
    void whatFitsThisComputerComesFirst(String system, String first) {
        var window = Window.on(installation, system);
        window.page().addInitScript(OFFER);
        try (var begun = begins(window)) {
            begun.press("ĐĂNG KÝ");
            heading(begun, "Chưa thấy công cụ ký số trên máy này");
            var shown = begun.main().locator("[data-state=missing] .package");
            PlaywrightAssertions.assertThat(shown).hasCount(4);
            PlaywrightAssertions.assertThat(shown.first()).hasAttribute("data-os", first);
            PlaywrightAssertions.assertThat(shown.first().locator("a")).hasClass("button main");
            PlaywrightAssertions.assertThat(shown.last().locator("a")).hasClass("button quiet");
            PlaywrightAssertions.assertThat(begun.main().locator("[data-state=missing] .not-for-this"))
                    .isHidden();
        }
    }

    private static final String PACKAGES = Stream.of("linux x86_64", "linux aarch64", "windows x86_64", "macos aarch64")
                    .map(each -> each.split(" "))
                    .map(each -> """
                <div class="package" data-os="%s" data-arch="%s"><p><a class="button main" href="#">%s</a></p></div>\
                """.formatted(each[0], each[1], each[0]))
                    .collect(Collectors.joining())
            + "<p class=\"not-for-this\" hidden>none</p>";

    /** Before the page's own script, which waits until the page is read. */
    private static final String OFFER = """
        addEventListener('readystatechange', () => document.readyState === 'interactive'
          && document.querySelectorAll('.packages').forEach(list => list.insertAdjacentHTML('afterbegin', `%s`)), true);
        """.formatted(PACKAGES);

    @ParameterizedTest(name = "{0} pixels")
    @ValueSource(ints = {390, 1280})
    void whoBlockedItIsToldHowToAllowItAgain(int width, @TempDir Path folder) {
        try (var agent = new LoopbackAgent(installation.url().toString());
                var window = begins(Window.askingFor(installation, "denied", folder, width))) {
            heading(window, "Trình duyệt đang chặn công cụ ký số");
            window.look("usb-denied");
            presses(window, "Thử lại", "Trình duyệt đang chặn công cụ ký số", "usb-denied");
            assertThat(agent.asked()).isEmpty();
        }
    }

    /** Where the browser need not ask, the page finds out by itself. */
    @Test
    void whereItWasAllowedBeforeThePageFindsOutByItself(@TempDir Path folder) {
        try (var agent = new LoopbackAgent(installation.url().toString()).says(status("0.1.0", true, "none", "ok"));
                var window = begins(Window.askingFor(installation, "granted", folder, 390))) {
            heading(window, "Chưa thấy USB ký số");
            agent.says(status("0.1.0", true, "present", "ok")).fails("ERR_WEBEID_USER_CANCELLED");
            heading(window, "Đã nhận USB ký số");
            window.press("ĐĂNG KÝ");
            heading(window, "Bạn đã dừng ký");
        }
    }

    /** The extension's part of the talk, as its published script in the page plays it. */
    private static final String EXTENSION = """
        addEventListener('message', ({ data }) => {
          const say = more => postMessage({ ...more }, location.origin);
          if (data?.action === 'web-eid:status') {
            say({ action: 'web-eid:status-ack' });
            say({ action: 'web-eid:status-success', library: '2', extension: '2.5.0', nativeApp: '2.5.0+mocua.0.1.0' });
          } else if (data?.action === 'web-eid:authenticate' && data.challengeNonce.startsWith('mocua1.reg.')) {
            say({ action: 'web-eid:authenticate-ack' });
            say({ action: 'web-eid:authenticate-failure', error: {
              code: 'ERR_WEBEID_NATIVE_FATAL', reason: 'ERR_PIN_BLOCKED', message: 'x' } });
          }
        });
        """;

    @Test
    void whereThereIsTheExtensionItIsOfferedAndUsed() {
        var window = Window.desk(installation);
        window.page().addInitScript(EXTENSION);
        try (var offered = begins(window)) {
            offered.button("Ký qua tiện ích").waitFor();
            offered.look("usb-extension");
            presses(offered, "Ký qua tiện ích", "USB đã bị khoá vì nhập sai mã PIN", "usb-blocked");
        }
    }

    @Test
    void onAPhoneTheSimIsTheBetterWay() {
        try (var window = begins(Window.handset(installation))) {
            heading(window, "Trên điện thoại, hãy dùng SIM ký số");
            window.look("usb-on-a-phone");
        }
    }

    @Test
    void withoutScriptThereAreFilesToSign() {
        try (var window = begins(Window.wide(installation, 390, false))) {
            window.look("usb-no-script");
            assertThat(window.text())
                    .contains("Mã đối chiếu", "mocua-agent sign mocua-challenge.json", "Tải bản kê khai");
            window.press("Gửi tệp đã ký");
            window.errors().waitFor();
            window.look("usb-no-file");
        }
    }

    @Test
    void byKeyboardAlone() {
        try (var window = begins(Window.desk(installation));
                var agent = new LoopbackAgent(installation.url().toString())) {
            agent.fails("ERR_WEBEID_USER_CANCELLED");
            window.button("ĐĂNG KÝ").focus();
            window.page().keyboard().press("Enter");
            heading(window, "Bạn đã dừng ký");
            window.page().keyboard().press("Tab");
            assertThat(window.page().evaluate("document.activeElement.textContent"))
                    .isEqualTo("Ký lại");
            agent.fails("ERR_PIN_INCORRECT");
            window.page().keyboard().press("Enter");
            heading(window, "Mã PIN chưa đúng");
        }
    }

    /** Neither a certificate nor a signature: it is the certificate that can not be read. */
    @Test
    void whatCameIsSentAndWhatIsNoCertificateIsToldSo() {
        try (var window = begins(Window.phone(installation));
                var agent = new LoopbackAgent(installation.url().toString())) {
            agent.signs(
                    200,
                    "{\"authToken\":{\"unverifiedCertificate\":\"AAAA\",\"algorithm\":\"ES256\",\"signature\":\"AAAA\","
                            + "\"format\":\"web-eid:1.0\",\"appVersion\":\"https://mocua.vn/signing-agent/0.1.0\"}}");
            window.press("ĐĂNG KÝ");
            title(window, "Không đọc được chứng thư số");
            window.look("usb-malformed");
            goesOn(window, agent, () -> window.follow("Ký lại"));
        }
    }

    /** A certificate in force, and a signature over something else: the form comes back and says so. */
    @Test
    void aSignatureOverSomethingElseIsToldSo(@TempDir Path folder) {
        var sandbox = installation.sandbox();
        var token = SoftToken.of(sandbox.tokenOf("people", sandbox.someone().id(), folder));
        try (var window = begins(Window.phone(installation));
                var agent = new LoopbackAgent(installation.url().toString())) {
            agent.signs(200, token.signs(installation.url().toString(), "{\"challengeNonce\":\"mocua1.reg.another\"}"));
            window.press("ĐĂNG KÝ");
            window.errors().waitFor();
            assertThat(window.text()).contains("Chữ ký này không dùng được");
            window.look("usb-not-answered");
            goesOn(window, agent, () -> {});
        }
    }

    /** The code is used: a new one comes, and the way goes on. */
    private static void goesOn(Window window, LoopbackAgent agent, Runnable back) {
        agent.fails("ERR_WEBEID_USER_CANCELLED");
        back.run();
        window.press("Tạo mã mới");
        window.at(TOKEN);
        heading(window, "Cắm USB vào máy rồi bấm nút");
        window.press("ĐĂNG KÝ");
        heading(window, "Bạn đã dừng ký");
    }

    private static void title(Window window, String words) {
        PlaywrightAssertions.assertThat(window.main().locator("h1")).hasText(words);
    }

    private Window begins(Window window) {
        window.open("/register");
        var walk = new Walk(installation, installation.sandbox().someone(), window, Words.VI);
        walk.choose(Words.VI.citizen);
        walk.choose("USB ký số");
        window.press(Words.VI.goOn);
        for (var port : List.of(17171, 27171, 37171)) {
            window.mayMiss(URI.create("http://127.0.0.1:" + port));
        }
        return window.at(TOKEN);
    }

    private static void presses(Window window, String button, String heading, String name) {
        window.press(button);
        heading(window, heading);
        window.look(name);
    }

    /** Waits until this is the state that is shown. */
    private static void heading(Window window, String words) {
        PlaywrightAssertions.assertThat(window.main()
                        .locator(".state:not([hidden])")
                        .getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setLevel(2))
                        .first())
                .hasText(words);
    }
}
