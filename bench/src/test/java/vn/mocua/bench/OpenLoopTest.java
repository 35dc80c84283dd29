package vn.mocua.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    @Test
    void whoeverWaitsForOthersIsCountedWithTheWait() {
        // One server who takes 20 ms, and a visitor every 10: the last of twenty waits for all before.
        var server = new Object();
        var outcome = OpenLoop.start(Arrivals.evenly(100, Duration.ofMillis(200)), 64, () -> {
                    synchronized (server) {
                        Town.pause(20);
                    }
                })
                .await();

        assertThat(outcome.due()).isEqualTo(20);
        assertThat(outcome.isWhole()).isTrue();
        assertThat(outcome.millis().size()).isEqualTo(20);
        assertThat(outcome.millis().most()).isGreaterThan(200);
        assertThat(outcome.millis().median()).isGreaterThan(80);
    }

    @Test
    void whoComesWhileTooManyAreUnderWayIsCountedAndNotForgotten() {
        var outcome = OpenLoop.start(Arrivals.evenly(1_000, Duration.ofMillis(50)), 2, () -> Town.pause(200))
                .await();

        assertThat(outcome.due()).isEqualTo(50);
        assertThat(outcome.notBegun()).isEqualTo(48);
        assertThat(outcome.isWhole()).isFalse();
    }

    @Test
    void failuresAreToldInWords() {
        var first = new AtomicBoolean(true);
        var outcome = OpenLoop.start(Arrivals.evenly(100, Duration.ofMillis(30)), 8, () -> {
                    if (first.getAndSet(false)) {
                        throw new IOException("no answer");
                    }
                })
                .await();

        assertThat(outcome.failures()).containsExactly("no answer");
        assertThat(outcome.millis().size()).isEqualTo(2);
    }
}
