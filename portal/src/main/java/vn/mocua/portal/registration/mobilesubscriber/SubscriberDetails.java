package vn.mocua.portal.registration.mobilesubscriber;

import java.time.Duration;
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
import vn.mocua.portal.information.Documents;
import vn.mocua.portal.journey.Ticked;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.registration.MatchedDetails;
import vn.mocua.portal.registration.Matching;
import vn.mocua.portal.subscriber.SimChanges;
import vn.mocua.portal.subscriber.SubscriberRegister;
import vn.mocua.portal.subscriber.SubscriberRegister.Answer;

/** Asks who the person is, and asks the operator whether the number is theirs. */
@Component
class SubscriberDetails extends MatchedDetails<SubscriberDetails.Form> {

    /** The guide's form, and the number of a former card for those whose line is still registered with it. */
    public record Form(
            NationalId nationalId,
            @Nullable NationalId oldNationalId,
            FullName fullName,
            BirthDate birthDate,
            PhoneNumber phone,
            @Nullable EmailAddress email,
            Ticked consent)
            implements Claimant {}

    private final SubscriberRegister register;
    private final SimChanges simChanges;
    private final Duration simAge;

    SubscriberDetails(
            SubscriberRegister register,
            SimChanges simChanges,
            Matching matching,
            Documents documents,
            @Value("${mocua.subscriber.sim-age:72h}") Duration simAge) {
        super(matching, documents);
        this.register = register;
        this.simChanges = simChanges;
        this.simAge = simAge;
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
    protected Optional<Evidence> matched(Form form, Visit visit) {
        return switch (register.ask(form.phone(), form.claimed(), MobileSubscriber.KEY)) {
            case Answer.Owner(var evidence) ->
                simChanges.lately(form.phone(), simAge) == SimChanges.Recency.NOT_SWAPPED
                        ? Optional.of(evidence)
                        : Optional.empty();
            case Answer.SomeoneElse(), Answer.CannotTell() -> Optional.empty();
        };
    }
}
