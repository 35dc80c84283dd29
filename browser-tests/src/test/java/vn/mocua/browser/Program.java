package vn.mocua.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process that a test started; none outlives the tests, however they end. */
final class Program {

    private static final Set<Program> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Program::stopAll, "stop what still runs"));
    }

    private final String name;
    private final Process process;
    private final Path log;

    private Program(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /** Starts a command; what it prints goes to {@code logs/<name>.log}, after what stands there already. */
    static Program start(String name, Path directory, List<String> command, Map<String, String> environment) {
        try {
            Files.createDirectories(Programs.LOGS);
            var log = Programs.LOGS.resolve(name + ".log");
            var builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            var program = new Program(name, builder.start(), log);
            RUNNING.add(program);
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    int exitCode() {
        return process.exitValue();
    }

    String printed() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks it to end (SIGTERM) and waits until it did. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                kill();
                throw new AssertionError(name + " did not end within 30 s of SIGTERM: " + log);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            RUNNING.remove(this);
        }
    }

    /** Ends it without asking (SIGKILL), as a power cut would. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
        RUNNING.remove(this);
    }

    void awaitThat(String what, BooleanSupplier ready, Duration patience) {
        Await.that(what + " (" + log + ")", patience, () -> {
            if (!isAlive()) {
                throw new AssertionError(name + " ended with " + exitCode() + ": " + log + "\n" + lastLines());
            }
            return ready.getAsBoolean();
        });
    }

    private String lastLines() {
        var lines = printed().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }

    private static void stopAll() {
        RUNNING.forEach(program -> program.process.destroy());
        RUNNING.forEach(program -> {
            try {
                if (!program.process.waitFor(15, TimeUnit.SECONDS)) {
                    program.process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                program.process.destroyForcibly();
            }
        });
    }
}
