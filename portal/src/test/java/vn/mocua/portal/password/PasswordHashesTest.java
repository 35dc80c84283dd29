package vn.mocua.portal.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.GeneralSecurityException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import vn.mocua.portal.identity.Malformed;
import vn.mocua.portal.password.PasswordHashes.Place;

@Timeout(60)
@Tag("slow")
class PasswordHashesTest {

    private static final Argon2PasswordEncoder TODAY = new Argon2PasswordEncoder(16, 32, 1, 19_456, 2);
    private static final Pepper PEPPER = pepper(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<PasswordHashes> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(PasswordHashes::close);
    }

    /** Closed before the executor that waits for those behind the gate. */
    private record Opened(Gate gate) implements AutoCloseable {
        @Override
        public void close() {
            gate.open.countDown();
        }
    }

    @Test
    void aPasswordMatchesItsHashAndNoOther() {
        var hashes = hashes(TODAY, PEPPER);
        var encoded = hashes.hash(Password.of("Gx7!pq2Z"));

        assertThat(encoded).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").doesNotContain("Gx7");
        assertThat(hashes.matches(Password.of("Gx7!pq2Z"), encoded)).isTrue();
        assertThat(hashes.matches(Password.of("Gx7!pq2z"), encoded)).isFalse();
        assertThat(hashes.hash(Password.of("Gx7!pq2Z"))).isNotEqualTo(encoded);
        assertThat(hashes.needsRehash(encoded)).isFalse();
    }

    /** T31. */
    @Test
    void bothUnicodeFormsOfAPasswordAreOne() {
        var hashes = hashes(TODAY, PEPPER);
        var typed = "Tr\u0103ng khuya r\u01a1i 3 gi\u1ecdt!";
        var encoded = hashes.hash(Password.of(Normalizer.normalize(typed, Normalizer.Form.NFD)));

        assertThat(hashes.matches(Password.of(Normalizer.normalize(typed, Normalizer.Form.NFC)), encoded))
                .isTrue();
        assertThat(hashes.matches(Password.of("Trang khuya roi 3 giot!"), encoded))
                .isFalse();
    }

    /** T31: nothing is cut off, neither at 72 bytes nor anywhere else. */
    @Test
    void everyCharacterMatters() {
        var hashes = hashes(TODAY, PEPPER);
        var password = "\u1ea5Bc4!".repeat(26).substring(0, 128);
        var encoded = hashes.hash(Password.of(password));

        assertThat(hashes.matches(Password.of(password), encoded)).isTrue();
        for (var at : List.of(0, 71, 72, 73, 127)) {
            var other = password.substring(0, at) + "?" + password.substring(at + 1);
            assertThat(hashes.matches(Password.of(other), encoded))
                    .as("character %d", at + 1)
                    .isFalse();
        }
        assertThat(hashes.matches(Password.of(password.substring(0, 127)), encoded))
                .isFalse();
    }

    /** T31. */
    @Test
    void hashesOfOlderParametersAreReadAndMarkedForRenewal() {
        var before = hashes(new Argon2PasswordEncoder(16, 32, 1, 8_192, 1), PEPPER);
        var today = hashes(TODAY, PEPPER);
        var encoded = before.hash(Password.of("Gx7!pq2Z"));

        assertThat(today.matches(Password.of("Gx7!pq2Z"), encoded)).isTrue();
        assertThat(today.needsRehash(encoded)).isTrue();
        assertThat(today.needsRehash(today.hash(Password.of("Gx7!pq2Z")))).isFalse();
    }

    /** T31: a stolen table verifies nothing. */
    @Test
    void withoutThePepperNothingVerifies() {
        var encoded = hashes(TODAY, PEPPER).hash(Password.of("Gx7!pq2Z"));

        assertThat(hashes(TODAY, pepper(2)).matches(Password.of("Gx7!pq2Z"), encoded))
                .isFalse();
        assertThat(hashes(TODAY, input -> input).matches(Password.of("Gx7!pq2Z"), encoded))
                .isFalse();
        assertThat(TODAY.matches("Gx7!pq2Z", encoded)).isFalse();
    }

    @Test
    void thePepperIsGivenTheWholePasswordInNfcAndItIsWipedAfterwards() {
        var given = new ArrayList<byte[]>();
        var copies = new ArrayList<byte[]>();
        var hashes = hashes(TODAY, input -> {
            given.add(input);
            copies.add(input.clone());
            return PEPPER.mac(input);
        });
        hashes.hash(Password.of("a\u0302\u0301!"));

        assertThat(copies).containsExactly(new byte[] {(byte) 0xe1, (byte) 0xba, (byte) 0xa5, '!'});
        assertThat(given).containsExactly(new byte[4]);
    }

