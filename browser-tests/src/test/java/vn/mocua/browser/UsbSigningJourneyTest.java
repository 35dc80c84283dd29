package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Registering with a token: the real agent, its real window, the real authorities of the sandbox, a real browser. */
@ExtendWith(AloneAtTheAgentsPorts.class)
class UsbSigningJourneyTest {

    private static final String AT = "/register/usb-signing/";

    private final Installation installation = Installation.shared();
    private final Sandbox sandbox = installation.sandbox();

    @TempDir
    Path folder;

    @Test
    void aCitizenOnADesk() {
        var person = sandbox.someone();
        var token = sandbox.tokenOf("people", person.id(), folder);
        try (var agent = new AgentOnTheDesk(installation.url().toString(), token.file());
                var window = begins(Window.desk(installation), Words.VI.citizen)) {
            window.press("ĐĂNG KÝ");
            agent.typesPin(token.password());
            window.at(AT + "confirm").look("usb-confirm");
            assertThat(window.text())
                    .containsIgnoringCase(person.fullName())
                    .contains("Tên CA")
                    .doesNotContain(person.nationalId());
            confirms(window);
            window.at(Walk.DONE).look("usb-done");
            assertThat(window.text()).contains("IAL3").doesNotContain(person.nationalId());
        }
        assertThat(installation.command("evidence", "archive")).contains(" archived, 0 could not be");
        assertThat(installation.command("evidence", "verify", "--all")).contains(" SOUND sealed ");
        assertThat(installation.command("evidence", "verify", "--all", "--at", inFiveYears()))
                .contains(" SOUND sealed ");
    }

    private static String inFiveYears() {
        return LocalDate.now(ZoneOffset.UTC).plusYears(5).toString();
    }

    @Test
    void aBusinessAndWhatGoesWrongFirst() {
        var token = sandbox.tokenOf("businesses", "hoa-giay", folder);
        try (var agent = new AgentOnTheDesk(installation.url().toString(), token.file());
                var window = begins(Window.desk(installation), "Doanh nghiệp")) {
            window.press("ĐĂNG KÝ");
            agent.cancels();
            window.main().getByText("Bạn đã dừng ký").waitFor();
            window.press("Ký lại");
            agent.typesPin("00000000");
            window.main().getByText("Mã PIN chưa đúng").waitFor();
            window.press("Ký lại");
            agent.typesPin(token.password());
            window.at(AT + "confirm").look("usb-confirm-business");
            assertThat(window.text()).contains("Tên doanh nghiệp", "Ngày hiệu lực", "Ngày hết hạn", "Tên CA");
            window.field("Email").fill("ke-toan@example.vn");
            confirms(window);
            window.at(Walk.DONE);
        }
    }

    @Test
    void anAgencyWaitsForApproval() {
        var token = sandbox.tokenOf("agencies", "so-xay-dung", folder);
        try (var agent = new AgentOnTheDesk(installation.url().toString(), token.file());
                var window = begins(Window.desk(installation), "Cơ quan nhà nước")) {
            window.press("ĐĂNG KÝ");
            agent.typesPin(token.password());
            window.at(AT + "confirm").look("usb-confirm-agency");
            window.field("Mã định danh cơ quan").fill("H99.11");
            window.field("Email").fill("so-xay-dung@co-quan.example");
            confirms(window);
            window.at(Walk.DONE).look("usb-done-agency");
        }
    }

    @Test
    void withoutScriptAFileIsSignedOnTheCommandLine() {
        var person = sandbox.someone();
        var token = sandbox.tokenOf("people", person.id(), folder);
        try (var agent = new AgentOnTheDesk(installation.url().toString(), token.file());
                var window = begins(Window.wide(installation, 390, false), Words.VI.citizen)) {
            var challenge = folder.resolve("mocua-challenge.json");
            window.page().waitForDownload(() -> window.follow("Tải tệp mã")).saveAs(challenge);
            window.main().locator("#answer").setInputFiles(agent.signs(challenge, token.password()));
            window.press("Gửi tệp đã ký");
            window.at(AT + "confirm");
            assertThat(window.text()).containsIgnoringCase(person.fullName());
        }
    }

    private Window begins(Window window, String kind) {
        for (var port : List.of(17171, 27171, 37171)) {
            window.mayMiss(URI.create("http://127.0.0.1:" + port));
        }
        window.open("/register");
        var walk = new Walk(installation, sandbox.someone(), window, Words.VI);
        walk.choose(kind);
        walk.choose("USB ký số");
        window.press(Words.VI.goOn);
        return window.at(AT + "token");
    }

    private void confirms(Window window) {
        new Walk(installation, sandbox.someone(), window, Words.VI).solvesCaptcha();
        window.main().getByRole(AriaRole.CHECKBOX).check();
        window.press("ĐĂNG KÝ");
    }
}
