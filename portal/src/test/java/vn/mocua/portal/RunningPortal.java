package vn.mocua.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import vn.mocua.sandbox.Sandbox;

/**
 * The portal as a whole, reached over HTTP, with the sandbox for the world outside: one for all tests of a run. Tests
 * take their own people, so that they do not meet.
 */
public final class RunningPortal {

    private static final RunningPortal SHARED = new RunningPortal();

    private final Sandbox sandbox;
    private final TestDatabase.Separate database = TestDatabase.separate("running_portal");
    private final Path data;
    private final ShiftedClock clock = new ShiftedClock();
    private final URI url;
    private final ConfigurableApplicationContext context;

    private RunningPortal() {
        try {
            data = Files.createTempDirectory("mocua-portal-test");
            sandbox = Sandbox.start(data.resolve("sandbox"), 0, null);
            url = URI.create("http://localhost:" + freePort());
            context = start(url, clock, Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static RunningPortal shared() {
        return SHARED;
    }

    /** Another node on the same database, keyring and public address; the caller closes it. */
    public Node anotherNode() {
        try {
            var port = freePort();
            var node = start(url, new ShiftedClock(), Map.of("server.port", Integer.toString(port)));
            return new Node(URI.create("http://localhost:" + port), node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public record Node(URI url, ConfigurableApplicationContext context) implements AutoCloseable {
        @Override
        public void close() {
            context.close();
        }
    }

    public URI url() {
        return url;
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    public ShiftedClock clock() {
        return clock;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    /** What the portal wrote. */
    public TestDatabase.Separate database() {
        return database;
    }

    public Visitor visitor() {
        return new Visitor(url);
    }

    private ConfigurableApplicationContext start(URI publicUrl, Clock time, Map<String, String> more)
            throws IOException {
        var arguments = new ArrayList<>(List.of(
                "--server.port=" + publicUrl.getPort(),
                "--server.address=127.0.0.1",
                "--mocua.public-url=" + publicUrl,
                "--mocua.keyring=" + keyring(),
                "--database.url=" + database.url(),
                "--database.migration-url=" + database.ownerUrl(),
                "--mocua.password.argon2.memory=64",
                "--mocua.password.argon2.iterations=1",
                "--mocua.journey.refusal-time=50ms",
                // All tests come from one address.
                "--mocua.limits.journeys-per-network=100000/1h",
                "--mocua.limits.captcha-failures-per-network=100000/1h",
                "--mocua.limits.match-failures-per-network=100000/1d",
                "--mocua.limits.sms-per-network=100000/1h",
                "--mocua.limits.sms-per-operator-range=100000/1h",
                "--mocua.limits.otp-failures-per-network=100000/1d",
                "--mocua.limits.sign-in-failures-per-network=100000/1h",
                "--spring.config.additional-location=file:" + sandbox.portalProperties()));
        more.forEach((name, value) -> arguments.add("--" + name + "=" + value));
        return new SpringApplicationBuilder(Portal.class)
                .initializers(fresh -> ((GenericApplicationContext) fresh)
                        .registerBean("testClock", Clock.class, () -> time, bean -> bean.setPrimary(true)))
                .run(arguments.toArray(String[]::new));
    }

    private Path keyring() throws IOException {
        var file = data.resolve("keyring.json");
        if (!Files.exists(file)) {
            TestKeyring.create(file);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        return file;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