    /** T01: who asks for an account that is not there makes the machine do the same work. */
    @Test
    void anUnknownAccountCostsTheSameWorkAndTheAnswerIsNo() {
        var counting = new Counting();
        var hashes = hashes(counting, PEPPER);
        var encoded = hashes.hash(Password.of("Gx7!pq2Z"));
        var before = counting.verified.get();
        hashes.matches(Password.of("wrong"), encoded);
        var known = counting.verified.get() - before;
        hashes.matches(Password.of("wrong"), null);

        assertThat(known).isEqualTo(1);
        assertThat(counting.verified.get() - before).isEqualTo(2);
        assertThat(counting.lastEncoded)
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$")
                .isNotEqualTo(encoded);
        assertThat(hashes.matches(Password.of("Gx7!pq2Z"), null)).isFalse();
    }

    /** T30: as many at once as there are threads, as many waiting as the queue holds, and the rest is told when. */
    @Test
    void whoFindsTheQueueFullIsTurnedAway() throws Exception {
        var gate = new Gate();
        var hashes = hashes(gate, PEPPER, 1, 2);
        try (var people = Executors.newVirtualThreadPerTaskExecutor();
                var opened = new Opened(gate)) {
            var first = people.submit(matching(hashes));
            gate.entered.await();
            var waiting = List.of(people.submit(matching(hashes)), people.submit(matching(hashes)));
            while (meters.get("mocua.password.queue").gauge().value() < 2) {
                Thread.onSpinWait();
            }

            assertThatExceptionOfType(HashingBusy.class)
                    .isThrownBy(() -> hashes.matches(Password.of("Gx7!pq2Z"), "x"))
                    .matches(busy -> busy.retryAfter().compareTo(Duration.ofSeconds(1)) >= 0)
                    .matches(busy -> busy.retryAfter().compareTo(Duration.ofMinutes(1)) <= 0);

            opened.close();
            assertThat(first.get()).isTrue();
            for (var later : waiting) {
                assertThat(later.get()).isTrue();
            }
        }
        assertThat(gate.mostAtOnce.get()).isEqualTo(1);
        assertThat(meters.get("mocua.password.refused").counter().count()).isEqualTo(1);
        assertThat(meters.get("mocua.password.hashing")
                        .tag("work", "verify")
                        .timer()
                        .count())
                .isEqualTo(3);
        assertThat(meters.get("mocua.password.waiting").timer().count()).isEqualTo(3);
    }

    /** T28, T30: programs fill the queue; who has shown to be none finds room, and goes before them. */
    @Test
    void whoGoesAheadFindsRoomInAFullQueueAndComesNext() throws Exception {
        var gate = new Gate();
        var hashes = hashes(gate, PEPPER, 1, 2);
        try (var people = Executors.newVirtualThreadPerTaskExecutor();
                var opened = new Opened(gate)) {
            var all = new ArrayList<Future<?>>();
            all.add(people.submit(matching(hashes)));
            gate.entered.await();
            for (int waiting = 1; waiting <= 4; waiting++) {
                var place = waiting > 2 ? Place.AHEAD : Place.IN_LINE;
                var who = place + " " + waiting;
                all.add(people.submit(() -> hashes.matches(Password.of("Gx7!pq2Z"), who, place)));
                while (meters.get("mocua.password.queue").gauge().value() < waiting) {
                    Thread.onSpinWait();
                }
            }
            assertThatExceptionOfType(HashingBusy.class)
                    .isThrownBy(() -> hashes.matches(Password.of("Gx7!pq2Z"), "x", Place.IN_LINE));
            assertThatExceptionOfType(HashingBusy.class)
                    .isThrownBy(() -> hashes.matches(Password.of("Gx7!pq2Z"), "x", Place.AHEAD));
            assertThatExceptionOfType(HashingBusy.class).isThrownBy(() -> hashes.hash(Password.of("Gx7!pq2Z")));
            opened.close();
            for (var each : all) {
                each.get();
            }
        }
        assertThat(gate.order).containsExactly("x", "AHEAD 3", "AHEAD 4", "IN_LINE 1", "IN_LINE 2");
    }

    /** T30: refused before any work. */
    @Test
    void aPasswordOverTheLimitIsNeverHashed() {
        var counting = new Counting();
        hashes(counting, PEPPER).hash(Password.of("Gx7!pq2Z"));
        var before = counting.encoded.get();
        for (var length : List.of(129, 1_000, 1_000_000)) {
            assertThatExceptionOfType(Malformed.class)
                    .isThrownBy(() -> open.getFirst().hash(Password.of("a".repeat(length))));
        }

        assertThat(counting.encoded.get()).isEqualTo(before);
        assertThat(counting.verified.get()).isZero();
    }

