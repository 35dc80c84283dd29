package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Signing with certificates that nobody should accept, in a real browser: what is said, and how it goes on. That each of
 * them gets its verdict is shown without a browser.
 */
@ExtendWith(AloneAtTheAgentsPorts.class)
class RefusedCertificatesTest {

    private static final String AT = "/register/usb-signing/";
    private static final String TOKEN = AT + "token";

    private final Installation installation = Installation.shared();
    private final Sandbox sandbox = installation.sandbox();

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "revoked          | Chứng thư số đã bị thu hồi            | hãy hỏi nhà cung cấp ngay",
                "rsa-1024         | Khoá của chứng thư số quá yếu         | RSA 2048 bit trở lên",
                "foreign-root     | Không nhận ra nhà cung cấp chứng thư  | hãy chọn đúng chứng thư",
                "two-citizens     | Chứng thư số không ghi rõ là của ai   | cấp lại chứng thư có ghi số CCCD"
            })
    void whoseCertificateIsRefusedReadsWhyAndSignsWithAnother(String id, String title, String advice) {
        var good = sandbox.someone();
        try (var window = begins(Window.phone(installation), Words.VI.citizen);
                var agent = new LoopbackAgent(installation.url().toString())) {
            agent.signsWith(token("certificates", id));
            window.press("ĐĂNG KÝ");
            title(window, title);
            window.look("usb-refused-" + id);
            assertThat(window.text()).contains(advice, "Bạn có thể làm gì bây giờ", "Chọn phương thức đăng ký khác");

            agent.signsWith(token("people", good.id()));
            window.follow("Ký bằng chứng thư khác");
            window.at(TOKEN);
            window.look("usb-after-a-refusal");
            window.press("Tạo mã mới");
            state(window, "Cắm USB vào máy rồi bấm nút");
            window.press("ĐĂNG KÝ");
            window.at(AT + "confirm");
            assertThat(window.text()).containsIgnoringCase(good.fullName());
        }
    }

    @Test
    void anAgencyWithACertificateOfAPublicAuthorityIsToldWhoseItNeeds() {
        try (var window = begins(Window.desk(installation), "Cơ quan nhà nước");
                var agent = new LoopbackAgent(installation.url().toString())) {
            agent.signsWith(token("certificates", "agency-of-a-public-authority"));
            window.press("ĐĂNG KÝ");
            title(window, "Chứng thư không do Ban Cơ yếu Chính phủ cấp");
            window.look("usb-refused-agency");
            window.follow("Ký bằng chứng thư khác");
            window.at(TOKEN);
        }
    }

    private SoftToken token(String whose, String id) {
        return SoftToken.of(sandbox.tokenOf(whose, id, folder));
    }

    private Window begins(Window window, String kind) {
        window.open("/register");
        var walk = new Walk(installation, sandbox.someone(), window, Words.VI);
        walk.choose(kind);
        walk.choose("USB ký số");
        window.press(Words.VI.goOn);
        for (var port : List.of(17171, 27171, 37171)) {
            window.mayMiss(URI.create("http://127.0.0.1:" + port));
        }
        return window.at(TOKEN);
    }

    private static void title(Window window, String words) {
        PlaywrightAssertions.assertThat(window.main().locator("h1")).hasText(words);
    }

    private static void state(Window window, String words) {
        PlaywrightAssertions.assertThat(window.main()
                        .locator(".state:not([hidden])")
                        .getByRole(AriaRole.HEADING, new Locator.GetByRoleOptions().setLevel(2))
                        .first())
                .hasText(words);
    }
}
