package vn.mocua.portal.registration;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.information.Documents;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;

/**
 * The first step of a method that asks who the person is and holds it against a register: within the limits that stop
 * guessing, and with one refusal for every kind of no.
 */
public abstract class MatchedDetails<F extends Record & MatchedDetails.Claimant> implements Step<Registration, F> {

    /** What is asked in each such form; a register may need more. */
    public interface Claimant {

        NationalId nationalId();

        /** Of a former card, for those whom the register still knows by it. */
        @Nullable
        NationalId oldNationalId();

        FullName fullName();

        BirthDate birthDate();

        PhoneNumber phone();

        @Nullable
        EmailAddress email();

        /** Whom the person claims to be. */
        default Citizen claimed() {
            return new Citizen(nationalId(), oldNationalId(), fullName(), birthDate());
        }
    }

    private final Matching matching;
    private final Documents documents;

    protected MatchedDetails(Matching matching, Documents documents) {
        this.matching = matching;
        this.documents = documents;
    }

    /** What the register says; empty for every kind of no. Silence is thrown. */
    protected abstract Optional<Evidence> matched(F form, Visit visit);

    /** Limits of the method's own, besides those that all methods share. */
    protected Use[] limits(F form) {
        return new Use[0];
    }

    @Override
    public String key() {
        return "details";
    }

    @Override
    public boolean forHumansOnly() {
        return true;
    }

    @Override
    public boolean isDone(Registration known) {
        return known.isProven();
    }

    @Override
    public Registration forget(Registration known) {
        return known.unproven();
    }

    @Override
    public List<Problem> doubts(F form, Visit visit) {
        return matching.implausible(form.claimed(), visit).isPresent()
                ? List.of()
                : Doubts.of(form.nationalId(), form.birthDate());
    }

    /** Every "no" is the same refusal (ruling 6 of the specification). */
    @Override
    public Outcome<Registration> submit(Registration known, F form, Visit visit) {
        var problem = matching.implausible(form.claimed(), visit);
        if (problem.isPresent()) {
            return Outcome.again(List.of(problem.get()));
        }
        return matching.asked(form.claimed(), form.phone(), visit, () -> matched(form, visit), limits(form))
                .map(evidence -> Outcome.advance(known.provenBy(evidence)
                        .reachedAt(form.phone(), form.email())
                        .consenting(documents.agreed())))
                .orElseGet(() -> Outcome.stop("no-match"));
    }
}
