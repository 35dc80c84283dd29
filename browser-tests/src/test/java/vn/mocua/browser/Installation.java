package vn.mocua.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A portal of one or more nodes with the sandbox for the world outside, as processes: the jars as shipped, started with
 * the options that {@code ./mocua run} gives them, on ports that are free.
 */
final class Installation implements AutoCloseable {

    private static final Path WORKER = Programs.REPOSITORY.resolve("evidence-worker/target/evidence-worker-0.1.0.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Everybody in these tests comes from one address, and hashes would take most of the time. */
    private static final Map<String, String> FOR_TESTS = Map.of(
            "mocua.password.argon2.memory", "64",
            "mocua.password.argon2.iterations", "1",
            "mocua.limits.journeys-per-network", "1000000/1h",
            "mocua.limits.captcha-failures-per-network", "1000000/1h",
            "mocua.limits.match-failures-per-network", "100000/1d",
            "mocua.limits.sms-per-network", "1000000/1h",
            "mocua.limits.otp-failures-per-network", "1000000/1d",
            "mocua.limits.sign-in-failures-per-network", "1000000/1h",
            "mocua.limits.signing-challenges-per-network", "1000000/1h",
            "mocua.outside.systems.operator.deadline", "3s");

    private static final class Shared {
        static final Installation HERE = new Installation("shared", 1, Map.of());
    }

    private final String name;
    private final Path data;
    private final URI url;
    private final Map<String, String> settings;
    private final Sandbox sandbox;
    private final Program sandboxProgram;
    private final List<Node> nodes = new ArrayList<>();

    /** The one for all tests that break nothing; they take their own people, so that they do not meet. */
    static Installation shared() {
        return Shared.HERE;
    }

    /** One that may be broken; the caller closes it. */
    static Installation of(String name, int nodes, Map<String, String> settings) {
        return new Installation(name, nodes, settings);
    }

    private Installation(String name, int nodes, Map<String, String> more) {
        this.name = name;
        try {
            data = Programs.TARGET.resolve("installations").resolve(name);
            Programs.delete(data);
            Files.createDirectories(data);
            for (var log : new String[] {"sandbox", "node-0", "node-1"}) {
                Files.deleteIfExists(Programs.LOGS.resolve(name + "-" + log + ".log"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        settings = new LinkedHashMap<>(FOR_TESTS);
        settings.putAll(more);
        var ports = freePorts(nodes + 1);
        url = URI.create("http://localhost:" + ports.get(1));
        sandbox = new Sandbox(URI.create("http://127.0.0.1:" + ports.getFirst()));
        sandboxProgram = startSandbox();
        createKeyring();
        for (int i = 0; i < nodes; i++) {
            this.nodes.add(new Node(i, ports.get(i + 1)));
        }
        this.nodes.forEach(Node::start);
        this.nodes.forEach(Node::awaitReady);
    }

    /** The public address, by which every node is called. */
    URI url() {
        return url;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Node node(int number) {
        return nodes.get(number);
    }

    Visitor visitor() {
        return node(0).visitor();
    }

    private Program startSandbox() {
        var programs = Programs.built();
        var program = Program.start(
                name + "-sandbox",
                data,
                List.of(
                        programs.java,
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        programs.sandbox.toString(),
                        "--port",
                        Integer.toString(sandbox.url().getPort()),
                        "--data",
                        data.resolve("sandbox").toString(),
                        "--portal",
                        url.toString()),
                Map.of());
        // It tells how it is reached once its authorities are made.
        program.awaitThat(
                "the sandbox is up",
                () -> sandbox.isUp() && Files.exists(data.resolve("sandbox/portal.properties")),
                PATIENCE);
        return program;
    }

    /** Where data, keys and the world outside are. */
    private List<String> world() {
        return List.of(
                "--mocua.data=" + data,
                "--mocua.keyring=" + data.resolve("keyring.json"),
                "--mocua.evidence.worker=" + WORKER,
                "--spring.config.additional-location=file:" + data.resolve("sandbox/portal.properties"));
    }

    /** What a command of the portal prints, when it has ended well. */
    String command(String... words) {
        var arguments = new ArrayList<>(List.of(words));
        arguments.addAll(world());
        var program = portal("command", arguments);
        Await.that("the command ends", PATIENCE, () -> !program.isAlive());
        if (program.exitCode() != 0) {
            throw new AssertionError(program.printed());
        }
        return program.printed();
    }

    private void createKeyring() {
        var program = portal(
                "keys", List.of("keys", "create", data.resolve("keyring.json").toString()));
        Await.that("the keyring is made", PATIENCE, () -> !program.isAlive());
        if (program.exitCode() != 0) {
            throw new AssertionError(program.printed());
        }
    }

    private Program portal(String role, List<String> arguments) {
        var programs = Programs.built();
        var command = new ArrayList<>(List.of(
                programs.java,
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Djava.awt.headless=true",
                "-jar",
                programs.portal.toString()));
        command.addAll(arguments);
        return Program.start(name + "-" + role, data, command, Map.of());
    }

    /** One process of the portal. */
    final class Node {

        private final int number;
        private final int port;
        private Program program;

        private Node(int number, int port) {
            this.number = number;
            this.port = port;
            this.program = sandboxProgram;
        }

        void start() {
            var arguments = new ArrayList<>(
                    List.of("--server.port=" + port, "--server.address=127.0.0.1", "--mocua.public-url=" + url));
            arguments.addAll(world());
            settings.forEach((key, value) -> arguments.add("--" + key + "=" + value));
            program = portal("node-" + number, arguments);
        }

        void awaitReady() {
            program.awaitThat("node " + number + " is ready", this::isReady, PATIENCE);
        }

        void restart() {
            start();
            awaitReady();
        }

        /** SIGKILL: what it had in memory is lost. */
        void kill() {
            program.kill();
        }

        void stop() {
            if (program.isAlive()) {
                program.stop();
            }
        }

        /** Somebody whose requests for the public address reach this node. */
        Visitor visitor() {
            return new Visitor(url, port);
        }

        private boolean isReady() {
            try (var http = HttpClient.newHttpClient()) {
                var request = HttpRequest.newBuilder(
                                URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                        .timeout(Duration.ofSeconds(5))
                        .build();
                return http.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        == 200;
            } catch (IOException notYet) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    /** The server process of the embedded PostgreSQL, while it runs. */
    Optional<ProcessHandle> database() {
        var file = data.resolve("postgres/cluster/postmaster.pid");
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            try (var lines = Files.lines(file)) {
                return lines.findFirst().map(String::strip).map(Long::parseLong).flatMap(ProcessHandle::of);
            }
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    Path data() {
        return data;
    }

    @Override
    public void close() {
        // The first runs the database, which the others need until they have ended.
        nodes.reversed().forEach(Node::stop);
        database().ifPresent(ProcessHandle::destroy);
        sandboxProgram.stop();
    }

    static List<Integer> freePorts(int count) {
        var sockets = new ArrayList<ServerSocket>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
            }
            var ports = sockets.stream().map(ServerSocket::getLocalPort).toList();
            for (var socket : sockets) {
                socket.close();
            }
            return ports;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
