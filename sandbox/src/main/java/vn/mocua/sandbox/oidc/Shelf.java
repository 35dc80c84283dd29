package vn.mocua.sandbox.oidc;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Things that are kept under an unguessable name until they end; the oldest make room. */
final class Shelf<T> {

    private static final int MOST = 20_000;

    private final Clock clock;
    private final Function<T, Instant> end;
    private final Map<String, T> things = new LinkedHashMap<>();

    Shelf(Clock clock, Function<T, Instant> end) {
        this.clock = clock;
        this.end = end;
    }

    synchronized void put(String name, T thing) {
        var now = clock.instant();
        var oldest = things.values().iterator();
        while (oldest.hasNext()) {
            boolean over = !end.apply(oldest.next()).isAfter(now);
            if (!over && things.size() < MOST) {
                break;
            }
            oldest.remove();
        }
        things.put(name, thing);
    }

    synchronized Optional<T> find(String name) {
        return Optional.ofNullable(things.get(name))
                .filter(thing -> end.apply(thing).isAfter(clock.instant()));
    }

    synchronized Optional<T> take(String name) {
        var found = find(name);
        things.remove(name);
        return found;
    }
}
