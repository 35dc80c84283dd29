package vn.mocua.portal.journey;

import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Answers that take alike, whatever had to be done for them, so that their time tells nothing (threats T27, T33). */
@Component
public class SameTime {

    private final Duration time;

    SameTime(@Value("${mocua.journey.refusal-time:700ms}") Duration time) {
        this.time = time;
    }

    public <T> T of(Supplier<T> doing) {
        var begun = System.nanoTime();
        try {
            return doing.get();
        } finally {
            sinceThen(begun);
        }
    }

    /**
     * Waits until the time is over that an answer takes.
     *
     * @param begun as {@link System#nanoTime} had it
     */
    public void sinceThen(long begun) {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, time.toNanos() - (System.nanoTime() - begun))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