    /** T30: two hundred at once, of the greatest length: each is answered or turned away, and two run at most. */
    @Test
    void aCrowdIsServedWithinItsBounds() throws Exception {
        var bothAtWork = new CountDownLatch(2);
        var allHaveCome = new CountDownLatch(1);
        var counting = new Counting() {
            @Override
            public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
                bothAtWork.countDown();
                try {
                    allHaveCome.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return super.matches(password, encoded);
            }
        };
        var hashes = hashes(counting, PEPPER, 2, 8);
        var encoded = hashes.hash(Password.of("x".repeat(128)));
        var answered = new AtomicInteger();
        var turnedAway = new AtomicInteger();
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var crowd = new ArrayList<Future<?>>();
            for (int i = 0; i < 200; i++) {
                crowd.add(people.submit(() -> {
                    try {
                        assertThat(hashes.matches(Password.of("x".repeat(128)), encoded))
                                .isTrue();
                        answered.incrementAndGet();
                    } catch (HashingBusy e) {
                        turnedAway.incrementAndGet();
                    }
                }));
                if (i == 1) {
                    bothAtWork.await();
                }
            }
            while (turnedAway.get() < 182) {
                Thread.onSpinWait();
            }
            allHaveCome.countDown();
            for (var one : crowd) {
                one.get();
            }
        }

        assertThat(answered.get()).as("two at work, eight waiting for each").isEqualTo(18);
        assertThat(turnedAway.get()).isEqualTo(182);
        assertThat(counting.mostAtOnce.get()).isLessThanOrEqualTo(2);
    }

    @Test
    void hashesRunOnPlatformThreadsOfTheirOwn() {
        var counting = new Counting();
        hashes(counting, PEPPER).hash(Password.of("Gx7!pq2Z"));

        assertThat(Objects.requireNonNull(counting.thread).isVirtual()).isFalse();
        assertThat(Objects.requireNonNull(counting.thread).getName()).startsWith("password-hash-");
    }

    @Test
    void whoIsInterruptedWhileWaitingLeavesTheQueue() throws Exception {
        var gate = new Gate();
        var hashes = hashes(gate, PEPPER, 1, 1);
        try (var people = Executors.newVirtualThreadPerTaskExecutor();
                var opened = new Opened(gate)) {
            var first = people.submit(matching(hashes));
            gate.entered.await();
            var second = people.submit(matching(hashes));
            while (meters.get("mocua.password.queue").gauge().value() < 1) {
                Thread.onSpinWait();
            }
            second.cancel(true);
            while (meters.get("mocua.password.queue").gauge().value() > 0) {
                Thread.onSpinWait();
            }
            opened.close();
            assertThat(first.get()).isTrue();
        }
    }

    @Test
    void anEncodersMistakeIsNotHidden() {
        var broken = new Counting() {
            @Override
            public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
                throw new IllegalArgumentException("broken");
            }
        };

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> hashes(broken, PEPPER).matches(Password.of("Gx7!pq2Z"), "x"))
                .withRootCauseInstanceOf(IllegalArgumentException.class)
                .withCauseInstanceOf(IllegalArgumentException.class)
                .isNotInstanceOf(ExecutionException.class);
    }

    private PasswordHashes hashes(PasswordEncoder encoder, Pepper pepper) {
        return hashes(encoder, pepper, 1, 64);
    }

    private PasswordHashes hashes(PasswordEncoder encoder, Pepper pepper, int threads, int queue) {
        var hashes = new PasswordHashes(encoder, pepper, threads, queue, meters);
        open.add(hashes);
        return hashes;
    }

    private static Callable<Boolean> matching(PasswordHashes hashes) {
        return () -> hashes.matches(Password.of("Gx7!pq2Z"), "x");
    }

    private static Pepper pepper(int key) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) key);
        return input -> {
            try {
                var mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(bytes, "HmacSHA256"));
                return mac.doFinal(input);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        };
    }

    /** The real encoder, counted. */
    private static class Counting implements PasswordEncoder {

        final AtomicInteger encoded = new AtomicInteger();
        final AtomicInteger verified = new AtomicInteger();
        final AtomicInteger mostAtOnce = new AtomicInteger();
        private final AtomicInteger atOnce = new AtomicInteger();
        volatile @Nullable Thread thread;
        volatile @Nullable String lastEncoded;

        @Override
        public @Nullable String encode(@Nullable CharSequence password) {
            thread = Thread.currentThread();
            encoded.incrementAndGet();
            return TODAY.encode(password);
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
            lastEncoded = encoded;
            verified.incrementAndGet();
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                return TODAY.matches(password, encoded);
            } finally {
                atOnce.decrementAndGet();
            }
        }
    }

    /** An encoder that waits to be let through, so that a queue can be seen full without looking at the clock. */
    private static final class Gate implements PasswordEncoder {

        final CountDownLatch entered = new CountDownLatch(1);
        final CountDownLatch open = new CountDownLatch(1);
        final AtomicInteger mostAtOnce = new AtomicInteger();
        final Queue<String> order = new ConcurrentLinkedQueue<>();
        private final AtomicInteger atOnce = new AtomicInteger();

        @Override
        public String encode(@Nullable CharSequence password) {
            return "x";
        }

        @Override
        public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            entered.countDown();
            try {
                open.await();
                order.add(String.valueOf(encoded));
                return true;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                atOnce.decrementAndGet();
            }
        }
    }
}
