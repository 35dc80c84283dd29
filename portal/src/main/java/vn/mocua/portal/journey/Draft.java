package vn.mocua.portal.journey;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A journey under way, as it was read.
 *
 * @param generation which of the browser's words for it is the newest; it changes when something was proved
 * @param newestSeen whether the browser has shown that it received the newest word
 * @param ending where the journey led, once it is over
 */
record Draft<S>(
        UUID id,
        int generation,
        boolean newestSeen,
        int version,
        Kept<S> kept,
        @Nullable String ending,
        Instant begunAt) {

    /**
     * What is remembered between two pages.
     *
     * @param known null once the journey is over and all is forgotten
     * @param typed per step what was typed, but for secrets
     * @param notice something to be said at the next page that is shown
     */
    record Kept<S>(
            @Nullable S known,
            Map<String, Map<String, String>> typed,
            @Nullable Notice notice,
            @Nullable String receipt) {

        Kept<S> with(S more) {
            return new Kept<>(more, typed, notice, receipt);
        }

        Kept<S> typing(String step, Map<String, String> answers) {
            var all = new HashMap<>(typed);
            all.put(step, answers);
            return new Kept<>(known, Map.copyOf(all), notice, receipt);
        }

        Kept<S> noticing(@Nullable Notice what) {
            return new Kept<>(known, typed, what, receipt);
        }
    }

    /** What arriving at a step had to say: no code could be sent, and when it can. */
    record Notice(String step, Problem problem, @Nullable Instant notBefore) {}

    /** The version of a draft that was not kept yet: of a journey that is just being begun. */
    static final int NOT_KEPT = -1;

    boolean isKept() {
        return version != NOT_KEPT;
    }

    S known() {
        var known = kept.known();
        if (known == null) {
            throw new IllegalStateException("the journey is over");
        }
        return known;
    }

    Draft<S> keeping(Kept<S> other) {
        return new Draft<>(id, generation, newestSeen, version, other, ending, begunAt);
    }

    /** The same, to be saved over another look at this draft. */
    Draft<S> over(Draft<S> now) {
        return at(now.version());
    }

    Draft<S> at(int other) {
        return new Draft<>(id, generation, newestSeen, other, kept, ending, begunAt);
    }

    /** The journey is over: what was known is forgotten, and where it led and what it left is kept. */
    Draft<S> ended(String where, String receipt) {
        var forgotten = new Kept<S>(null, Map.of(), null, receipt);
        return new Draft<>(id, generation, newestSeen, version, forgotten, where, begunAt);
    }

    Draft<S> underNewWord() {
        return new Draft<>(id, generation + 1, false, version, kept, ending, begunAt);
    }
}
