package vn.mocua.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for what comes by itself, for as long as a busy machine may take. */
public final class Waits {

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private Waits() {}

    public static void until(Callable<Boolean> condition) throws Exception {
        var end = System.nanoTime() + LONGEST.toNanos();
        while (!condition.call() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        assertThat(condition.call()).isTrue();
    }
}
