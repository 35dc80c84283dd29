package vn.mocua.portal.messaging;

import java.time.Instant;

/** How much a message matters against how much a second copy of it would hurt. */
public sealed interface Delivery {

    /** For codes: sent at most once and only before it expires; a lost one is remedied by asking for another. */
    static Delivery onceBefore(Instant expiry) {
        return new Once(expiry);
    }

    /** For notices: sent at least once, tried ever more rarely, given up after {@code mocua.outbox.give-up-after}. */
    static Surely surely() {
        return new Surely(false);
    }

    record Once(Instant expiry) implements Delivery {}

    /** @param daytime whether it can wait until nobody is woken by it */
    record Surely(boolean daytime) implements Delivery {

        /** For what is not urgent: not within {@code mocua.outbox.quiet-hours}. */
        public Surely inDaytime() {
            return new Surely(true);
        }
    }
}
