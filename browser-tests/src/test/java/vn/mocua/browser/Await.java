package vn.mocua.browser;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what will be true soon. */
final class Await {

    private Await() {}

    static void that(String what, Duration patience, BooleanSupplier condition) {
        until(what, patience, () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    static <T> T until(String what, Duration patience, Supplier<Optional<T>> look) {
        var end = System.nanoTime() + patience.toNanos();
        while (true) {
            var found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("within " + patience.toSeconds() + " s not: " + what);
            }
            try {
                Thread.sleep(25);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
