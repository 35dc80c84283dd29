package vn.mocua.portal.registration.socialinsurance;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.SocialInsuranceNumber;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.information.Documents;
import vn.mocua.portal.journey.Ticked;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.registration.MatchedDetails;
import vn.mocua.portal.registration.Matching;
import vn.mocua.portal.registration.socialinsurance.InsuranceRegister.Answer;
import vn.mocua.portal.subscriber.SimChanges;
import vn.mocua.portal.subscriber.SubscriberRegister;
import vn.mocua.portal.vault.Vault;

/** Asks who the person is, and asks the insurance agency and the operator whether that is so. */
@ConditionalOnProperty("mocua.insurance.record-url")
@Component
class InsuranceDetails extends MatchedDetails<InsuranceDetails.Form> {

    /** The guide's form, and the number of a former card for those whom the agency knows by it. */
    public record Form(
            NationalId nationalId,
            @Nullable NationalId oldNationalId,
            SocialInsuranceNumber socialInsuranceNumber,
            FullName fullName,
            BirthDate birthDate,
            PhoneNumber phone,
            @Nullable EmailAddress email,
            Ticked consent)
            implements Claimant {}

    private final InsuranceRegister insurance;
    private final SubscriberRegister subscribers;
    private final SimChanges simChanges;
    private final Vault vault;
    private final Duration simAge;

    InsuranceDetails(
            InsuranceRegister insurance,
            SubscriberRegister subscribers,
            SimChanges simChanges,
            Matching matching,
            Vault vault,
            Documents documents,
            @Value("${mocua.subscriber.sim-age:72h}") Duration simAge) {
        super(matching, documents);
        this.insurance = insurance;
        this.subscribers = subscribers;
        this.simChanges = simChanges;
        this.vault = vault;
        this.simAge = simAge;
    }

    @Override
    public String page() {
        return "registration/socialinsurance/details.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    protected Use[] limits(Form form) {
        var number = form.socialInsuranceNumber().value();
        return new Use[] {Use.of(SocialInsurance.FAILURES, vault.lookup("social-insurance-number", number))};
    }

    /**
     * All three questions are asked whatever the answers are, the agency's last: neither the time nor the silence of the
     * operator tells whether the agency's record agreed (threat T18).
     */
    @Override
    protected Optional<Evidence> matched(Form form, Visit visit) {
        var owner = switch (subscribers.ask(form.phone(), form.claimed(), SocialInsurance.KEY)) {
            case SubscriberRegister.Answer.Owner(var evidence) ->
                evidence.subject() instanceof Citizen citizen ? citizen : null;
            case SubscriberRegister.Answer.SomeoneElse(), SubscriberRegister.Answer.CannotTell() -> null;
        };
        var recency = simChanges.lately(form.phone(), simAge);
        var claim = new Claim(form.claimed(), form.phone(), owner);
        return switch (insurance.ask(form.socialInsuranceNumber())) {
            case Answer.Insured(var record) ->
                recency == SimChanges.Recency.NOT_SWAPPED ? claim.provenBy(record, visit.now()) : Optional.empty();
            case Answer.Nobody() -> Optional.empty();
        };
    }
}
