package vn.mocua.portal.journey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Pages in the order in which a person meets them, over one record of what is known.
 *
 * @param path where its pages live, such as {@code /register/mobile-subscriber}
 * @param home where someone goes who has no draft here
 * @param lifetime how long a draft lives after the last answer, and at most
 * @param whose whose journey it is, masked, for the question whether to resume; empty while nothing was typed
 * @param guard looked at after every advance: a reason to stop, whatever the step
 * @param finish called once no step is left, inside one transaction
 * @param leave called after that transaction, before the person is sent on: sets cookies, begins a session; what it
 *     does may be missed when a node dies just then, and the person can ask for it again
 */
public record Journey<S>(
        String path,
        String home,
        Class<S> knows,
        Lifetime lifetime,
        List<Step<S, ?>> steps,
        Function<S, String> whose,
        BiFunction<S, Visit, Optional<Refusal>> guard,
        BiFunction<S, Visit, Ending> finish,
        Leave<S> leave) {

    /** Who clicks a second time does so within these. */
    public static final Duration DOUBLE_CLICK = Duration.ofSeconds(10);

    /** Thirty minutes from the last answer, two hours in all (ruling 4 of the specification). */
    public record Lifetime(Duration idle, Duration inAll) {

        public static final Lifetime USUAL = new Lifetime(Duration.ofMinutes(30), Duration.ofHours(2));
    }

    /** What remains to be done in the browser when a journey has ended well. */
    @FunctionalInterface
    public interface Leave<S> {
        void leave(
                S known, Ending.Finished ending, Visit visit, HttpServletRequest request, HttpServletResponse response);

        /**
         * The same for a second click. A browser without script hears the answer to that one only: whatever the first
         * answer gave it was lost on the way.
         */
        default void again(String receipt, HttpServletRequest request, HttpServletResponse response) {}
    }

    public Journey {
        steps = List.copyOf(steps);
    }

    /** The first step that what is known does not answer yet; none when the journey is complete. */
    public Optional<Step<S, ?>> current(S known) {
        return steps.stream().filter(step -> !step.isDone(known)).findFirst();
    }

    Optional<Step<S, ?>> step(String key) {
        return steps.stream().filter(step -> step.key().equals(key)).findFirst();
    }

    String address(Step<S, ?> step) {
        return path + "/" + step.key();
    }

    /** The name under which its words stand: the last part of its path. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
