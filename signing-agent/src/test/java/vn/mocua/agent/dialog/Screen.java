package vn.mocua.agent.dialog;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A screen that nobody sees, with a window manager, and a person at its keyboard, whose keys do not repeat. */
public final class Screen implements AutoCloseable {

    private final Process server;
    private final String display;
    private Process manager;

    public Screen() throws IOException {
        server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-screen", "0", "1280x960x24", "-nolisten", "tcp", "-r")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        display = ":" + new BufferedReader(new InputStreamReader(server.getInputStream(), UTF_8)).readLine();
        manager = startManager();
        awaitManager();
    }

    private Process startManager() throws IOException {
        var builder =
                new ProcessBuilder("openbox").redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment());
        return builder.start();
    }

    /** No window is ever turned to where none manages them: until it answers, and anew should it have ended. */
    private void awaitManager() throws IOException {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!xdotool("get_desktop").strip().matches("\\d+")) {
            if (System.nanoTime() > deadline) {
                throw new IOException("no window manager");
            }
            if (!manager.isAlive()) {
                manager = startManager();
            }
        }
    }

    public Map<String, String> environment() {
        return Map.of("DISPLAY", display, "LC_ALL", "C.UTF-8");
    }

    /** Waits for a window by its title, and turns to it; one may also close while it is looked at. */
    public Screen waitFor(String title) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!xdotool("search", "--onlyvisible", "--name", title, "windowactivate", "--sync", "getwindowname")
                .contains(title)) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("no window: " + title);
            }
        }
        return this;
    }

    public Screen type(String text) {
        xdotool("type", "--delay", "15", text);
        return this;
    }

    public Screen press(String... keys) {
        var command = new ArrayList<>(List.of("key", "--delay", "40"));
        command.addAll(List.of(keys));
        xdotool(command.toArray(String[]::new));
        return this;
    }

    @Override
    public void close() {
        manager.destroy();
        server.destroy();
    }

    private String xdotool(String... arguments) {
        try {
            var command = new ArrayList<>(List.of("xdotool"));
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment());
            var process = builder.start();
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
