package vn.mocua.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Portal, sandbox and PostgreSQL as {@code ./mocua run} starts them: the very command is run, with a data directory of
 * its own and a limits file that lets one address do what a town does.
 */
final class House implements AutoCloseable {

    /** How dearly passwords are hashed: as in production, or as good as not at all. */
    enum Hash {
        REAL,
        CHEAP;

        String word() {
            return this == REAL ? "real" : "cheap";
        }
    }

    private static final Duration LONGEST_START = Duration.ofMinutes(3);
    private static final Duration LONGEST_TRAINING = Duration.ofMinutes(5);
    private static final int MOST_TRIES = 50;
    private static final long BETWEEN_TRIES_MILLIS = 200;
    private static final Path ROOT =
            Path.of(System.getProperty("mocua.root", ".")).toAbsolutePath();

    /** As far as each limit lets itself be raised: docs/limits.md. */
    private static final Map<String, String> LIMITS = Map.ofEntries(
            Map.entry("journeys-per-network", "1000000/1h"),
            Map.entry("captcha-failures-per-network", "1000000/1h"),
            Map.entry("match-failures-per-national-id", "20/1d"),
            Map.entry("match-failures-per-phone", "20/1d"),
            Map.entry("match-failures-per-insurance-number", "20/1d"),
            Map.entry("match-failures-per-network", "100000/1d"),
            Map.entry("match-failures-in-all", "1000000/1h"),
            Map.entry("sms-per-phone", "20/1d"),
            Map.entry("sms-per-national-id", "20/1d"),
            Map.entry("sms-per-network", "1000000/1h"),
            Map.entry("sms-per-operator-range", "10000000/1h"),
            Map.entry("sms-in-all", "10000000/1h"),
            Map.entry("otp-failures-per-network", "1000000/1d"),
            Map.entry("sign-in-failures-per-network", "1000000/1h"),
            Map.entry("sign-in-in-all", "10000000/1m"),
            Map.entry("recoveries-per-network", "1000000/1h"),
            Map.entry("signing-challenges-per-network", "1000000/1h"));

    private final Path data;
    private final Process process;
    private final int port;
    private final int sandboxPort;
    private final Duration untilFirstPage;
    private final Thread ending = new Thread(this::stop);

    private House(Path data, Process process, int port, int sandboxPort, Duration untilFirstPage) {
        this.data = data;
        this.process = process;
        this.port = port;
        this.sandboxPort = sandboxPort;
        this.untilFirstPage = untilFirstPage;
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /** A new, empty data directory; whoever asked deletes it. */
    static Path newData() throws IOException {
        var target = Files.createDirectories(ROOT.resolve("bench/target"));
        return Files.createTempDirectory(target, "data-");
    }

    static Path root() {
        return ROOT;
    }

    /** Makes sure that the portal starts with its class cache, as it does from the second start on. */
    static void train(Path data) throws IOException {
        if (!hasCache()) {
            try (var first = start(data, Hash.CHEAP)) {
                first.awaitTraining();
            }
        }
    }

    static Path cache() {
        return ROOT.resolve("portal/target/run/portal.aot");
    }

    static boolean hasCache() {
        return Files.exists(cache());
    }

    /** Starts all three and returns when the first page was served. */
    static House start(Path data, Hash hash) throws IOException {
        return start(data, hash, Map.of());
    }

    /** The same with more settings of the portal, which go before the bench's own. */
    static House start(Path data, Hash hash, Map<String, String> more) throws IOException {
        var port = freePort();
        var sandboxPort = freePort();
        var settings = data.resolve("bench.properties");
        Files.writeString(settings, settings(hash, more));
        var out = data.resolve("bench.out").toFile();
        var command = List.of(
                ROOT.resolve("mocua").toString(),
                "run",
                "--port",
                Integer.toString(port),
                "--sandbox-port",
                Integer.toString(sandboxPort),
                "--data",
                data.toString(),
                "--limits",
                settings.toString());
        var begun = System.nanoTime();
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out)
                .start();
        process.getOutputStream().close();
        var wire = new Wire("localhost", port);
        while (!isServed(wire)) {
            var waited = Duration.ofNanos(System.nanoTime() - begun);
            if (!process.isAlive() || waited.compareTo(LONGEST_START) > 0) {
                end(process);
                throw new IOException("the portal did not start: " + Files.readString(out.toPath()));
            }
            Town.pause(5);
        }
        var firstPage = Duration.ofNanos(System.nanoTime() - begun);
        wire.close();
        return new House(data, process, port, sandboxPort, firstPage);
    }

