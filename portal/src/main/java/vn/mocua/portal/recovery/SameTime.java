package vn.mocua.portal.recovery;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Answers that take alike, whatever had to be done for them, so that their time tells nothing (threat T33). */
@Component
class SameTime {

    private final Duration time;

    SameTime(@Value("${mocua.journey.refusal-time:700ms}") Duration time) {
        this.time = time;
    }

    <T> T of(Supplier<T> doing) {
        var begun = System.nanoTime();
        try {
            return doing.get();
        } finally {
            waitUntil(begun);
        }
    }

    private void waitUntil(long begun) {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, time.toNanos() - (System.nanoTime() - begun))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
