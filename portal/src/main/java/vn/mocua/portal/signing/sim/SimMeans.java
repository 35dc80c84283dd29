package vn.mocua.portal.signing.sim;

import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.signing.CheckedCertificate;
import vn.mocua.portal.signing.Purpose;

/**
 * What the two steps need of a journey.
 *
 * @param purpose what the signature is for
 * @param kind whom the certificate must name; null where any kind will do
 * @param noted what was noted of the prompt under way; empty when there is none
 * @param noting keeps that note; an empty one forgets it
 * @param isProven whether the signature is there
 * @param unproven what remains without it, and without the number
 * @param agreed what is known once the terms were agreed to; the same where none are asked for
 * @param proved what follows from the signature
 */
public record SimMeans<S>(
        Function<S, Purpose> purpose,
        Function<S, @Nullable SubjectKind> kind,
        Function<S, String> noted,
        BiFunction<S, String, S> noting,
        Predicate<S> isProven,
        UnaryOperator<S> unproven,
        UnaryOperator<S> agreed,
        Judge<S> proved) {

    /** What a journey makes of a signature. */
    @FunctionalInterface
    public interface Judge<S> {
        Outcome<S> judge(S known, Signer signer, Visit visit);
    }

    /**
     * Who signed.
     *
     * @param certificate that stood every check
     * @param proof by which the signature is kept
     * @param phone whose SIM signed: its owner holds it and knows its PIN
     */
    public record Signer(CheckedCertificate certificate, UUID proof, PhoneNumber phone) {}
}
