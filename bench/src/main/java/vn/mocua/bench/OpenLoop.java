package vn.mocua.bench;

import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Work that begins when it is due and not when something before it has ended. Its time counts from that moment, so that
 * whoever waited for a busy portal, or for a busy bench, is counted with the wait.
 */
final class OpenLoop {

    /**
     * What came of it.
     *
     * @param due how many were to come
     * @param nanos from when each was due to its end, of those that ended well
     * @param failures in words
     * @param notBegun those who came while too many were under way already
     */
    record Outcome(int due, Queue<Long> nanos, Queue<String> failures, int notBegun) {

        Samples millis() {
            return Samples.millis(nanos);
        }

        /** Nobody failed, and nobody was left standing. */
        boolean isWhole() {
            return failures.isEmpty() && notBegun == 0;
        }
    }

    private final Arrivals arrivals;
    private final int atOnce;
    private final Crowd.Work work;
    private final Semaphore places;
    private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger notBegun = new AtomicInteger();
    private final Thread gate;

    private OpenLoop(Arrivals arrivals, int atOnce, Crowd.Work work) {
        this.arrivals = arrivals;
        this.atOnce = atOnce;
        this.work = work;
        this.places = new Semaphore(atOnce);
        this.gate = Thread.ofPlatform().name("arrivals").unstarted(this::open);
    }

    /** Begins now. */
    static OpenLoop start(Arrivals arrivals, int atOnce, Crowd.Work work) {
        var loop = new OpenLoop(arrivals, atOnce, work);
        loop.gate.start();
        return loop;
    }

    private void open() {
        var begun = System.nanoTime();
        for (var each : arrivals.nanos()) {
            var due = begun + each;
            for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (places.tryAcquire()) {
                Thread.ofVirtual().start(() -> serve(due));
            } else {
                notBegun.incrementAndGet();
            }
        }
        places.acquireUninterruptibly(atOnce);
    }

    private void serve(long due) {
        try {
            work.run();
            nanos.add(System.nanoTime() - due);
        } catch (IOException | RuntimeException e) {
            failures.add(String.valueOf(e.getMessage()));
        } finally {
            places.release();
        }
    }

    /** Waits until the last has been served. */
    Outcome await() {
        Crowd.join(gate);
        return new Outcome(arrivals.count(), nanos, failures, notBegun.get());
    }
}
