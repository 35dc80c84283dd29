package vn.mocua.sandbox.mss;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.town.Telephone;

/**
 * The prompts of all services on all phones. A phone shows one at a time; three wrong PINs in a row block the key, as the
 * card would. What has ended is remembered for {@link #MEMORY}.
 */
public final class Prompts {

    /** How often a PIN may be wrong in a row, the last time included. */
    public static final int TRIES = 3;

    static final Duration LATENESS = Duration.ofSeconds(20);
    static final Duration MEMORY = Duration.ofMinutes(10);
    static final Duration UNREACHABLE_AFTER = Duration.ofSeconds(3);
    private static final int MOST_OPEN = 20_000;
    private static final int MOST = 60_000;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What a phone shows. */
    public record Screen(String id, String text, String code, int triesLeft, Instant expires) {}

    /** What became of the last prompt of a phone, or a word that a service sent after it. */
    public record Last(Kind kind, String text, Instant at) {

        /** What it is about. */
        public enum Kind {
            SIGNED,
            CANCELLED,
            TIMED_OUT,
            BLOCKED,
            RECEIPT
        }
    }

    /** What typing a PIN led to. */
    public enum Typed {
        NO_PROMPT,
        SIGNED,
        WRONG,
        BLOCKED
    }

    /** What is known of a SIM that was touched. */
    private static final class Card {
        private int wrong;
        private boolean blocked;
        private @Nullable Trouble ordered;
        private @Nullable Prompt open;
        private @Nullable Last last;
        private long version;

        boolean isForgettable(Instant before) {
            return wrong == 0
                    && !blocked
                    && ordered == null
                    && open == null
                    && (last == null || last.at().isBefore(before));
        }
    }

    private final Sims sims;
    private final Clock clock;
    private final Object lock = new Object();
    private final Map<Telephone, Card> cards = new HashMap<>();
    private final Map<String, Prompt> prompts = new LinkedHashMap<>();
    private int open;

    public Prompts(Sims sims, Clock clock, ScheduledExecutorService timer) {
        this.sims = sims;
        this.clock = clock;
        var unused = timer.scheduleWithFixedDelay(this::sweep, 1, 1, TimeUnit.SECONDS);
    }

    // ---- the services' side ---------------------------------------------------------------------------------------

    /** What asking a SIM led to. */
    sealed interface Asked {

        record Started(Prompt prompt) implements Asked {}

        /** Another prompt is open on that phone. */
        record Busy() implements Asked {}

        /** There are too many prompts. */
        record Full() implements Asked {}
    }

    Asked ask(Sim sim, Hash hash, String text, Duration life) {
        var now = clock.instant();
        synchronized (lock) {
            var card = cards.computeIfAbsent(sim.phone(), phone -> new Card());
            settle(card.open, now);
            if (card.open != null) {
                return new Asked.Busy();
            }
            if (open >= MOST_OPEN) {
                return new Asked.Full();
            }
            var trouble = troubleOf(sim);
            var prompt = new Prompt(token(), sim, trouble, hash, text, now, now.plus(life));
            prompts.put(prompt.id(), prompt);
            open++;
            card.open = prompt;
            card.version++;
            if (card.blocked || trouble == Trouble.BLOCKED) {
                end(prompt, Prompt.State.PIN_BLOCKED, now);
            }
            return new Asked.Started(prompt);
        }
    }

    Optional<Prompt> find(String id) {
        synchronized (lock) {
            return Optional.ofNullable(prompts.get(id));
        }
    }

    /** How far a prompt is as its service hears it: a late signature is not there yet. */
    Prompt.State state(Prompt prompt) {
        var now = clock.instant();
        synchronized (lock) {
            settle(prompt, now);
            return heard(prompt, now);
        }
    }

