package vn.mocua.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The signing agent as shipped, on a computer of its own with a screen that nobody sees, and a person at its keyboard. The
 * token is a file of PKCS #12, which the sandbox hands out.
 */
final class AgentOnTheDesk implements AutoCloseable {

    private static final String TITLE = "Xác nhận ký";
    private static final Path JAR = Programs.REPOSITORY.resolve("signing-agent/target/signing-agent-0.1.0.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String origin;
    private final Path token;
    private final HiddenScreen screen;
    private final Map<String, String> display;
    private final Process manager;
    private final Process agent;

    AgentOnTheDesk(String origin, Path token) {
        this.origin = origin;
        this.token = token;
        screen = new HiddenScreen();
        display = Map.of("DISPLAY", screen.display(), "LC_ALL", "C.UTF-8");
        try {
            manager = start(List.of("openbox"));
            agent = start(command("--no-window"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.that("the agent answers", PATIENCE, this::answers);
    }

    /**
     * Types the PIN into the agent's own window, as somebody does who looks: no key before the field has the keyboard, and
     * no Enter before the field shows as many characters as the PIN has.
     */
    void typesPin(String pin) {
        Await.that("the PIN stands in its field", PATIENCE, () -> types(pin));
        Await.that("the PIN is taken", PATIENCE, () -> enters(pin));
    }

    /** Whether all of it arrived; if not, nothing of it is left for the next time. */
    private boolean types(String pin) {
        if (!turnsToField()) {
            return false;
        }
        xdotool("type", "--delay", "40", pin);
        if (soon(() -> hasKeyboard(pin.length()))) {
            return true;
        }
        xdotool("key", "ctrl+a", "BackSpace");
        return false;
    }

    /** The field lets go of what it shows before the token is asked: while it shows all, no PIN was tried. */
    private boolean enters(String pin) {
        xdotool("key", "Return");
        return soon(() -> !hasKeyboard(pin.length()));
    }

    void cancels() {
        Await.that("the signing window is gone", PATIENCE, () -> {
            if (turnsToField()) {
                xdotool("key", "Escape");
            }
            return soon(() -> screen.focusedField().isEmpty());
        });
    }

    private boolean turnsToField() {
        if (!hasKeyboard(0)) {
            xdotool("search", "--sync", "--onlyvisible", "--name", TITLE, "windowactivate", "--sync");
        }
        return soon(() -> hasKeyboard(0));
    }

    private boolean hasKeyboard(int dots) {
        return screen.focusedField().filter(field -> field.dots() == dots).isPresent();
    }

    private static boolean soon(BooleanSupplier condition) {
        for (int looks = 0; looks < 40; looks++) {
            if (condition.getAsBoolean()) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
        return false;
    }

    /** Signs a challenge file as somebody does without the browser; the answer's file. */
    Path signs(Path challenge, String pin) {
        try {
            var signing = start(command("sign", challenge.toString()));
            typesPin(pin);
            if (!signing.waitFor(90, TimeUnit.SECONDS) || signing.exitValue() != 0) {
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

    /** What a browser starts as its native host: the same program, on the same screen. */
    Path nativeHost(Path folder) throws IOException {
        var line = command("native-host").stream().map(word -> "'" + word + "'").collect(Collectors.joining(" "));
        var script = Files.writeString(
                folder.resolve("native-host"),
                "#!/bin/sh\nDISPLAY=%s LC_ALL=C.UTF-8 exec %s\n".formatted(screen.display(), line));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
        return script;
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

    private String xdotool(String... words) {
        try {
            var command = new ArrayList<>(List.of("xdotool"));
            command.addAll(List.of(words));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(display);
            var process = builder.start();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
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

    /** Its door is shut when this ends: the next agent is not taken for this one. */
    @Override
    public void close() {
        agent.destroy();
        try {
            agent.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        manager.destroy();
        screen.close();
    }
}
