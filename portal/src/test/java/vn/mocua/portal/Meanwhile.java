package vn.mocua.portal;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Two things at the very same moment, in the order that is the worst one. */
public final class Meanwhile {

    private Meanwhile() {}

    /**
     * Begins one thing in a transaction; has another one come so far that it waits for that, or is through; and only then
     * does what is left of the first, and commits it.
     *
     * @return what came of the other
     */
    public static <T> T with(RunningPortal portal, Runnable begun, Runnable left, Callable<T> other) {
        var coming = new AtomicReference<Future<T>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            portal.bean(TransactionTemplate.class).executeWithoutResult(status -> {
                begun.run();
                coming.set(threads.submit(other));
                waitsOrIsDone(portal, coming.get(), 1);
                left.run();
            });
            return coming.get().get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until something is through, or so many wait for a lock. */
    public static void waitsOrIsDone(RunningPortal portal, Future<?> coming, int waiting) {
        var db = JdbcClient.create(portal.database().asOwner());
        Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(true)
                        .filter(yes -> coming.isDone()
                                || db.sql("select count(*) from pg_locks where not granted")
                                                .query(Integer.class)
                                                .single()
                                        >= waiting));
    }
}
