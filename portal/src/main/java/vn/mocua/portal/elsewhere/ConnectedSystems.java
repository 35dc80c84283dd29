package vn.mocua.portal.elsewhere;

import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import vn.mocua.portal.elsewhere.ConnectedSystem.Answer;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.outside.OutsideUnavailable;

/**
 * All connected systems together. Their silence stops nobody: an account here does not depend on theirs (decision 39).
 */
public final class ConnectedSystems {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectedSystems.class);

    /** Beyond its own time a question may wait for a place among those under way. */
    private static final Duration FOR_A_PLACE = Duration.ofMillis(500);

    private final Map<String, HeldAt> about;
    private final List<ConnectedSystem> systems;
    private final Duration deadline;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /** @param deadline how long each may take, and so all of them, who are asked at once */
    ConnectedSystems(List<ConnectedSystem> systems, List<HeldAt> about, Duration deadline) {
        this.systems = List.copyOf(systems);
        this.about = about.stream().collect(Collectors.toUnmodifiableMap(HeldAt::key, Function.identity()));
        this.deadline = deadline;
    }

    /** Whether there is any. */
    public boolean any() {
        return !systems.isEmpty();
    }

    /** What people are told of a system; empty when it is not connected any more. */
    public Optional<HeldAt> about(String key) {
        return Optional.ofNullable(about.get(key));
    }

    /** The keys of those that hold an account of somebody, in alphabetical order. Those that do not answer in time do not count. */
    public List<String> holding(Subject subject) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a transaction is open across a question to connected systems");
        }
        try {
            var answers = threads.invokeAll(
                    systems.stream()
                            .map(each -> (Callable<Answer>) () -> each.ask(subject))
                            .toList(),
                    deadline.plus(FOR_A_PLACE).toMillis(),
                    TimeUnit.MILLISECONDS);
            return IntStream.range(0, systems.size())
                    .filter(each -> isHeld(systems.get(each).key(), answers.get(each)))
                    .mapToObj(each -> systems.get(each).key())
                    .toList();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static boolean isHeld(String system, Future<Answer> answer) {
        try {
            return answer.get() instanceof Answer.Held;
        } catch (CancellationException e) {
            LOG.warn("{} did not say in time whether it holds an account; registering goes on", system);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof OutsideUnavailable silence)) {
                throw new IllegalStateException("asking " + system, e.getCause());
            }
            LOG.warn(
                    "{} did not say whether it holds an account; registering goes on: {}",
                    system,
                    silence.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }
}
