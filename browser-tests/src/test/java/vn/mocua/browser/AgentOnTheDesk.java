package vn.mocua.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The signing agent as shipped, on a computer of its own with a screen that nobody sees, and a person at its keyboard. The
 * token is a file of PKCS #12, which the sandbox hands out.
 */
final class AgentOnTheDesk implements AutoCloseable {

    private static final String TITLE = "Xác nhận ký";
    private static final Path JAR = Programs.REPOSITORY.resolve("signing-agent/target/signing-agent-0.1.0.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final String origin;
    private final Path token;
    private final Process screen;
    private final Map<String, String> display;
    private final Process manager;
    private final Process agent;

    AgentOnTheDesk(String origin, Path token) {
        this.origin = origin;
        this.token = token;
        try {
            screen = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1280x960x24", "-nolisten", "tcp")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var number = new BufferedReader(new InputStreamReader(screen.getInputStream(), StandardCharsets.UTF_8));
            display = Map.of("DISPLAY", ":" + number.readLine(), "LC_ALL", "C.UTF-8");
            manager = start(List.of("openbox"));
            agent = start(command("--no-window"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.that("the agent answers", PATIENCE, this::answers);
    }

    /** Types the PIN into the agent's own window. */
    void typesPin(String pin) {
        turnsToWindow();
        xdotool("type", "--delay", "15", pin);
        xdotool("key", "Return");
    }

    void cancels() {
        turnsToWindow();
        xdotool("key", "Escape");
    }

    /** Signs a challenge file as somebody does without the browser; the answer's file. */
    Path signs(Path challenge, String pin) {
        try {
            var signing = start(command("sign", challenge.toString()));
            typesPin(pin);
            if (!signing.waitFor(30, TimeUnit.SECONDS) || signing.exitValue() != 0) {
                throw new AssertionError("the agent did not sign the file");
            }
            return challenge.resolveSibling(challenge.getFileName() + ".answer.json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private List<String> command(String... words) {
        if (!Files.exists(JAR)) {
            throw new AssertionError("there is no " + JAR + ": build with mvn verify");
        }
        var command = new ArrayList<>(List.of(
                Programs.built().java,
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-jar",
                JAR.toString()));
        command.addAll(List.of(words));
        command.addAll(List.of("--p12", token.toString(), "--origin", origin));
        return command;
    }

    private Process start(List<String> command) throws IOException {
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Programs.LOGS.resolve("agent.log").toFile()));
        builder.environment().putAll(display);
        return builder.start();
    }

    private boolean answers() {
        for (var port : List.of(17171, 27171, 37171)) {
            try {
                var status = HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/status"))
                                        .header("Origin", origin)
                                        .timeout(Duration.ofSeconds(2))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
                if (status.statusCode() == 200 && status.body().contains("\"token\":\"present\"")) {
                    return true;
                }
            } catch (IOException notYet) {
                // The next door, or the next time.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private void turnsToWindow() {
        Await.that(
                "the signing window",
                PATIENCE,
                () -> xdotool("search", "--onlyvisible", "--name", TITLE, "windowactivate", "--sync", "getwindowname")
                        .contains(TITLE));
    }

    private String xdotool(String... words) {
        try {
            var command = new ArrayList<>(List.of("xdotool"));
            command.addAll(List.of(words));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(display);
            var process = builder.start();
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        agent.destroy();
        manager.destroy();
        screen.destroy();
    }
}
