package vn.mocua.portal.journey;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a step answers. */
public sealed interface Outcome<S> {

    /** We know more now. */
    record Advance<S>(S known) implements Outcome<S> {}

    /**
     * Something on this page can be mended by the person, or tried later.
     *
     * @param notBefore when it may be tried again; null when at once
     */
    record Again<S>(List<Problem> problems, @Nullable Instant notBefore) implements Outcome<S> {}

    /**
     * Somebody else has not answered yet. What is known is saved, and the step's page is shown until they have: it asks
     * again by itself every three seconds, also without script, and each time {@link Step#look} is called.
     */
    record Wait<S>(S known) implements Outcome<S> {}

    /** The journey cannot go on this way; the refusal's page says what to do instead. */
    record Stop<S>(Refusal refusal) implements Outcome<S> {}

    /**
     * The person goes on at an address outside, and comes back to a later step. What is known is saved first.
     *
     * @param address at one of the step's {@link Step#origins}
     */
    record Elsewhere<S>(S known, URI address) implements Outcome<S> {

        /** Without the address, whose query belongs to nobody but the browser. */
        @Override
        public String toString() {
            return "Elsewhere[" + address.getHost() + "]";
        }
    }

    static <S> Outcome<S> advance(S known) {
        return new Advance<>(known);
    }

    static <S> Outcome<S> again(String field, String message, Object... arguments) {
        return new Again<>(List.of(Problem.with(field, message, arguments)), null);
    }

    static <S> Outcome<S> again(List<Problem> problems) {
        return new Again<>(List.copyOf(problems), null);
    }

    static <S> Outcome<S> notBefore(Instant when, String field, String message, Object... arguments) {
        return new Again<>(List.of(Problem.with(field, message, arguments)), when);
    }

    static <S> Outcome<S> await(S known) {
        return new Wait<>(known);
    }

    static <S> Outcome<S> stop(String refusal) {
        return new Stop<>(new Refusal(refusal));
    }

    /** For those who wait until somebody outside has answered; a step that asks by itself throws. */
    static <S> Outcome<S> silence(String refusal) {
        return new Stop<>(new Refusal(refusal, true, null));
    }

    /** Done too often; it may be begun anew then. */
    static <S> Outcome<S> tooOften(String refusal, Instant notBefore) {
        return new Stop<>(new Refusal(refusal, false, notBefore));
    }
}