    /** The same, once it has ended or the time is over; holds the caller and nobody else. */
    Prompt.State await(Prompt prompt, Duration atMost) throws InterruptedException {
        var until = clock.instant().plus(atMost);
        CompletableFuture<Prompt.State> waiting;
        synchronized (lock) {
            settle(prompt, clock.instant());
            waiting = prompt.waiting == null ? new CompletableFuture<>() : prompt.waiting;
            prompt.waiting = waiting;
            if (prompt.state.isEnd()) {
                waiting.complete(prompt.state);
            }
        }
        try {
            waiting.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return state(prompt);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        while (!state(prompt).isEnd() && clock.instant().isBefore(until)) {
            Thread.sleep(Duration.ofMillis(200));
        }
        return state(prompt);
    }

    /** Has something done when a prompt ends, at once if it has; it must not take long. */
    void afterwards(Prompt prompt, Runnable action) {
        synchronized (lock) {
            if (!prompt.state.isEnd()) {
                prompt.afterwards.add(action);
                return;
            }
        }
        action.run();
    }

    /** Whether a number has no key at all. */
    boolean hasNoKey(Sim sim) {
        synchronized (lock) {
            return troubleOf(sim) == Trouble.NO_KEY;
        }
    }

    boolean isBlocked(Sim sim) {
        synchronized (lock) {
            var card = cards.get(sim.phone());
            return troubleOf(sim) == Trouble.BLOCKED || (card != null && card.blocked);
        }
    }

    /** A last word of a service on a phone. */
    void receipt(Telephone phone, String text) {
        synchronized (lock) {
            var card = cards.computeIfAbsent(phone, unknown -> new Card());
            card.last = new Last(Last.Kind.RECEIPT, text, clock.instant());
            card.version++;
        }
    }

    /** Prompts that wait for somebody. */
    int open() {
        synchronized (lock) {
            return open;
        }
    }

    // ---- the phone's side -----------------------------------------------------------------------------------------

    /** What a phone shows now. */
    public Optional<Screen> screen(Telephone phone) {
        var now = clock.instant();
        synchronized (lock) {
            var card = cards.get(phone);
            var prompt = card == null ? null : shown(card, now);
            return card == null || prompt == null
                    ? Optional.empty()
                    : Optional.of(new Screen(
                            prompt.id(), prompt.text(), prompt.hash().code(), TRIES - card.wrong, prompt.expires()));
        }
    }

    /** What happened there last. */
    public Optional<Last> last(Telephone phone) {
        synchronized (lock) {
            return Optional.ofNullable(cards.get(phone)).map(card -> card.last);
        }
    }

    /** Changes whenever a phone shows something else. */
    public long version(Telephone phone) {
        synchronized (lock) {
            var card = cards.get(phone);
            return card == null ? 0 : card.version;
        }
    }

    /**
     * Types a PIN.
     *
     * @param prompt that the person saw, or null: whichever is open
     */
    public Typed type(Telephone phone, @Nullable String prompt, String pin) {
        var now = clock.instant();
        synchronized (lock) {
            var card = cards.get(phone);
            var shown = card == null ? null : shown(card, now);
            if (card == null || shown == null || (prompt != null && !prompt.equals(shown.id()))) {
                return Typed.NO_PROMPT;
            }
            card.version++;
            if (pin.equals(shown.sim().pin())) {
                card.wrong = 0;
                end(shown, Prompt.State.SIGNED, now);
                return Typed.SIGNED;
            }
            card.wrong++;
            if (card.wrong < TRIES) {
                return Typed.WRONG;
            }
            card.blocked = true;
            end(shown, Prompt.State.PIN_BLOCKED, now);
            return Typed.BLOCKED;
        }
    }

    /** Says no; false when there is nothing to say no to. */
    public boolean cancel(Telephone phone, @Nullable String prompt) {
        var now = clock.instant();
        synchronized (lock) {
            var card = cards.get(phone);
            var shown = card == null ? null : shown(card, now);
            if (shown == null || (prompt != null && !prompt.equals(shown.id()))) {
                return false;
            }
            end(shown, Prompt.State.CANCELLED, now);
            return true;
        }
    }

    /** Whether three wrong PINs, or the town, have blocked a number's key. */
    public boolean isBlocked(Telephone phone) {
        return sims.find(phone).map(this::isBlocked).orElse(false);
    }

    /** The operator gives the PIN back, as at the counter. */
    public void unblock(Telephone phone) {
        synchronized (lock) {
            var card = cards.computeIfAbsent(phone, unknown -> new Card());
            card.blocked = false;
            card.wrong = 0;
            card.version++;
            if (sims.find(phone).map(this::troubleOf).orElse(Trouble.NONE) == Trouble.BLOCKED) {
                card.ordered = Trouble.NONE;
            }
        }
    }

    /** Puts a number into trouble, or out of it, for its next prompts; false when there is no such SIM. */
    public boolean order(Telephone phone, Trouble trouble) {
        if (sims.find(phone).isEmpty()) {
            return false;
        }
        synchronized (lock) {
            var card = cards.computeIfAbsent(phone, unknown -> new Card());
            card.ordered = trouble;
            card.version++;
        }
        return true;
    }

    // ---- within the lock ------------------------------------------------------------------------------------------

    private Trouble troubleOf(Sim sim) {
        var card = cards.get(sim.phone());
        return card == null || card.ordered == null ? sim.trouble() : card.ordered;
    }

    private @Nullable Prompt shown(Card card, Instant now) {
        settle(card.open, now);
        return card.open == null || card.open.trouble() == Trouble.UNREACHABLE ? null : card.open;
    }

    /** Ends what time has ended. */
    private void settle(@Nullable Prompt prompt, Instant now) {
        if (prompt == null || prompt.state.isEnd()) {
            return;
        }
        if (!now.isBefore(prompt.expires())) {
            end(prompt, Prompt.State.TIMED_OUT, now);
        } else if (prompt.trouble() == Trouble.UNREACHABLE
                && prompt.sim().network() == Network.VINA
                && !now.isBefore(prompt.since.plus(UNREACHABLE_AFTER))) {
            end(prompt, Prompt.State.UNREACHABLE, now); // only the operator itself knows whether a phone is there
        }
    }

    private void end(Prompt prompt, Prompt.State state, Instant now) {
        prompt.state = state;
        prompt.since = now;
        open--;
        var card = cards.computeIfAbsent(prompt.sim().phone(), phone -> new Card());
        card.open = null;
        card.version++;
        var kind = switch (state) {
            case SIGNED -> Last.Kind.SIGNED;
            case CANCELLED -> Last.Kind.CANCELLED;
            case TIMED_OUT -> Last.Kind.TIMED_OUT;
            case PIN_BLOCKED -> Last.Kind.BLOCKED;
            case OPEN, UNREACHABLE -> null;
        };
        if (kind != null && prompt.trouble() != Trouble.UNREACHABLE) {
            card.last = new Last(kind, "", now);
        }
        if (prompt.waiting != null) {
            prompt.waiting.complete(state);
        }
        prompt.afterwards.forEach(Runnable::run);
        prompt.afterwards.clear();
    }

    private static Prompt.State heard(Prompt prompt, Instant now) {
        return prompt.state == Prompt.State.SIGNED
                        && prompt.trouble() == Trouble.LATE
                        && now.isBefore(prompt.since.plus(LATENESS))
                ? Prompt.State.OPEN
                : prompt.state;
    }

    private void sweep() {
        var now = clock.instant();
        var before = now.minus(MEMORY);
        synchronized (lock) {
            prompts.values().removeIf(prompt -> {
                settle(prompt, now);
                return prompt.state.isEnd() && (prompt.since.isBefore(before) || prompts.size() > MOST);
            });
            cards.values().removeIf(card -> card.isForgettable(before));
        }
    }

    static String token() {
        var bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
