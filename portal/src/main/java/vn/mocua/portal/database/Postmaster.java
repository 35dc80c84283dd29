package vn.mocua.portal.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The processes of one PostgreSQL server on one folder: made, started, found again after a crash, stopped.
 *
 * @param folder holds the cluster and belongs to whoever runs the server
 * @param log where the server writes what it has to say; outside the folder, for the server must not choose the file
 */
record Postmaster(Path folder, Path log, Software software, RunAs runAs) {

    static final String SUPERUSER = "postgres";

    /** What is promised to whoever is told "saved": it is on the disk, even when the power goes. */
    private static final Map<String, String> SETTINGS = new TreeMap<>(Map.ofEntries(
            Map.entry("fsync", "on"),
            Map.entry("full_page_writes", "on"),
            Map.entry("synchronous_commit", "on"),
            Map.entry("listen_addresses", "127.0.0.1"),
            Map.entry("unix_socket_directories", ""),
            Map.entry("password_encryption", "scram-sha-256"),
            Map.entry("max_connections", "80"),
            Map.entry("shared_buffers", "128MB"),
            Map.entry("max_wal_size", "512MB"),
            Map.entry("jit", "off"),
            // What the portal asks is found by keys, and planned alike whatever the key: once for each connection.
            Map.entry("plan_cache_mode", "force_generic_plan"),
            Map.entry("timezone", "UTC"),
            Map.entry("log_timezone", "UTC"),
            Map.entry("idle_in_transaction_session_timeout", "60s"),
            // A log holds no values: neither statements with their parameters nor the row that broke a constraint.
            Map.entry("log_statement", "none"),
            Map.entry("log_min_error_statement", "panic"),
            Map.entry("log_parameter_max_length_on_error", "0"),
            Map.entry("log_error_verbosity", "terse"),
            Map.entry("log_checkpoints", "off")));

    private static final long LOG_BYTES = 10_000_000;

    Path cluster() {
        return folder.resolve("cluster");
    }

    boolean isMade() {
        return Files.exists(cluster().resolve("PG_VERSION"));
    }

    /** Makes the cluster: Unicode by the server's own tables, whatever locales the machine has. */
    void make(String superuserPassword) throws IOException {
        var unfinished = folder.resolve("cluster.unfinished");
        Software.delete(unfinished);
        var password = folder.resolve("password");
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(password, superuserPassword + "\n");
            runAs.own(password);
            run(
                    List.of(
                            software.program("initdb"),
                            "--pgdata=" + unfinished,
                            "--username=" + SUPERUSER,
                            "--auth=scram-sha-256",
                            "--pwfile=" + password,
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-instructions"),
                    Duration.ofMinutes(2));
        } finally {
            Files.deleteIfExists(password);
        }
        Files.move(unfinished, cluster(), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Starts the server and waits until it takes connections; after a crash that includes replaying what was promised. */
    ProcessHandle start(int port) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_BYTES) {
            Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        var process = runAs.command(folder, words(port))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        process.getOutputStream().close();
        var patience = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (!isReady(process.pid())) {
            if (!process.isAlive()) {
                throw new IOException("PostgreSQL did not start; its last words: " + lastWords());
            }
            if (System.nanoTime() > patience) {
                stop();
                throw new IOException("PostgreSQL did not get ready in five minutes; its last words: " + lastWords());
            }
            pause(20);
        }
        return process.toHandle();
    }

    /** Stops the server in order: clients are sent away, nothing is lost; safe to call when it is not running. */
    void stop() throws IOException {
        if (running().isEmpty()) {
            return;
        }
        try {
            run(pgCtl("fast"), Duration.ofSeconds(40));
        } catch (IOException slow) {
            // What was committed is in the log and is replayed at the next start.
            run(pgCtl("immediate"), Duration.ofSeconds(40));
        }
    }

    private List<String> pgCtl(String mode) {
        return List.of(
                software.program("pg_ctl"),
                "stop",
                "--pgdata=" + cluster(),
                "--mode=" + mode,
                "--wait",
                "--timeout=30");
    }

    /** The server that a portal which was killed left behind, if it still runs on this folder. */
    Optional<ProcessHandle> running() throws IOException {
        return pidFile()
                .flatMap(lines ->
                        ProcessHandle.of(Long.parseLong(lines.getFirst().strip())))
                .filter(process -> isOurs(process.pid()));
    }

    /** The port on which a running server listens, if it was started with today's settings. */
    Optional<Integer> portIfUnchanged() throws IOException {
        var options = cluster().resolve("postmaster.opts");
        var lines = pidFile();
        if (lines.isEmpty() || lines.get().size() < 4 || !Files.exists(options)) {
            return Optional.empty();
        }
        var port = Integer.parseInt(lines.get().get(3).strip());
        var words = words(port);
        var now = words.getFirst()
                + words.stream().skip(1).map(word -> " \"" + word + "\"").reduce("", String::concat);
        return Files.readString(options).strip().equals(now) ? Optional.of(port) : Optional.empty();
    }

    /**
     * Clears what a crash left: waits for orphaned helpers to see that their master is gone, and takes away a pid file
     * whose process is dead, waits to be reaped, or is by now somebody else's.
     */
    void clearRemains() throws IOException {
        if (running().isPresent()) {
            return;
        }
        var patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (processesInCluster().findAny().isPresent()) {
            if (System.nanoTime() > patience) {
                processesInCluster().forEach(ProcessHandle::destroyForcibly);
            }
            pause(20);
        }
        Files.deleteIfExists(cluster().resolve("postmaster.pid"));
    }

    private List<String> words(int port) {
        var words = new ArrayList<>(
                List.of(software.program("postgres"), "-D", cluster().toString()));
        words.addAll(List.of("-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> words.addAll(List.of("-c", name + "=" + value)));
        return words;
    }

    private boolean isReady(long pid) throws IOException {
        var lines = pidFile().orElse(List.of());
        return lines.size() >= 8
                && Long.parseLong(lines.getFirst().strip()) == pid
                && lines.get(7).strip().equals("ready");
    }

    private Optional<List<String>> pidFile() throws IOException {
        var file = cluster().resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var lines = Files.readAllLines(file);
        return lines.isEmpty() || !lines.getFirst().strip().matches("[0-9]+") ? Optional.empty() : Optional.of(lines);
    }

    /** A process stands in the cluster's folder as long as it lives; a zombie stands nowhere. */
    private boolean isOurs(long pid) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .equals(cluster().toRealPath());
        } catch (IOException gone) {
            return false;
        }
    }

    private Stream<ProcessHandle> processesInCluster() {
        return ProcessHandle.allProcesses().filter(process -> isOurs(process.pid()));
    }

    private void run(List<String> words, Duration patience) throws IOException {
        var output = Files.createTempFile("postgres", ".out");
        try {
            var process = runAs.command(folder, words)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException(Path.of(words.getFirst()).getFileName() + " did not end in time");
            }
            if (process.exitValue() != 0) {
                throw new IOException(Path.of(words.getFirst()).getFileName() + " failed: "
                        + Files.readString(output).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(output);
        }
    }

    private String lastWords() throws IOException {
        var lines = Files.readAllLines(log);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException("interrupted", e));
        }
    }
}
