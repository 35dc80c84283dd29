package vn.mocua.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.mocua.agent.dialog.Screen;
import vn.mocua.agent.protocol.Frames;
import vn.mocua.agent.protocol.Json;
import vn.mocua.agent.token.SoftHsm;

/** The whole program in its own process, with a real PKCS#11 library and its real window on a screen. */
@Tag("display")
class MainTest {

    private static final String TITLE = "Xác nhận ký";
    private static final Holder AN = Holder.withRsa("Nguyễn Văn An");

    @TempDir
    static Path folder;

    private static Screen screen;
    private static SoftHsm hsm;

    private final List<Process> started = new ArrayList<>();

    @BeforeAll
    static void plugIn() throws IOException {
        screen = new Screen();
        hsm = new SoftHsm(folder.resolve("hsm")).withToken().holding(AN);
    }

    @AfterAll
    static void putOut() {
        screen.close();
    }

    @AfterEach
    void end() {
        started.forEach(Process::destroy);
    }

    @Test
    void aPageATokenAndAPersonMakeASignature() throws Exception {
        var door = startDoor();
        var challenge = Challenge.fresh();

        var answer = post(door, challenge);
        screen.waitFor(TITLE).type(SoftHsm.PIN).press("Return");
        assertThat(AuthToken.assertGood(member(answer, "authToken"), challenge)).isEqualTo(AN.certificate());

        answer = post(door, Challenge.fresh());
        screen.waitFor(TITLE).type("000000").press("Return");
        assertThat(member(answer, "error"))
                .containsEntry("code", "ERR_PIN_INCORRECT")
                .containsEntry("pin", "low");

        answer = post(door, Challenge.fresh());
        screen.waitFor(TITLE).press("Escape");
        assertThat(member(answer, "error")).containsEntry("code", "ERR_WEBEID_USER_CANCELLED");

        answer = post(door, challenge);
        screen.waitFor(TITLE).type(SoftHsm.PIN).press("Return");
        AuthToken.assertGood(member(answer, "authToken"), challenge);
    }

