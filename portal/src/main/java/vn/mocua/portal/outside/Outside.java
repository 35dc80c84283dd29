package vn.mocua.portal.outside;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The one door to systems that we do not run. */
@Component
@EnableConfigurationProperties(OutsideSettings.class)
public final class Outside {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final OutsideSettings settings;
    private final MeterRegistry meters;
    private final Clock clock;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();

    Outside(OutsideSettings settings, MeterRegistry meters, Clock clock) {
        this.settings = settings;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * Asks a system outside, within its limits of time and number.
     *
     * @param system a fixed word that names the system in figures and settings
     * @param question runs on a thread of its own; when the deadline passes, it is interrupted
     * @throws OutsideUnavailable whatever went wrong, a mistake in reading the answer included
     * @throws IllegalStateException when a transaction is open: a slow system must not hold a database connection
     */
    public <T> T call(String system, Supplier<T> question) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a transaction is open across a call to " + system);
        }
        return lane(system).ask(question);
    }

    /** The same for a question that is worth no more than so long, though the settings would allow more. */
    public <T> T callWithin(String system, Duration deadline, Supplier<T> question) {
        var usual = settings.termsOf(system).deadline();
        return callPatiently(system, deadline.compareTo(usual) < 0 ? deadline : usual, question);
    }

    /**
     * The same for a question whose answer waits until a person has done something: with a deadline of its own, which the
     * settings do not bound. Its system should be a name that nothing else is asked under, for its places are held long.
     */
    public <T> T callPatiently(String system, Duration deadline, Supplier<T> question) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a transaction is open across a call to " + system);
        }
        return lane(system).ask(question, deadline);
    }

    OutsideSettings.Terms termsOf(String system) {
        return settings.termsOf(system);
    }

    /** How every system fares that was asked since the start, by name. */
    Map<String, Map<String, Object>> state() {
        var state = new TreeMap<String, Map<String, Object>>();
        lanes.forEach((system, lane) -> state.put(
                system, Map.of("breaker", lane.isResting() ? "resting" : "asking", "running", lane.running())));
        return state;
    }

    private Lane lane(String system) {
        return lanes.computeIfAbsent(system, name -> {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException("a system is named by a fixed word, such as operator");
            }
            return new Lane(name, settings.termsOf(name), meters, clock);
        });
    }
}
