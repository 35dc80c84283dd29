package vn.mocua.portal;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** For what happens soon, but not at once. */
public final class Waiting {

    private Waiting() {}

    public static <T> T until(Duration atMost, Supplier<Optional<T>> happened) {
        var end = System.nanoTime() + atMost.toNanos();
        while (true) {
            var found = happened.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("did not happen within " + atMost);
            }
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
