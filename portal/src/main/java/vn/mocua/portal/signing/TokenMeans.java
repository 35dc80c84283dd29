package vn.mocua.portal.signing;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.signing.SignedAnswers.Answer;

/**
 * What {@link UseToken} needs of a journey.
 *
 * @param purpose what the signature is for
 * @param kind whom the certificate must name; null where any kind will do
 * @param noted which challenge was given out; empty when none was
 * @param noting keeps that; an empty one forgets it
 * @param isProved whether a signature was accepted
 * @param unproved what remains without it
 * @param judge what follows from a signature that stands
 */
public record TokenMeans<S>(
        Function<S, Purpose> purpose,
        Function<S, @Nullable SubjectKind> kind,
        Function<S, String> noted,
        BiFunction<S, String, S> noting,
        Predicate<S> isProved,
        UnaryOperator<S> unproved,
        Judge<S> judge) {

    /** What a journey makes of a signature. */
    @FunctionalInterface
    public interface Judge<S> {
        Outcome<S> judge(S known, Answer.Proved proved, Visit visit);
    }
}