    private static boolean isServed(Wire wire) {
        try {
            return wire.send("GET", "/", Map.of(), new byte[0]).status() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String settings(Hash hash, Map<String, String> more) {
        var settings = new TreeMap<>(more);
        LIMITS.forEach((name, rate) -> settings.putIfAbsent("mocua.limits." + name, rate));
        if (hash == Hash.CHEAP) {
            settings.put("mocua.password.argon2.memory", "64");
            settings.put("mocua.password.argon2.iterations", "1");
        }
        return settings.entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue() + "\n")
                .collect(Collectors.joining());
    }

    URI url() {
        return URI.create("http://localhost:" + port);
    }

    Wire wire() {
        return new Wire("localhost", port);
    }

    Town town() {
        return new Town(sandboxPort);
    }

    /** From the command to the first page that was served, whole. */
    Duration untilFirstPage() {
        return untilFirstPage;
    }

    long portal() {
        return childRunning("/portal.jar");
    }

    long sandbox() {
        return childRunning("/sandbox/sandbox.jar");
    }

    /** The first of PostgreSQL's processes, of which the others are children. */
    long postgres() {
        try (var lines = Files.lines(data.resolve("postgres/cluster/postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElse("").strip());
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL is not running", e);
        }
    }

    private long childRunning(String word) {
        return Cpu.childrenOf(process.pid()).stream()
                .filter(pid -> Cpu.commandLine(pid).contains(word))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(word + " is not running any more"));
    }

    /** Tells the portal's virtual machine something; what it answers. */
    String jcmd(String... order) throws IOException {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        line.add(Long.toString(portal()));
        line.addAll(List.of(order));
        var jcmd = new ProcessBuilder(line).redirectErrorStream(true).start();
        return new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** What the portal's log calls errors. */
    List<String> errors() throws IOException {
        return log().stream().filter(line -> line.contains("ERROR")).toList();
    }

    /** The portal's log so far. */
    List<String> log() throws IOException {
        var file = data.resolve("logs/portal.log");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** Waits until the second portal, which learns for the next start, has ended. */
    void awaitTraining() throws IOException {
        var end = System.nanoTime() + LONGEST_TRAINING.toNanos();
        while (!hasCache()) {
            if (System.nanoTime() > end) {
                throw new IOException("no class cache was made in " + LONGEST_TRAINING.toMinutes() + " min");
            }
            Town.pause(200);
        }
    }

    /** Stops all three, in order, and waits for it. */
    @Override
    public void close() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(ending);
        } catch (IllegalStateException alreadyEnding) {
            // The hook is what runs.
        }
    }

    private void stop() {
        end(process);
    }

    private static void end(Process process) {
        var descendants = new ArrayList<>(process.descendants().toList());
        process.destroy();
        try {
            process.waitFor(60, TimeUnit.SECONDS);
            for (var left : descendants) {
                if (left.isAlive()) {
                    left.destroy();
                    left.onExit()
                            .orTimeout(20, TimeUnit.SECONDS)
                            .exceptionally(late -> {
                                left.destroyForcibly();
                                return left;
                            })
                            .join();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Deletes a data directory; a database that has just been told to end may still be writing there. */
    static void delete(Path data) throws IOException {
        for (int tries = 1; !isDeleted(data); tries++) {
            if (tries == MOST_TRIES) {
                throw new IOException("cannot be deleted: " + data);
            }
            Town.pause(BETWEEN_TRIES_MILLIS);
        }
    }

    private static boolean isDeleted(Path data) {
        try (Stream<Path> all = Files.walk(data)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
            return true;
        } catch (IOException | UncheckedIOException stillInUse) {
            return !Files.exists(data);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
