package vn.mocua.portal.recovery;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.SameTime;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.recovery.Recovering.ByPhone;
import vn.mocua.portal.registration.Matching;
import vn.mocua.portal.subscriber.SubscriberRegister;
import vn.mocua.portal.subscriber.SubscriberRegister.Answer;

/**
 * Asks who the person is and which phone they registered, and repeats the question to the operator. It is answered once
 * for each captcha, and what comes of it is not told: the next page is the same for everybody (threats T16, T33).
 */
@Component
class PhoneDetails implements Step<Recovering, PhoneDetails.Form> {

    public record Form(FullName fullName, BirthDate birthDate, PhoneNumber phone) {}

    private static final String METHOD = "mobile-subscriber";

    private final Matching matching;
    private final SubscriberRegister register;
    private final RecoveryEnd end;
    private final Caution caution;
    private final SameTime sameTime;

    PhoneDetails(Matching matching, SubscriberRegister register, RecoveryEnd end, Caution caution, SameTime sameTime) {
        this.matching = matching;
        this.register = register;
        this.end = end;
        this.caution = caution;
        this.sameTime = sameTime;
    }

    @Override
    public String key() {
        return "details";
    }

    @Override
    public String page() {
        return "recovery/details.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public boolean isDone(Recovering known) {
        return known.byPhone() != null;
    }

    @Override
    public boolean canBeRepeated() {
        return false;
    }

    @Override
    public Outcome<Recovering> submit(Recovering known, Form form, Visit visit) {
        return sameTime.of(() -> {
            var claimed = claimed(known, form);
            if (claimed.isEmpty()) {
                return Outcome.advance(known.byPhone(ByPhone.said(form.phone(), null, visit.now())));
            }
            var problem = matching.implausible(claimed.get(), visit);
            if (problem.isPresent()) {
                return Outcome.again(List.of(problem.get()));
            }
            var matched = matching.asked(claimed.get(), form.phone(), visit, () -> asked(claimed.get(), form.phone()))
                    .orElse(null);
            return Outcome.advance(known.byPhone(ByPhone.said(form.phone(), matched, visit.now())));
        });
    }

    /** With the other number of the same card, where the account knows it; empty for whoever is no person. */
    private Optional<Citizen> claimed(Recovering known, Form form) {
        if (known.whose().kind() != Identifier.Kind.NATIONAL_ID) {
            return Optional.empty();
        }
        var account = end.meant(known);
        if (account.isPresent() && account.get().subject() instanceof Citizen citizen) {
            return Optional.of(
                    new Citizen(citizen.nationalId(), citizen.oldNationalId(), form.fullName(), form.birthDate()));
        }
        return Optional.of(new Citizen(NationalId.of(known.whose().value()), null, form.fullName(), form.birthDate()));
    }

    private Optional<Evidence> asked(Citizen claimed, PhoneNumber phone) {
        var owner = register.ask(phone, claimed, METHOD) instanceof Answer.Owner(var evidence) ? evidence : null;
        return Optional.ofNullable(owner).filter(found -> caution.isSimOldEnough(phone));
    }
}
