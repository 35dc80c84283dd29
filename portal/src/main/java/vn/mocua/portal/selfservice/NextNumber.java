package vn.mocua.portal.selfservice;

import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;

/** Asks for the number that the account is to have, and whether it is its owner's. */
@Component
class NextNumber implements Step<PhoneChange, NextNumber.Form> {

    public record Form(PhoneNumber phone) {}

    private final Accounts accounts;
    private final OwnNumber ownNumber;

    NextNumber(Accounts accounts, OwnNumber ownNumber) {
        this.accounts = accounts;
        this.ownNumber = ownNumber;
    }

    @Override
    public String key() {
        return "new-number";
    }

    @Override
    public String page() {
        return "selfservice/number.jte";
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
    public boolean isDone(PhoneChange known) {
        return known.next() != null;
    }

    @Override
    public Outcome<PhoneChange> submit(PhoneChange known, Form form, Visit visit) {
        if (form.phone().equals(known.former())) {
            return Outcome.again("phone", "phone.same");
        }
        var owner = accounts.find(known.account()).orElseThrow().subject();
        if (owner instanceof Citizen citizen && !ownNumber.belongsTo(citizen, form.phone(), visit)) {
            return Outcome.stop(PhoneJourney.NOT_YOURS);
        }
        return Outcome.advance(known.to(form.phone()));
    }
}
