package vn.mocua.agent.dialog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.mocua.agent.token.SoftHsm;

/** The window on a screen, with a keyboard and no mouse. */
@Tag("display")
class ConsentWindowTest {

    private static final String TITLE = "Xác nhận ký";
    private static Screen screen;

    @BeforeAll
    static void lightUp() throws IOException {
        screen = new Screen();
    }

    @AfterAll
    static void putOut() {
        screen.close();
    }

    @Test
    void aPinAndEnterSign() throws Exception {
        var window = show("vi", "60000", "ok");
        screen.waitFor(TITLE).type("246810").press("Return");
        assertThat(saidBy(window)).isEqualTo("1 246810, signed 64");
    }

    @Test
    void enterWithoutAPinDoesNothingAndEscapeCancels() throws Exception {
        var window = show("vi", "60000", "low");
        screen.waitFor(TITLE).press("Return").type("1").press("BackSpace", "Return", "Escape");
        assertThat(saidBy(window)).isEqualTo("nothing, ERR_WEBEID_USER_CANCELLED");
    }

    @Test
    void anotherCertificateIsChosenWithTheArrows() throws Exception {
        var window = show("en", "60000", "ok", "final", "ok");
        screen.waitFor("Agree to sign")
                .press("Down", "Down", "Up", "Tab")
                .type("1357")
                .press("Tab", "space");
        assertThat(saidBy(window)).isEqualTo("2 1357, signed 64");
    }

    @Test
    void theWayToTheCancelButtonIsShort() throws Exception {
        var window = show("vi", "60000", "final");
        screen.waitFor(TITLE).type("1").press("Tab", "Tab", "space");
        assertThat(saidBy(window)).isEqualTo("nothing, ERR_WEBEID_USER_CANCELLED");
    }

    @Test
    void aLockedTokenTakesNoPin() throws Exception {
        var window = show("vi", "60000", "locked", "ok");
        screen.waitFor(TITLE).press("Tab").type("1").press("Return", "Escape");
        assertThat(saidBy(window)).isEqualTo("nothing, ERR_WEBEID_USER_CANCELLED");
    }

    @Test
    void closingTheWindowCancels() throws Exception {
        var window = show("vi", "60000", "ok");
        screen.waitFor(TITLE).type("24").press("alt+F4");
        assertThat(saidBy(window)).isEqualTo("nothing, ERR_WEBEID_USER_CANCELLED");
    }

    @Test
    void nobodyAtTheKeyboardIsATimeOut() throws Exception {
        assertThat(saidBy(show("vi", "700", "ok"))).isEqualTo("nothing, ERR_WEBEID_USER_TIMEOUT");
    }

    @Test
    void withoutAScreenNothingIsAsked() throws Exception {
        var builder = new ProcessBuilder(SoftHsm.java(ShownConsent.class.getName(), "vi", "700", "ok"));
        builder.environment().remove("DISPLAY");
        assertThat(saidBy(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start()))
                .isEqualTo("nothing, ERR_NO_DISPLAY");
    }

    private static Process show(String... arguments) throws IOException {
        var all = new ArrayList<>(List.of(ShownConsent.class.getName()));
        all.addAll(List.of(arguments));
        var builder = new ProcessBuilder(SoftHsm.java(all.toArray(String[]::new)))
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(screen.environment());
        return builder.start();
    }

    private static String saidBy(Process process) throws Exception {
        try {
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        } finally {
            process.destroyForcibly();
        }
    }
}
