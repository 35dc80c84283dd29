package vn.mocua.portal.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.outside.OutsideUnavailable.Why;

class OutsideTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-23T02:00:00Z"));
    private final Outside outside = OutsideForTests.outside(meters, clock, Duration.ofSeconds(3), 4);

    @Test
    void anAnswerComesBack() {
        assertThat(outside.call("operator", () -> "yes")).isEqualTo("yes");
        assertThat(calls("operator", "answered")).isEqualTo(1);
    }

    @Test
    void aCallInsideATransactionIsRefusedBeforeAnythingIsAsked() {
        var asked = new AtomicInteger();
        var transaction = new TransactionTemplate(new JdbcTransactionManager(TestDatabase.asPortal()));

        assertThatIllegalStateException()
                .isThrownBy(() -> transaction.execute(status -> outside.call("operator", asked::incrementAndGet)));
        assertThat(asked).hasValue(0);
    }

    @Test
    void onlyOutsideUnavailableLeavesAndItRepeatsNoWordsOfWhatWasThrown() {
        var thrown = catchThrowableOfType(
                OutsideUnavailable.class,
                () -> outside.call("operator", () -> {
                    throw new IllegalStateException("Nguyen Van An 051090000001", new IllegalArgumentException("0912"));
                }));

        assertThat(thrown.why()).isEqualTo(Why.BROKEN);
        assertThat(thrown).hasNoCause();
        assertThat(thrown.getMessage()).isEqualTo("operator BROKEN: IllegalStateException < IllegalArgumentException");
    }

    @Test
    @Tag("slow")
    void aQuestionWithoutAnswerEndsAtTheDeadlineAndIsInterrupted() throws InterruptedException {
        var interrupted = new CountDownLatch(1);

        var thrown = catchThrowableOfType(
                OutsideUnavailable.class,
                () -> outside.call("operator", () -> {
                    try {
                        return new CountDownLatch(1).await(1, TimeUnit.MINUTES);
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        return false;
                    }
                }));

        assertThat(thrown.why()).isEqualTo(Why.SILENT);
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aSystemThatHangsKeepsItsOwnPlacesAndNoOthers() throws Exception {
        var release = new CountDownLatch(1);
        var inside = new AtomicInteger();
        var most = new AtomicInteger();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Why> person = () -> catchThrowableOfType(
                            OutsideUnavailable.class,
                            () -> outside.call("operator", () -> {
                                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                                // even a thread that cannot be interrupted gives its place back only at its end
                                awaitDeafly(release);
                                inside.decrementAndGet();
                                return true;
                            }))
                    .why();
            var people = IntStream.range(0, 50)
                    .mapToObj(each -> crowd.submit(person))
                    .toList();
            for (var each : people) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isIn(Why.BUSY, Why.SILENT, Why.RESTING);
            }
            assertThat(most.get()).isLessThanOrEqualTo(4);
            assertThat(outside.call("insurance", () -> "answers as ever")).isEqualTo("answers as ever");
        } finally {
            release.countDown();
        }
    }

    @Test
    void afterManyFailuresTheSystemIsLeftAloneForAWhileAndThenTriedAgain() {
        for (var i = 0; i < 5; i++) {
            fail("operator");
        }
        var asked = new AtomicInteger();

        var thrown =
                catchThrowableOfType(OutsideUnavailable.class, () -> outside.call("operator", asked::incrementAndGet));
        assertThat(thrown.why()).isEqualTo(Why.RESTING);
        assertThat(thrown.mayHaveArrived()).isFalse();
        assertThat(asked).hasValue(0);
        assertThat(meters.get("mocua.outside.open")
                        .tag("system", "operator")
                        .gauge()
                        .value())
                .isEqualTo(1);
        assertThat(outside.call("insurance", () -> "answers")).isEqualTo("answers");

        clock.advance(Duration.ofSeconds(31));
        for (var i = 0; i < 3; i++) {
            outside.call("operator", asked::incrementAndGet);
        }
        assertThat(asked).hasValue(3);
        assertThat(meters.get("mocua.outside.open")
                        .tag("system", "operator")
                        .gauge()
                        .value())
                .isEqualTo(0);
    }

    @Test
    void figuresCarryOnlyTheNamesOfSystemsAndOutcomes() {
        outside.call("operator", () -> "yes");
        fail("operator");

        assertThat(calls("operator", "broken")).isEqualTo(1);
        assertThat(meters.getMeters())
                .allSatisfy(meter -> assertThat(meter.getId().getTags())
                        .allSatisfy(tag -> assertThat(tag.getKey()).isIn("system", "outcome", "le")));
        assertThatIllegalArgumentException().isThrownBy(() -> outside.call("+84912000001", () -> "yes"));
    }

    @Test
    void operatorsSeeHowSystemsFareAndHealthStaysUp() {
        for (var i = 0; i < 5; i++) {
            fail("operator");
        }
        // A place is given back by the thread that did the work, which may be a moment after the caller has its answer.
        await().untilAsserted(() -> {
            var health = new OutsideHealth(outside).health();
            assertThat(health.getStatus().getCode()).isEqualTo("UP");
            assertThat(health.getDetails()).containsEntry("operator", Map.of("breaker", "resting", "running", 0));
        });
    }

    private static void awaitDeafly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                continue;
            }
        }
    }

    private void fail(String system) {
        assertThatExceptionOfType(OutsideUnavailable.class)
                .isThrownBy(() -> outside.call(system, () -> {
                    throw new IllegalStateException();
                }));
    }

    private long calls(String system, String outcome) {
        return meters.get("mocua.outside.calls")
                .tag("system", system)
                .tag("outcome", outcome)
                .timer()
                .count();
    }
}
