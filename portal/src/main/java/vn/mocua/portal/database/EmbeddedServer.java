package vn.mocua.portal.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;

/**
 * The portal's own PostgreSQL in a data directory.
 *
 * <p>Whoever holds the directory's lock runs the server; others who come (a command, a second portal) are led to it by
 * the address that it leaves in the directory. A server that outlived its portal is taken over.
 */
final class EmbeddedServer {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedServer.class);
    private static final Map<Path, EmbeddedServer> OPEN = new ConcurrentHashMap<>();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DATABASE = "mocua";
    private static final String OWNER = "mocua_owner";
    private static final String RUN_TIME = "mocua_app";

    private final Path data;
    private final Properties secrets;
    private final int port;
    private final @Nullable Postmaster postmaster;
    private final @Nullable FileChannel lock;
    private volatile boolean closing;

    private EmbeddedServer(
            Path data, Properties secrets, int port, @Nullable Postmaster postmaster, @Nullable FileChannel lock) {
        this.data = data;
        this.secrets = secrets;
        this.port = port;
        this.postmaster = postmaster;
        this.lock = lock;
    }

    /**
     * The server of a directory, started if need be; it stops when this process ends, after everything that uses it.
     *
     * @param serving whether a portal asks, which stays, or a command, which soon ends
     */
    static EmbeddedServer in(Path directory, boolean serving) {
        try {
            Files.createDirectories(directory);
            return OPEN.computeIfAbsent(directory.toRealPath(), data -> {
                try {
                    var server = open(data, serving);
                    // After the contexts are closed: a JVM hook of its own would race them.
                    SpringApplication.getShutdownHandlers().add(server::close);
                    return server;
                } catch (IOException e) {
                    throw new UncheckedIOException(e.getMessage(), e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the data directory " + directory + " cannot be used", e);
        }
    }

    Address runTime() {
        return address(RUN_TIME);
    }

    Address owner() {
        return address(OWNER);
    }

    private Address address(String role) {
        return new Address(
                "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE, role, secrets.getProperty(role + ".password"));
    }

    private static EmbeddedServer open(Path data, boolean serving) throws IOException {
        var patience = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var lock = tryLock(data);
            if (lock.isPresent()) {
                try {
                    return start(data, lock.get(), serving);
                } catch (IOException | RuntimeException e) {
                    lock.get().close();
                    throw e;
                }
            }
            var found = attach(data, serving);
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > patience) {
                throw new IOException("another program holds " + data + " and its database does not answer");
            }
            Postmaster.pause(100);
        }
    }

    private static EmbeddedServer start(Path data, FileChannel lock, boolean serving) throws IOException {
        var folder = data.resolve("postgres");
        if (!Files.isDirectory(folder)) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        var log = data.resolve("postgres.log");
        if (!Files.exists(log)) {
            Files.createFile(log, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        var runAs = RunAs.whoOwns(folder);
        runAs.own(folder);
        var postmaster = new Postmaster(folder, log, Software.unpackedIn(data.resolve("software")), runAs);

        var secrets = read(data.resolve("postgres.secrets"));
        if (secrets.isEmpty()) {
            if (postmaster.isMade()) {
                throw new IOException("the passwords of the database in " + data + " are gone: postgres.secrets");
            }
            for (var role : new String[] {Postmaster.SUPERUSER, OWNER, RUN_TIME}) {
                secrets.setProperty(role + ".password", password());
            }
            write(data.resolve("postgres.secrets"), secrets);
        }
        if (!postmaster.isMade()) {
            postmaster.make(secrets.getProperty("postgres.password"));
        }

        var port = run(postmaster, Integer.parseInt(secrets.getProperty("port", "0")));
        var server = new EmbeddedServer(data, secrets, port, postmaster, lock);
        if (port != Integer.parseInt(secrets.getProperty("port", "0")) || secrets.getProperty("prepared") == null) {
            server.prepare();
            secrets.setProperty("port", Integer.toString(port));
            secrets.setProperty("prepared", "yes");
            write(data.resolve("postgres.secrets"), secrets);
        }
        var address = new Properties();
        address.putAll(secrets);
        address.remove("postgres.password");
        address.setProperty("port", Integer.toString(port));
        address.setProperty("serving", Boolean.toString(serving));
        write(data.resolve("database.address"), address);
        server.watch();
        return server;
    }

    /** Takes over a server that was left running, or starts one, on its former port when that is free. */
    private static int run(Postmaster postmaster, int formerPort) throws IOException {
        if (postmaster.running().isPresent()) {
            var port = postmaster.portIfUnchanged();
            if (port.isPresent() && port.get() == formerPort) {
                LOG.info("found the database still running on port {}", formerPort);
                return formerPort;
            }
            postmaster.stop();
        }
        postmaster.clearRemains();
        var port = formerPort != 0 && isFree(formerPort) ? formerPort : freePort();
        for (var tries = 3; ; tries--) {
            try {
                postmaster.start(port);
                LOG.info("the database runs on port {}", port);
                return port;
            } catch (IOException e) {
                // Somebody may have taken the port in between.
                if (tries == 1 || isFree(port)) {
                    throw e;
                }
                port = freePort();
            }
        }
    }

    /** Roles and database; may be repeated. */
    private void prepare() throws IOException {
        var superuser = new Address(
                "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
                Postmaster.SUPERUSER,
                secrets.getProperty("postgres.password"));
        try (var connection = DriverManager.getConnection(superuser.url(), superuser.role(), superuser.password());
                var statement = connection.createStatement()) {
            for (var role : new String[] {OWNER, RUN_TIME}) {
                try (var found = statement.executeQuery("select from pg_roles where rolname = '" + role + "'")) {
                    if (found.next()) {
                        continue;
                    }
                }
                // The password is ours: letters, digits, hyphen and underscore.
                statement.execute(
                        "create role " + role + " login password '" + secrets.getProperty(role + ".password") + "'");
            }
            try (var found = statement.executeQuery("select from pg_database where datname = '" + DATABASE + "'")) {
                if (!found.next()) {
                    statement.execute("create database " + DATABASE + " owner " + OWNER);
                }
            }
            statement.execute("revoke all on database " + DATABASE + " from public");
            statement.execute("grant connect on database " + DATABASE + " to " + RUN_TIME);
            statement.execute("revoke all on database postgres from public");
        } catch (SQLException e) {
            throw new IOException("the database could not be prepared: " + e.getMessage(), e);
        }
    }

    /** Starts the server again should it ever die while it is needed. */
    private void watch() {
        var server = postmaster;
        if (server == null) {
            return;
        }
        Thread.ofPlatform().daemon().name("database-watch").start(() -> {
            while (!closing) {
                try {
                    var process = server.running();
                    if (process.isPresent()) {
                        process.get().onExit().join();
                    } else {
                        startAgain(server);
                    }
                } catch (IOException | RuntimeException e) {
                    LOG.error("the database could not be started again: {}", e.getMessage());
                    Postmaster.pause(1_000);
                }
            }
        });
    }

    private synchronized void startAgain(Postmaster server) throws IOException {
        if (closing) {
            return;
        }
        if (!server.isMade()) {
            LOG.error("the data directory {} is gone", data);
            closing = true;
            return;
        }
        LOG.warn("the database has ended unasked; starting it again");
        server.clearRemains();
        server.start(port);
    }

    /** Stops the server if this process runs it; a second call does nothing. */
    void close() {
        closing = true;
        stop();
    }

    private synchronized void stop() {
        OPEN.remove(data, this);
        if (postmaster == null || lock == null || !lock.isOpen()) {
            return;
        }
        try {
            Files.deleteIfExists(data.resolve("database.address"));
            postmaster.stop();
            lock.close();
        } catch (IOException e) {
            LOG.error("the database could not be stopped: {}", e.getMessage());
        }
    }

    private static Optional<EmbeddedServer> attach(Path data, boolean serving) throws IOException {
        var address = read(data.resolve("database.address"));
        // A portal that leant on a command's server would lose it a moment later.
        if (address.isEmpty() || (serving && address.getProperty("serving").equals("false"))) {
            return Optional.empty();
        }
        var server = new EmbeddedServer(data, address, Integer.parseInt(address.getProperty("port")), null, null);
        var runTime = server.runTime();
        try (var connection = DriverManager.getConnection(
                runTime.url() + "?connectTimeout=2&socketTimeout=5", runTime.role(), runTime.password())) {
            return connection.isValid(2) ? Optional.of(server) : Optional.empty();
        } catch (SQLException notYet) {
            return Optional.empty();
        }
    }

    private static Optional<FileChannel> tryLock(Path data) throws IOException {
        var file = data.resolve("postgres.lock");
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException heldByUs) {
            LOG.debug("this process holds the lock already");
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
        return lock == null ? Optional.empty() : Optional.of(channel);
    }

    private static Properties read(Path file) throws IOException {
        var content = new Properties();
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                content.load(reader);
            }
        }
        return content;
    }

    private static void write(Path file, Properties content) throws IOException {
        var draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var writer = Files.newBufferedWriter(draft)) {
            content.store(writer, null);
        }
        try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String password() {
        var bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }
}
