package vn.mocua.portal.password;

import java.time.Duration;

/** More people are signing in than the machine can hash passwords for: 503 with {@code Retry-After}. */
public final class HashingBusy extends RuntimeException {

    private final Duration retryAfter;

    HashingBusy(Duration retryAfter) {
        super("the queue for password hashing is full");
        this.retryAfter = retryAfter;
    }

    /** In whole seconds, at least one. */
    public Duration retryAfter() {
        return retryAfter;
    }
}
