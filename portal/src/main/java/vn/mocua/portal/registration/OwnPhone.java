package vn.mocua.portal.registration;

import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;

/** Asks the owner of an account that has no phone for one, to which the codes of signing in go from then on. */
final class OwnPhone implements Step<Registration, OwnPhone.Form> {

    public record Form(PhoneNumber phone) {}

    @Override
    public String key() {
        return "phone";
    }

    @Override
    public String page() {
        return "registration/phone.jte";
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
        return known.phone() != null;
    }

    @Override
    public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
        return Outcome.advance(known.reachedAt(form.phone(), known.email()));
    }
}
