package vn.mocua.sandbox.fault;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A way to fail. */
public enum Fault {
    NONE,
    /** Connections are closed as soon as they are made. */
    DOWN,
    /** Every answer takes {@link #SLOWNESS}. */
    SLOW,
    /** The answers are nonsense on the right wire. */
    GARBAGE,
    /** The connection is cut in the middle of the answer. */
    CUT;

    public static final Duration SLOWNESS = Duration.ofSeconds(8);

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Fault> of(String key) {
        return Arrays.stream(values()).filter(fault -> fault.key().equals(key)).findFirst();
    }
}
