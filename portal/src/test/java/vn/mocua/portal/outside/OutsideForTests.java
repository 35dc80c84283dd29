package vn.mocua.portal.outside;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** The real door with the times of a test. */
public final class OutsideForTests {

    private OutsideForTests() {}

    /** Questions end after three seconds, for a machine may stall for one or two; ten at once; the breaker judges the last ten. */
    public static Outside outside() {
        return outside(new SimpleMeterRegistry(), Clock.systemUTC(), Duration.ofSeconds(3), 10);
    }

    /** To reach the other side, its TLS included, takes what the deadline leaves: on a busy machine that can be long. */
    public static Outside outside(MeterRegistry meters, Clock clock, Duration deadline, int atOnce) {
        return new Outside(settings(deadline, atOnce, null, null), meters, clock);
    }

    private static OutsideSettings settings(
            Duration deadline, int atOnce, @Nullable Path trust, OutsideSettings.@Nullable Identity identity) {
        var limits = new OutsideSettings.Limits(
                deadline,
                deadline,
                Duration.ofMillis(50),
                atOnce,
                10,
                50,
                Duration.ofSeconds(30),
                DataSize.ofKilobytes(64),
                trust,
                identity);
        return new OutsideSettings(limits, Map.of());
    }

    public static OutsideHttp http(Outside outside, Clock clock) {
        return new OutsideHttp(outside, trust(null), clock);
    }

    /** One for systems for which the certificates in a file vouch. */
    public static OutsideHttp http(Outside outside, Path trust, Clock clock) {
        return new OutsideHttp(outside, trust(trust), clock);
    }

    /** Who vouches for every system: the certificates in a file, or null for those that Java trusts. */
    public static OutsideTrust trust(@Nullable Path file) {
        return trust(file, null, null, Clock.systemUTC());
    }

    /** The same, and who we are to every system: a file and what opens it. */
    public static OutsideTrust trust(
            @Nullable Path file, @Nullable Path identity, @Nullable Path passwordFile, Clock clock) {
        var own = identity == null ? null : new OutsideSettings.Identity(identity, null, passwordFile);
        return new OutsideTrust(settings(Duration.ofSeconds(2), 10, file, own), clock);
    }

    public static OutsideHttp http(Outside outside, OutsideTrust trust, Clock clock) {
        return new OutsideHttp(outside, trust, clock);
    }
}
