package vn.mocua.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import vn.mocua.bench.Registration.Method;
import vn.mocua.bench.Registration.Request;
import vn.mocua.bench.Town.Person;

/** So many people at once, each on a connection of their own, and what they met. */
final class Crowd {

    /**
     * What came of it.
     *
     * @param times per request what the portal took, in nanoseconds
     * @param waits for codes, in nanoseconds
     * @param turnedAway how often the portal was too busy to hash a password
     * @param failures in words, one for each way that did not end as it should
     */
    record Outcome(
            int done,
            Duration took,
            Map<Request, Queue<Long>> times,
            Queue<Long> waits,
            int turnedAway,
            Queue<String> failures) {

        double perSecond() {
            return done / (took.toNanos() / 1e9);
        }

        Samples millis(Request request) {
            return Samples.millis(times.getOrDefault(request, new ConcurrentLinkedQueue<>()));
        }
    }

    private final House house;
    private final ConcurrentMap<Request, Queue<Long>> times = new ConcurrentSkipListMap<>();
    private final Queue<Long> waits = new ConcurrentLinkedQueue<>();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger turnedAway = new AtomicInteger();

    private Crowd(House house) {
        this.house = house;
    }

    /** Registers everybody by mobile subscriber. */
    static Outcome registers(House house, Collection<Person> people, int users, Duration atMost) {
        return registers(house, people, users, atMost, Method.MOBILE_SUBSCRIBER);
    }

    /**
     * Registers everybody, so many at once, and begins no further way when the time is over.
     *
     * @param users how many at once
     */
    static Outcome registers(House house, Collection<Person> people, int users, Duration atMost, Method method) {
        var crowd = new Crowd(house);
        var waiting = new ConcurrentLinkedQueue<>(people);
        var begun = System.nanoTime();
        var end = begun + atMost.toNanos();
        atOnce(users, () -> {
            try (var wire = house.wire();
                    var town = house.town()) {
                for (var person = waiting.poll(); person != null && System.nanoTime() < end; person = waiting.poll()) {
                    crowd.register(person, wire, town, method);
                }
            }
        });
        return new Outcome(
                crowd.done.get(),
                Duration.ofNanos(System.nanoTime() - begun),
                crowd.times,
                crowd.waits,
                crowd.turnedAway.get(),
                crowd.failures);
    }

    private void register(Person person, Wire wire, Town town, Method method) {
        var registration =
                new Registration(person, new Browser(wire, house.url()), town, method, Registration.PASSWORD);
        try {
            for (var request : Request.values()) {
                var nanos = registration.take(request);
                times.computeIfAbsent(request, first -> new ConcurrentLinkedQueue<>())
                        .add(nanos);
            }
            waits.add(registration.waitedForCode());
            done.incrementAndGet();
        } catch (IOException | RuntimeException e) {
            failures.add(String.valueOf(e.getMessage()));
            wire.close();
        }
        turnedAway.addAndGet(registration.turnedAway());
    }

    /** Work of one among many. */
    interface Work {
        void run() throws IOException;
    }

    /** Runs the same work so many times at once and waits for all; the first failure is thrown. */
    static void atOnce(int count, Work work) {
        var failures = new ConcurrentLinkedQueue<Throwable>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    work.run();
                } catch (IOException | RuntimeException | Error e) {
                    failures.add(e);
                }
            }));
        }
        join(threads);
        if (!failures.isEmpty()) {
            throw new IllegalStateException(failures.peek());
        }
    }

    private static void join(List<Thread> threads) {
        for (var thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                threads.forEach(Thread::interrupt);
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }

    /** Waits for one who works beside. */
    static void join(Thread thread) {
        join(List.of(thread));
    }
}
