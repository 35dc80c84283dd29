package vn.mocua.portal.outside;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import vn.mocua.portal.outside.OutsideUnavailable.Why;

/** The way to one system: its breaker, its places and its figures. One system's trouble fills no other's lane. */
class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private static final Duration[] STEPS = {
        Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3)
    };

    private final String system;
    private final OutsideSettings.Terms terms;
    private final CircuitBreaker breaker;
    private final Semaphore places;
    private final MeterRegistry meters;
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();

    Lane(String system, OutsideSettings.Terms terms, MeterRegistry meters, Clock clock) {
        this.system = system;
        this.terms = terms;
        this.meters = meters;
        this.places = new Semaphore(terms.atOnce());
        this.breaker = CircuitBreaker.of(
                system,
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                        .slidingWindow(terms.lookBack(), (terms.lookBack() + 1) / 2, SlidingWindowType.COUNT_BASED)
                        .failureRateThreshold(terms.failurePercent())
                        .waitDurationInOpenState(terms.rest())
                        .permittedNumberOfCallsInHalfOpenState(3)
                        .maxWaitDurationInHalfOpenState(terms.deadline().multipliedBy(2))
                        .build());
        Gauge.builder("mocua.outside.open", this, lane -> lane.isResting() ? 1 : 0)
                .description("1 while the breaker keeps questions back")
                .tag("system", system)
                .register(meters);
        Gauge.builder("mocua.outside.running", this, Lane::running)
                .description("questions under way")
                .tag("system", system)
                .register(meters);
    }

    <T> T ask(Supplier<T> question) {
        return ask(question, terms.deadline());
    }

    <T> T ask(Supplier<T> question, Duration deadline) {
        if (!breaker.tryAcquirePermission()) {
            throw count(new OutsideUnavailable(system, Why.RESTING, "too many failures lately"), 0);
        }
        if (!takePlace()) {
            breaker.releasePermission();
            throw count(new OutsideUnavailable(system, Why.BUSY, terms.atOnce() + " under way"), 0);
        }
        var began = System.nanoTime();
        var task = new FutureTask<>(question::get);
        var words = MDC.getCopyOfContextMap();
        // The place is given back when the work ends, not when we stop waiting for it: a system that hangs keeps its
        // own places and no more.
        Thread.ofVirtual().name("outside-" + system).start(() -> {
            try {
                MDC.setContextMap(words == null ? Map.of() : words);
                task.run();
            } finally {
                places.release();
            }
        });
        try {
            var answer = task.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            var took = System.nanoTime() - began;
            breaker.onSuccess(took, TimeUnit.NANOSECONDS);
            count("answered", took);
            return answer;
        } catch (TimeoutException e) {
            task.cancel(true);
            throw failed(new OutsideUnavailable(system, Why.SILENT, "no answer in " + deadline), began);
        } catch (ExecutionException e) {
            var thrown = e.getCause() == null ? e : e.getCause();
            if (thrown instanceof VirtualMachineError error) {
                breaker.releasePermission();
                throw error;
            }
            throw failed(
                    thrown instanceof OutsideUnavailable known ? known : OutsideUnavailable.wrapping(system, thrown),
                    began);
        } catch (InterruptedException e) {
            task.cancel(true);
            breaker.releasePermission();
            Thread.currentThread().interrupt();
            throw count(new OutsideUnavailable(system, Why.BROKEN, "interrupted"), System.nanoTime() - began);
        }
    }

    private boolean takePlace() {
        try {
            return places.tryAcquire(terms.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private OutsideUnavailable failed(OutsideUnavailable unavailable, long began) {
        var took = System.nanoTime() - began;
        if (unavailable.why() == Why.CERTIFICATE) {
            // Waiting mends no certificate: somebody has to renew it, there or here, or to look at our trust file.
            if (unavailable.isOurs()) {
                LOG.warn(
                        "{} does not believe our own certificate, or misses one: {}", system, unavailable.getMessage());
            } else {
                LOG.warn("{} shows a certificate that is not to be believed: {}", system, unavailable.getMessage());
            }
        }
        breaker.onError(took, TimeUnit.NANOSECONDS, unavailable);
        return count(unavailable, took);
    }

    private OutsideUnavailable count(OutsideUnavailable unavailable, long took) {
        count(unavailable.why().name().toLowerCase(Locale.ROOT), took);
        return unavailable;
    }

    private void count(String outcome, long took) {
        timers.computeIfAbsent(outcome, this::timer).record(took, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String outcome) {
        return Timer.builder("mocua.outside.calls")
                .description("questions to systems outside, by how they ended")
                .tag("system", system)
                .tag("outcome", outcome)
                .serviceLevelObjectives(STEPS)
                .register(meters);
    }

    boolean isResting() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }

    int running() {
        return terms.atOnce() - places.availablePermits();
    }
}