    @Test
    void aChallengeFileIsSignedOnTheCommandLine() throws Exception {
        var challenge = Challenge.fresh();
        var file = Files.writeString(folder.resolve("challenge.json"), challenge.file());

        var program = start(
                "sign", file.toString(), "--driver", SoftHsm.library().toString(), "--origin", challenge.origin());
        screen.waitFor(TITLE).type(SoftHsm.PIN).press("Return");

        assertThat(program.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(program.exitValue()).isZero();
        AuthToken.assertGood(Json.object(Files.readAllBytes(folder.resolve("challenge.json.answer.json"))), challenge);
    }

    @Test
    void theCommandLineTellsByItsCodeWhatBecameOfIt() throws Exception {
        var challenge = Challenge.fresh();
        var file = Files.writeString(folder.resolve("other.json"), challenge.file())
                .toString();
        var p12 = AN.pkcs12(folder.resolve("an.p12"), "1111").toString();

        var cancelled = start("sign", file, "--p12", p12, "--origin", challenge.origin(), "--lang", "en");
        screen.waitFor("Agree to sign").press("Escape");
        assertThat(code(cancelled)).isEqualTo(3);
        var wrong = start("sign", file, "--p12", p12, "--origin", challenge.origin());
        screen.waitFor(TITLE).type("2").press("Return");
        assertThat(code(wrong)).isEqualTo(6);
        assertThat(code(start("sign", file, "--p12", folder + "/none.p12", "--origin", challenge.origin())))
                .isEqualTo(5);
        assertThat(code(start("sign", file, "--p12", p12))).isEqualTo(1);
        assertThat(code(start("sign", folder + "/none.json", "--origin", challenge.origin())))
                .isEqualTo(1);
        assertThat(code(start("sign"))).isEqualTo(2);
        assertThat(code(start("fly"))).isEqualTo(2);
        assertThat(code(start("run", "--port", "0"))).isEqualTo(1);
    }

    @Test
    void helpAndStatusAreWrittenInBothLanguages() throws Exception {
        assertThat(said(start("help"))).contains("cách dùng: mocua-agent", "--p12");
        assertThat(said(start("help", "--lang", "en"))).contains("usage: mocua-agent", "--p12");
        assertThat(said(start("status", "--driver", SoftHsm.library().toString(), "--lang", "en")))
                .contains("USB token: plugged in")
                .doesNotContain("Nguyễn");
    }

    @Test
    void aBrowserTalksToItAsANativeHost() throws Exception {
        var challenge = Challenge.fresh();
        var host = start("native-host", "--driver", SoftHsm.library().toString(), "--origin", challenge.origin());

        assertThat(Json.object(Frames.read(host.getInputStream(), 9000))).containsKey("version");
        Frames.write(
                host.getOutputStream(),
                Json.bytes(Map.of(
                        "command",
                        "authenticate",
                        "arguments",
                        Map.of("challengeNonce", challenge.nonce(), "origin", challenge.origin(), "lang", "en"))));
        screen.waitFor("Agree to sign").type(SoftHsm.PIN).press("Return");

        AuthToken.assertGood(Json.object(Frames.read(host.getInputStream(), 9000)), challenge);
        host.getOutputStream().close();
        assertThat(code(host)).isZero();
    }

    @Test
    void itRegistersWithBrowsersOnlyWhenToldTo() throws Exception {
        var home = Files.createDirectories(folder.resolve("home"));
        assertThat(code(startAt(home, "install-host"))).isEqualTo(3);
        assertThat(home.resolve(".mozilla")).doesNotExist();

        assertThat(code(startAt(home, "install-host", "--autostart", "--yes", "--origin", Challenge.SITE)))
                .isZero();
        var manifest = Json.object(Files.readAllBytes(home.resolve(".mozilla/native-messaging-hosts/eu.webeid.json")));
        assertThat(home.resolve(".config/autostart/mocua-agent.desktop")).exists();

        // As Firefox starts it.
        var host = process(List.of(Json.string(manifest, "path"), home + "/eu.webeid.json", "{id}"), home);
        assertThat(Json.object(Frames.read(host.getInputStream(), 9000))).containsKey("version");
        host.destroy();
        assertThat(code(startAt(home, "remove-host"))).isZero();
        assertThat(home.resolve(".mozilla/native-messaging-hosts/eu.webeid.json"))
                .doesNotExist();
    }

    /** The lock that a start takes must not go with the garbage. */
    @Test
    void onlyOneRunsHoweverLongItRuns() throws Exception {
        var home = Files.createDirectories(folder.resolve("alone"));
        String[] run = {"run", "--no-window", "--driver", SoftHsm.library().toString(), "--origin", Challenge.SITE};
        var first = startAt(home, run);
        var said = new BufferedReader(new InputStreamReader(first.getInputStream(), UTF_8));
        assertThat(said.readLine()).contains("127.0.0.1");

        for (var times = 0; times < 3; times++) {
            var collects = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(first.pid()),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(code(collects)).isZero();
        }

        assertThat(said(startAt(home, run))).contains("đang chạy rồi");
    }

    private URI startDoor() throws IOException {
        var program = start("run", "--port", "0", "--driver", SoftHsm.library().toString(), "--origin", Challenge.SITE);
        var out = new BufferedReader(new InputStreamReader(program.getInputStream(), UTF_8));
        var line = out.readLine();
        return URI.create(line.substring(line.indexOf("http://")));
    }

    private static CompletableFuture<Map<String, Object>> post(URI door, Challenge challenge) {
        System.setProperty("jdk.httpclient.allowRestrictedHeaders", "origin");
        return HttpClient.newHttpClient()
                .sendAsync(
                        HttpRequest.newBuilder(door.resolve("/v1/sign"))
                                .header("Origin", challenge.origin())
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(challenge.body()))
                                .build(),
                        BodyHandlers.ofByteArray())
                .thenApply(response -> {
                    try {
                        return Json.object(response.body());
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> member(CompletableFuture<Map<String, Object>> answer, String name)
            throws Exception {
        var read = answer.get(20, TimeUnit.SECONDS);
        assertThat(read).containsKey(name);
        return (Map<String, Object>) read.get(name);
    }

    private Process start(String... arguments) throws IOException {
        return startAt(folder, arguments);
    }

    private Process startAt(Path home, String... arguments) throws IOException {
        var command = new ArrayList<>(SoftHsm.java("-Duser.home=" + home, "vn.mocua.agent.Main"));
        command.addAll(List.of(arguments));
        return process(command, home);
    }

    private Process process(List<String> command, Path home) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectError(
                        ProcessBuilder.Redirect.to(folder.resolve("said.txt").toFile()));
        builder.environment().putAll(screen.environment());
        builder.environment().put("SOFTHSM2_CONF", hsm.configuration().toString());
        builder.environment().put("XDG_CONFIG_HOME", home.resolve(".config").toString());
        var process = builder.start();
        started.add(process);
        return process;
    }

    private static int code(Process process) throws InterruptedException {
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static String said(Process process) throws Exception {
        var text = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(code(process)).isZero();
        return text;
    }
}
