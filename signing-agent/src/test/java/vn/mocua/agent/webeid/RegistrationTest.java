package vn.mocua.agent.webeid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.mocua.agent.protocol.Json;
import vn.mocua.agent.token.Platform;

class RegistrationTest {

    private static final Path PROGRAM = Path.of("/opt/mocua-agent/bin/mocua-agent");

    @TempDir
    Path home;

    @TempDir
    Path system;

    @Test
    void everyBrowserFindsTheProgramUnderBothNames() throws Exception {
        var registration = new Registration(home, Platform.LINUX, List.of(system));

        registration.write(registration.plan(PROGRAM).files());

        var chrome = Json.object(
                Files.readAllBytes(home.resolve(".config/google-chrome/NativeMessagingHosts/eu.webeid.json")));
        assertThat(chrome)
                .containsEntry("name", "eu.webeid")
                .containsEntry("path", PROGRAM.toString())
                .containsEntry("type", "stdio");
        assertThat((List<?>) chrome.get("allowed_origins")).hasSize(2);
        var firefox =
                Json.object(Files.readAllBytes(home.resolve(".mozilla/native-messaging-hosts/vn.mocua.agent.json")));
        assertThat(firefox).containsKey("allowed_extensions").doesNotContainKey("allowed_origins");
        assertThat(registration.remove(PROGRAM)).isEqualTo(10);
        assertThat(registration.remove(PROGRAM)).isZero();
    }

    @Test
    void theNameOfWebEidIsLeftToWhoHasIt() throws Exception {
        var theirs = home.resolve(".config/chromium/NativeMessagingHosts/eu.webeid.json");
        Files.createDirectories(theirs.getParent());
        Files.writeString(theirs, "{\"name\":\"eu.webeid\",\"path\":\"/usr/bin/web-eid\"}");
        var registration = new Registration(home, Platform.LINUX, List.of(system));

        var plan = registration.plan(PROGRAM);
        registration.write(plan.files());

        assertThat(plan.taken()).containsExactly(theirs);
        assertThat(theirs).hasContent("{\"name\":\"eu.webeid\",\"path\":\"/usr/bin/web-eid\"}");
        assertThat(theirs.resolveSibling("vn.mocua.agent.json")).exists();
        registration.remove(PROGRAM);
        assertThat(theirs).exists();
    }

    @Test
    void aHostThatAnAdministratorInstalledIsLeftAloneEverywhere() throws Exception {
        Files.writeString(system.resolve("eu.webeid.json"), "{}");

        var plan = new Registration(home, Platform.LINUX, List.of(system)).plan(PROGRAM);

        assertThat(plan.taken()).containsExactly(system.resolve("eu.webeid.json"));
        assertThat(plan.files().keySet()).noneMatch(path -> path.toString().endsWith("eu.webeid.json"));
    }

    @Test
    void everySystemHasItsPlaceForStartingAtLogin() {
        for (var platform : Platform.values()) {
            assertThat(new Registration(home, platform, List.of()).autostart(PROGRAM))
                    .hasSize(1)
                    .allSatisfy((path, text) -> {
                        assertThat(path.startsWith(home)).isTrue();
                        assertThat(new String(text, java.nio.charset.StandardCharsets.UTF_8))
                                .contains(PROGRAM.toString());
                    });
        }
    }
}
