package vn.mocua.sandbox.fault;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** The faults that are on; each ends by itself. */
public final class Faults {

    /** The longest that a fault may be ordered for. */
    public static final Duration LONGEST = Duration.ofHours(1);

    /** A fault that is on, and when it ends. */
    public record On(Fault fault, Instant until) {}

    private final Clock clock;
    private final Map<Outside, On> on = new ConcurrentHashMap<>();
    private final List<BiConsumer<Outside, Fault>> listeners = new CopyOnWriteArrayList<>();

    public Faults(Clock clock) {
        this.clock = clock;
    }

    /** Switches a fault on for a while, or off with {@link Fault#NONE}; refuses one that does not befall the system. */
    public void set(Outside system, Fault fault, Duration lasting) {
        if (!fault.befalls(system)) {
            throw new IllegalArgumentException(system.key() + " has no fault " + fault.key());
        }
        if (fault == Fault.NONE) {
            on.remove(system);
        } else {
            on.put(system, new On(fault, clock.instant().plus(lasting)));
        }
        listeners.forEach(listener -> listener.accept(system, fault));
    }

    public Fault of(Outside system) {
        var now = on.get(system);
        return now == null || !now.until().isAfter(clock.instant()) ? Fault.NONE : now.fault();
    }

    /** All that are on now. */
    public Map<Outside, On> all() {
        var now = clock.instant();
        var all = new EnumMap<Outside, On>(Outside.class);
        on.forEach((system, fault) -> {
            if (fault.until().isAfter(now)) {
                all.put(system, fault);
            }
        });
        return all;
    }

    /** Tells when a fault is switched, so that open connections can feel it. */
    public void listen(BiConsumer<Outside, Fault> listener) {
        listeners.add(listener);
    }
}
