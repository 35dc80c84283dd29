package vn.mocua.portal.signing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Of many who ask the same at the same time one goes out, and all get what it brings. */
final class SingleFlight<K, V> {

    private final ConcurrentMap<K, FutureTask<V>> flights = new ConcurrentHashMap<>();

    V get(K key, Supplier<V> ask) {
        var mine = new FutureTask<V>(ask::get);
        var running = flights.putIfAbsent(key, mine);
        if (running == null) {
            running = mine;
            try {
                mine.run();
            } finally {
                flights.remove(key, mine);
            }
        }
        try {
            return running.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
