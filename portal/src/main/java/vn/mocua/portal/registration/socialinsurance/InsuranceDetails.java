package vn.mocua.portal.registration.socialinsurance;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
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
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Ticked;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.registration.Doubts;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.registration.socialinsurance.InsuranceRegister.Answer;
import vn.mocua.portal.subscriber.SimChanges;
import vn.mocua.portal.subscriber.SubscriberRegister;
import vn.mocua.portal.vault.Vault;

/** Asks who the person is, and asks the insurance agency and the operator whether that is so. */
@ConditionalOnProperty("mocua.insurance.record-url")
@Component
class InsuranceDetails implements Step<Registration, InsuranceDetails.Form> {

    /** The guide's form, and the number of a former card for those whom the agency knows by it. */
    public record Form(
            NationalId nationalId,
            @Nullable NationalId oldNationalId,
            SocialInsuranceNumber socialInsuranceNumber,
            FullName fullName,
            BirthDate birthDate,
            PhoneNumber phone,
            @Nullable EmailAddress email,
            Ticked consent) {

        Citizen claimed() {
            return new Citizen(nationalId, oldNationalId, fullName, birthDate);
        }
    }

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    private final InsuranceRegister insurance;
    private final SubscriberRegister subscribers;
    private final SimChanges simChanges;
    private final Limits limits;
    private final Vault vault;
    private final Documents documents;
    private final Clock clock;
    private final Duration simAge;
    private final int ageFloor;

    InsuranceDetails(
            InsuranceRegister insurance,
            SubscriberRegister subscribers,
            SimChanges simChanges,
            Limits limits,
            Vault vault,
            Documents documents,
            Clock clock,
            @Value("${mocua.subscriber.sim-age:72h}") Duration simAge,
            @Value("${mocua.registration.age-floor:14}") int ageFloor) {
        this.insurance = insurance;
        this.subscribers = subscribers;
        this.simChanges = simChanges;
        this.limits = limits;
        this.vault = vault;
        this.documents = documents;
        this.clock = clock;
        this.simAge = simAge;
        this.ageFloor = ageFloor;
    }

    @Override
    public String key() {
        return "details";
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
        return implausible(form, visit).isPresent() ? List.of() : Doubts.of(form.nationalId(), form.birthDate());
    }

    /**
     * A match that fails counts against the insurance number, the id, the phone and the network; it is taken from the
     * count before anybody is asked and given back when the answer is yes, so that asking in parallel guesses no more.
     * Every "no" is the same refusal (ruling 6 of the specification).
     */
    @Override
    public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
        var problem = implausible(form, visit);
        if (problem.isPresent()) {
            return Outcome.again(List.of(problem.get()));
        }
        var uses = new Use[] {
            Use.of(
                    SocialInsurance.FAILURES,
                    vault.lookup(
                            "social-insurance-number",
                            form.socialInsuranceNumber().value())),
            Use.of(
                    "match-failures-per-national-id",
                    vault.lookup("national-id", form.nationalId().value())),
            Use.of(
                    "match-failures-per-phone",
                    vault.lookup("phone", form.phone().value())),
            Use.of("match-failures-per-network", visit.network()),
            Use.inAll("match-failures-in-all")
        };
        if (limits.take(uses) instanceof Taken.Refused) {
            return Outcome.stop("no-match");
        }
        Optional<Evidence> evidence;
        try {
            evidence = matched(form);
        } catch (OutsideUnavailable silence) {
            // Silence is not a "no" and does not count as one.
            limits.giveBack(uses);
            throw silence;
        }
        if (evidence.isEmpty()) {
            return Outcome.stop("no-match");
        }
        limits.giveBack(uses);
        return Outcome.advance(known.provenBy(evidence.get())
                .reachedAt(form.phone(), form.email())
                .consenting(agreedTo()));
    }

    /**
     * All three questions are asked whatever the answers are, the agency's last: neither the time nor the silence of the
     * operator tells whether the agency's record agreed (threat T18).
     */
    private Optional<Evidence> matched(Form form) {
        var owner = switch (subscribers.ask(form.phone(), form.claimed(), SocialInsurance.KEY)) {
            case SubscriberRegister.Answer.Owner(var evidence) ->
                evidence.subject() instanceof Citizen citizen ? citizen : null;
            case SubscriberRegister.Answer.SomeoneElse(), SubscriberRegister.Answer.CannotTell() -> null;
        };
        var recency = simChanges.lately(form.phone(), simAge);
        var claim = new Claim(form.claimed(), form.phone(), owner);
        return switch (insurance.ask(form.socialInsuranceNumber())) {
            case Answer.Insured(var record) ->
                recency == SimChanges.Recency.NOT_SWAPPED ? claim.provenBy(record, clock.instant()) : Optional.empty();
            case Answer.Nobody() -> Optional.empty();
        };
    }

    /** The very texts that stood on the page: their versions and fingerprints. */
    private Map<String, String> agreedTo() {
        return documents.current().stream()
                .collect(Collectors.toMap(Documents.Document::name, each -> each.version() + " " + each.fingerprint()));
    }

    private Optional<Problem> implausible(Form form, Visit visit) {
        if (form.oldNationalId() != null && !form.oldNationalId().isOldCard()) {
            return Optional.of(Problem.with("oldNationalId", "oldNationalId.missing"));
        }
        var today = LocalDate.ofInstant(visit.now(), VIETNAM);
        var fault = form.birthDate().faultOn(today);
        if (fault.isPresent()) {
            return fault.map(key -> Problem.with("birthDate", key));
        }
        if (form.birthDate().ageOn(today) < ageFloor) {
            return Optional.of(Problem.with("birthDate", "birthDate.tooYoung", ageFloor));
        }
        return Optional.empty();
    }
}
