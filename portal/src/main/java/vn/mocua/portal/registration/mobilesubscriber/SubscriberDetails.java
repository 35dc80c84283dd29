package vn.mocua.portal.registration.mobilesubscriber;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
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
import vn.mocua.portal.journey.Ticked;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.registration.Doubts;
import vn.mocua.portal.registration.Matching;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.subscriber.SimChanges;
import vn.mocua.portal.subscriber.SubscriberRegister;
import vn.mocua.portal.subscriber.SubscriberRegister.Answer;

/** Asks who the person is, and asks the operator whether the number is theirs. */
@Component
class SubscriberDetails implements Step<Registration, SubscriberDetails.Form> {

    /** The guide's form, and the number of a former card for those whose line is still registered with it. */
    public record Form(
            NationalId nationalId,
            @Nullable NationalId oldNationalId,
            FullName fullName,
            BirthDate birthDate,
            PhoneNumber phone,
            @Nullable EmailAddress email,
            Ticked consent) {

        Citizen claimed() {
            return new Citizen(nationalId, oldNationalId, fullName, birthDate);
        }
    }

    private final SubscriberRegister register;
    private final SimChanges simChanges;
    private final Matching matching;
    private final Documents documents;
    private final Duration simAge;

    SubscriberDetails(
            SubscriberRegister register,
            SimChanges simChanges,
            Matching matching,
            Documents documents,
            @Value("${mocua.subscriber.sim-age:72h}") Duration simAge) {
        this.register = register;
        this.simChanges = simChanges;
        this.matching = matching;
        this.documents = documents;
        this.simAge = simAge;
    }

    @Override
    public String key() {
        return "details";
    }

    @Override
    public String page() {
        return "registration/mobilesubscriber/details.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
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
    public List<Problem> doubts(Form form, Visit visit) {
        return matching.implausible(form.claimed(), visit).isPresent()
                ? List.of()
                : Doubts.of(form.nationalId(), form.birthDate());
    }

    /** Every "no" is the same refusal (ruling 6 of the specification). */
    @Override
    public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
        var problem = matching.implausible(form.claimed(), visit);
        if (problem.isPresent()) {
            return Outcome.again(List.of(problem.get()));
        }
        return matching.asked(form.claimed(), form.phone(), visit, () -> matched(form))
                .map(evidence -> Outcome.advance(known.provenBy(evidence)
                        .reachedAt(form.phone(), form.email())
                        .consenting(documents.agreed())))
                .orElseGet(() -> Outcome.stop("no-match"));
    }

    private Optional<Evidence> matched(Form form) {
        return switch (register.ask(form.phone(), form.claimed(), MobileSubscriber.KEY)) {
            case Answer.Owner(var evidence) ->
                simChanges.lately(form.phone(), simAge) == SimChanges.Recency.NOT_SWAPPED
                        ? Optional.of(evidence)
                        : Optional.empty();
            case Answer.SomeoneElse(), Answer.CannotTell() -> Optional.empty();
        };
    }
}
