package vn.mocua.portal.outside;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.util.unit.DataSize;

/** The real door with the times of a test. */
public final class OutsideForTests {

    private OutsideForTests() {}

    /** Questions end after two seconds; ten at once; the breaker judges the last ten. */
    public static Outside outside() {
        return outside(new SimpleMeterRegistry(), Clock.systemUTC(), Duration.ofSeconds(2), 10);
    }

    public static Outside outside(MeterRegistry meters, Clock clock, Duration deadline, int atOnce) {
        var limits = new OutsideSettings.Limits(
                Duration.ofMillis(500),
                deadline,
                Duration.ofMillis(50),
                atOnce,
                10,
                50,
                Duration.ofSeconds(30),
                DataSize.ofKilobytes(64));
        return new Outside(new OutsideSettings(limits, Map.of()), meters, clock);
    }

    public static OutsideHttp http(Outside outside, Clock clock) {
        return new OutsideHttp(outside, clock);
    }
}
