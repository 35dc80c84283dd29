package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * By hand: the published extension of Web eID with our native host, where {@code WEB_EID_EXTENSION} names the folder of the
 * extension as built for Chromium ({@code dist/chrome} of web-eid-webextension). It is not ours, and not in this repository.
 */
@Tag("display")
@EnabledIfEnvironmentVariable(named = "WEB_EID_EXTENSION", matches = ".+")
class WebEidExtensionTest {

    @TempDir
    Path folder;

    private final Installation installation = Installation.shared();
    private final Sandbox sandbox = installation.sandbox();

    @Test
    void aCitizenSignsThroughTheExtension() throws Exception {
        var extension = Path.of(System.getenv("WEB_EID_EXTENSION")).toRealPath();
        var person = sandbox.someone();
        var token = sandbox.tokenOf("people", person.id(), folder);
        var profile = Files.createDirectory(folder.resolve("profile"));
        try (var agent = new AgentOnTheDesk(installation.url().toString(), token.file())) {
            register(agent.nativeHost(folder), extension, profile);
            try (var window = begins(Window.with(extension, installation, profile))) {
                window.button("Ký qua tiện ích").waitFor();
                window.look("usb-real-extension");
                window.press("Ký qua tiện ích");
                agent.cancels();
                window.main().getByText("Bạn đã dừng ký").waitFor();
                window.press("Ký qua tiện ích");
                agent.typesPin("00000000");
                window.main().getByText("Mã PIN chưa đúng").waitFor();
                window.press("Ký qua tiện ích");
                agent.typesPin(token.password());
                window.at("/register/usb-signing/confirm");
                assertThat(window.text()).containsIgnoringCase(person.fullName());
            }
        }
    }

    /** As {@code install-host} does, but in this browser's own folder, and for the extension as it is called unpacked. */
    private static void register(Path host, Path extension, Path profile) throws IOException {
        var hosts = Files.createDirectory(profile.resolve("NativeMessagingHosts"));
        Files.writeString(hosts.resolve("eu.webeid.json"), """
                {"name":"eu.webeid","description":"x","path":"%s","type":"stdio","allowed_origins":["chrome-extension://%s/"]}
                """.formatted(host, idOf(extension)));
    }

    /** Chromium calls an extension without a key of its own after the place where it lies. */
    private static String idOf(Path extension) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest(extension.toString().getBytes(StandardCharsets.UTF_8));
            var id = new StringBuilder();
            HexFormat.of()
                    .formatHex(hash, 0, 16)
                    .chars()
                    .forEach(digit -> id.append((char) ('a' + Character.digit(digit, 16))));
            return id.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Window begins(Window window) {
        for (var port : List.of(17171, 27171, 37171)) {
            window.mayMiss(URI.create("http://127.0.0.1:" + port));
        }
        window.open("/register");
        var walk = new Walk(installation, sandbox.someone(), window, Words.VI);
        walk.choose(Words.VI.citizen);
        walk.choose("USB ký số");
        window.press(Words.VI.goOn);
        return window.at("/register/usb-signing/token");
    }
}
