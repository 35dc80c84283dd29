package vn.mocua.portal.password;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Passwords as they are kept: the NFC text under the {@link Pepper}, then Argon2id with its parameters recorded.
 *
 * <p>The work is done by a few platform threads of its own behind a short queue, so that pages never wait for hashes
 * and as many run at once as the machine has memory and cores for. Whoever finds the queue full gets {@link HashingBusy}.
 * Programs that send wrong passwords fill it: who is known not to be one goes before them, and finds room when they
 * do not (threats T28, T30).
 */
public final class PasswordHashes implements AutoCloseable {

    /** Where in the queue somebody stands. */
    public enum Place {
        /** Anybody. */
        IN_LINE,
        /** Whoever has shown to be no program: by a remembered device, or by a captcha. */
        AHEAD
    }

    /** Who goes ahead comes first, and among equals who came first. */
    private static final Comparator<Runnable> ORDER = Comparator.<Runnable, Place>comparing(work -> Turn.of(work).place)
            .reversed()
            .thenComparing(work -> Turn.of(work).number);

    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    private final PasswordEncoder encoder;
    private final Pepper pepper;
    private final ThreadPoolExecutor pool;
    private final int places;
    private final AtomicLong arrivals = new AtomicLong();
    private final Lazy<String> decoy;
    private final AtomicLong typicalNanos = new AtomicLong(TimeUnit.MILLISECONDS.toNanos(100));
    private final Timer waiting;
    private final Timer hashing;
    private final Timer verifying;
    private final Counter refused;

    /**
     * @param threads how many hashes run at once
     * @param queue how many more may wait for each of them, and as many again who go ahead
     */
    PasswordHashes(PasswordEncoder encoder, Pepper pepper, int threads, int queue, MeterRegistry meters) {
        this.encoder = encoder;
        this.pepper = pepper;
        this.places = threads * queue;
        this.pool = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new PriorityBlockingQueue<>(places, ORDER),
                Thread.ofPlatform().daemon().name("password-hash-", 1).factory());
        this.waiting = Timer.builder("mocua.password.waiting")
                .description("How long a password waited for its turn")
                .register(meters);
        this.hashing = work(meters, "hash");
        this.verifying = work(meters, "verify");
        this.refused = Counter.builder("mocua.password.refused")
                .description("Passwords turned away because the queue was full")
                .register(meters);
        Gauge.builder("mocua.password.queue", pool, busy -> busy.getQueue().size())
                .description("Passwords waiting for their turn")
                .register(meters);
        this.decoy = new Lazy<>(() -> Objects.requireNonNull(encoder.encode(random())));
    }

    /** A new hash, salted at random. Whoever chooses a password has shown to be no program. Throws {@link HashingBusy}. */
    public String hash(Password password) {
        var peppered = peppered(password);
        return work(hashing, Place.AHEAD, () -> Objects.requireNonNull(encoder.encode(peppered)));
    }

    /**
     * Whether the password is the one that was hashed. Throws {@link HashingBusy}.
     *
     * @param encoded null when there is no such account: the answer is no, and takes as long
     */
    public boolean matches(Password password, @Nullable String encoded) {
        return matches(password, encoded, Place.IN_LINE);
    }

    /** The same for somebody who need not stand behind everybody else. */
    public boolean matches(Password password, @Nullable String encoded, Place place) {
        var peppered = peppered(password);
        return work(verifying, place, () -> encoder.matches(peppered, encoded == null ? decoy.get() : encoded))
                && encoded != null;
    }

    /** Whether it was made with weaker parameters than today's: hash anew while the password is at hand. */
    public boolean needsRehash(String encoded) {
        return encoder.upgradeEncoding(encoded);
    }

    /** Makes the hash that unknown accounts are checked against, and lets the machine learn the work. */
    void warmUp() {
        pool.execute(new Turn<>(Place.IN_LINE, arrivals.getAndIncrement(), decoy::get));
    }

    @Override
    public void close() {
        pool.close();
    }

    private <T> T work(Timer timer, Place place, Callable<T> work) {
        var queued = System.nanoTime();
        var task = new Turn<>(place, arrivals.getAndIncrement(), () -> {
            var started = System.nanoTime();
            waiting.record(started - queued, TimeUnit.NANOSECONDS);
            try {
                return work.call();
            } finally {
                var took = System.nanoTime() - started;
                timer.record(took, TimeUnit.NANOSECONDS);
                typicalNanos.accumulateAndGet(took, (before, now) -> (7 * before + now) / 8);
            }
        });
        try {
            enter(task);
            return task.get();
        } catch (RejectedExecutionException e) {
            refused.increment();
            throw new HashingBusy(untilHalfIsDone());
        } catch (InterruptedException e) {
            pool.remove(task);
            Thread.currentThread().interrupt();
            throw new HashingBusy(untilHalfIsDone());
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing a password failed", e.getCause());
        }
    }

    private synchronized void enter(Turn<?> turn) {
        var most = turn.place == Place.AHEAD ? 2 * places : places;
        if (pool.getQueue().size() >= most) {
            throw new RejectedExecutionException("the queue is full");
        }
        pool.execute(turn);
    }

    /** Later than that the queue is half empty, if nobody else comes. */
    private Duration untilHalfIsDone() {
        var half = typicalNanos.get() * (pool.getQueue().size() / 2) / pool.getMaximumPoolSize();
        var seconds = Duration.ofSeconds(1 + TimeUnit.NANOSECONDS.toSeconds(half));
        return seconds.compareTo(LONGEST_RETRY) < 0 ? seconds : LONGEST_RETRY;
    }

    private String peppered(Password password) {
        var bytes = password.utf8();
        try {
            return Base64.getEncoder().withoutPadding().encodeToString(pepper.mac(bytes));
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static Timer work(MeterRegistry meters, String work) {
        return Timer.builder("mocua.password.hashing")
                .description("How long hashing a password took, once its turn came")
                .tag("work", work)
                .publishPercentileHistogram()
                .register(meters);
    }

    private static String random() {
        var bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A piece of work in its place. */
    private static final class Turn<T> extends FutureTask<T> {

        private final Place place;
        private final long number;

        Turn(Place place, long number, Callable<T> work) {
            super(work);
            this.place = place;
            this.number = number;
        }

        static Turn<?> of(Runnable work) {
            return (Turn<?>) work;
        }
    }
}
