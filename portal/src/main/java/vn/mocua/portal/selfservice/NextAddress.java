package vn.mocua.portal.selfservice;

import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;

/** Asks for the e-mail address that the account is to have. */
@Component
class NextAddress implements Step<EmailChange, NextAddress.Form> {

    public record Form(EmailAddress email) {}

    @Override
    public String key() {
        return "address";
    }

    @Override
    public String page() {
        return "selfservice/address.jte";
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
    public boolean isDone(EmailChange known) {
        return known.next() != null;
    }

    @Override
    public Outcome<EmailChange> submit(EmailChange known, Form form, Visit visit) {
        return Outcome.advance(known.to(form.email()));
    }
}
