package vn.mocua.portal.federation;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * What the two steps need of a journey.
 *
 * @param noted what was noted of the way under way; empty when nothing was
 * @param noting keeps that note; an empty one forgets it
 * @param isVouchedFor whether the provider's word is there
 * @param unvouched what remains without it
 * @param whom one word for the kind of applicant, such as citizen: what is told of other kinds alone is not shown
 */
public record Means<S>(
        Function<S, String> noted,
        BiFunction<S, String, S> noting,
        Predicate<S> isVouchedFor,
        UnaryOperator<S> unvouched,
        Function<S, String> whom) {}
