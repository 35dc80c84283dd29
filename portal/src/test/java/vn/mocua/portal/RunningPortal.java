package vn.mocua.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.sandbox.Sandbox;
import vn.mocua.sandbox.mss.Network;

/**
 * The portal as a whole, reached over HTTP, with the sandbox for the world outside: one for all tests of a run. Tests
 * take their own people, so that they do not meet.
 */
public final class RunningPortal implements AutoCloseable {

    /** How long refusals take at least. */
    static final Duration REFUSAL_TIME = Duration.ofMillis(50);

    /** All tests of the shared portal come from one address. */
    private static final Map<String, String> CROWD_BEHIND_ONE_ADDRESS = Map.of(
            "mocua.limits.journeys-per-network", "100000/1h",
            "mocua.limits.captcha-failures-per-network", "100000/1h",
            "mocua.limits.match-failures-per-network", "100000/1d",
            "mocua.limits.sms-per-network", "100000/1h",
            "mocua.limits.sms-per-operator-range", "100000/1h",
            "mocua.limits.sim-prompts-per-network", "100000/1h",
            "mocua.limits.otp-failures-per-network", "100000/1d",
            "mocua.limits.sign-in-failures-per-network", "100000/1h",
            "mocua.limits.signing-challenges-per-network", "100000/1h");

    private static final class Shared {
        private static final RunningPortal PORTAL = new RunningPortal("running_portal", CROWD_BEHIND_ONE_ADDRESS);
    }

    private static final class Usual {
        private static final RunningPortal PORTAL =
                new RunningPortal("usual_portal", Map.of("mocua.trusted-proxies", "127.0.0.1"));
    }

    private static final class OutsideWorld {
        private static final Path DATA = folder();
        private static final Sandbox SANDBOX = sandbox();

        private static Sandbox sandbox() {
            try {
                return Sandbox.start(DATA.resolve("sandbox"), 0, null);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private final Sandbox sandbox = OutsideWorld.SANDBOX;
    private final TestDatabase.Separate database;
    private final Path data = folder();
    private final ShiftedClock clock = new ShiftedClock();
    private final Map<String, String> settings;
    private final URI url;
    private final ConfigurableApplicationContext context;
    private final AtomicInteger networks = new AtomicInteger();

    private RunningPortal(String databaseName, Map<String, String> settings) {
        this.settings = settings;
        database = TestDatabase.separate(databaseName);
        url = URI.create("http://localhost:" + freePort());
        sandbox.alsoPortalAt(url);
        context = start(clock, Map.of(), fresh -> {});
    }

    public static RunningPortal shared() {
        return Shared.PORTAL;
    }

    /**
     * One more for all tests of a run, with the limits as they usually are, behind a proxy on this machine: its visitors
     * come from networks of their own. Its clock only ever goes forward.
     */
    public static RunningPortal usual() {
        return Usual.PORTAL;
    }

    /**
     * A portal with a database of its own, the limits as they usually are, and the same world outside; the caller
     * closes it.
     */
    public static RunningPortal own(String databaseName, Map<String, String> settings) {
        return new RunningPortal(databaseName, settings);
    }

    /** Another node on the same database, keyring and public address; the caller closes it. */
    public Node anotherNode() {
        return anotherNode(Map.of(), fresh -> {});
    }

    /** Another node that differs in some settings or beans. */
    public Node anotherNode(Map<String, String> more, ApplicationContextInitializer<GenericApplicationContext> beans) {
        var port = freePort();
        var different = new LinkedHashMap<>(more);
        different.put("server.port", Integer.toString(port));
        return new Node(URI.create("http://localhost:" + port), start(new ShiftedClock(), different, beans));
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

    /** Somebody from a network from which nobody came before, as the proxy says. */
    public Visitor visitorFromElsewhere() {
        var network = networks.getAndIncrement();
        return visitorFrom("100.%d.%d.7".formatted(64 + network / 256, network % 256));
    }

    public Visitor visitorFrom(String address) {
        return visitor().sending("X-Forwarded-For", address);
    }

    /** How many rows a table holds that meet a condition. */
    public int rows(String tableAndCondition) {
        return JdbcClient.create(database.asOwner())
                .sql("select count(*) from " + tableAndCondition)
                .query(Integer.class)
                .single();
    }

    @Override
    public void close() {
        context.close();
    }

    /** What the portal is told when it starts; a test takes away what it wants to be missing. */
    Map<String, String> startingSettings() {
        var all = new LinkedHashMap<>(Map.of(
                "server.port",
                Integer.toString(url.getPort()),
                "server.address",
                "127.0.0.1",
                "mocua.public-url",
                url.toString(),
                "mocua.keyring",
                keyring().toString(),
                "database.url",
                database.url(),
                "database.migration-url",
                database.ownerUrl(),
                "mocua.password.argon2.memory",
                "64",
                "mocua.password.argon2.iterations",
                "1",
                "mocua.journey.refusal-time",
                REFUSAL_TIME.toMillis() + "ms",
                "spring.config.additional-location",
                "file:" + sandbox.portalProperties()));
        // As often as may be: who types a PIN here is no person.
        for (var network : Network.values()) {
            all.put("mocua.signing.sim.providers." + network.key() + ".poll-every", "1s");
        }
        all.putAll(settings);
        return all;
    }

    private ConfigurableApplicationContext start(
            Clock time, Map<String, String> more, ApplicationContextInitializer<GenericApplicationContext> beans) {
        var all = startingSettings();
        all.putAll(more);
        return new SpringApplicationBuilder(Portal.class)
                .registerShutdownHook(false)
                .initializers(fresh -> ((GenericApplicationContext) fresh)
                        .registerBean("testClock", Clock.class, () -> time, bean -> bean.setPrimary(true)))
                .initializers(fresh -> beans.initialize((GenericApplicationContext) fresh))
                .run(all.entrySet().stream()
                        .map(each -> "--" + each.getKey() + "=" + each.getValue())
                        .toArray(String[]::new));
    }

    private Path keyring() {
        try {
            var file = data.resolve("keyring.json");
            if (!Files.exists(file)) {
                TestKeyring.create(file);
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("mocua-portal-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
