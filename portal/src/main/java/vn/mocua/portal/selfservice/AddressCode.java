package vn.mocua.portal.selfservice;

import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.Otp;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.OneTimeCodes.Checking;
import vn.mocua.portal.otp.OneTimeCodes.Sending;
import vn.mocua.portal.otp.Purpose;

/** Makes sure that the owner reads the mailbox. */
@Component
class AddressCode implements Step<EmailChange, AddressCode.Form> {

    public record Form(@Secret Otp otp) {}

    private final OneTimeCodes codes;

    AddressCode(OneTimeCodes codes) {
        this.codes = codes;
    }

    @Override
    public String key() {
        return "otp";
    }

    @Override
    public String page() {
        return "selfservice/addressCode.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public boolean isDone(EmailChange known) {
        return known.answered();
    }

    @Override
    public boolean canBeRepeated() {
        return false;
    }

    @Override
    public boolean raisesPrivilege() {
        return true;
    }

    @Override
    public Outcome<EmailChange> enter(EmailChange known, Visit visit) {
        var sending = codes.send(
                Purpose.CHANGE_EMAIL, known.codes(), Objects.requireNonNull(known.next()), known.account(), visit);
        return switch (sending) {
            case Sending.Sent(var under) -> Outcome.advance(known.sent(under));
            case Sending.NotBefore(var when) -> Outcome.notBefore(when, "", "email.notBefore", when);
            case Sending.NoMore(var triesUsedUp) -> Outcome.stop(triesUsedUp ? "too-many-tries" : "too-many-codes");
        };
    }

    @Override
    public Outcome<EmailChange> submit(EmailChange known, Form form, Visit visit) {
        if (known.codes() == null) {
            return Outcome.again("otp", "otp.expired");
        }
        var checking = codes.check(
                Purpose.CHANGE_EMAIL,
                known.codes(),
                Objects.requireNonNull(known.next()),
                known.account().toString(),
                form.otp(),
                visit);
        return switch (checking) {
            case Checking.Right() -> Outcome.advance(known.withAnswer());
            case Checking.Wrong(var triesLeft) -> Outcome.again("otp", "otp.wrong", triesLeft);
            case Checking.Expired() -> Outcome.again("otp", "otp.expired");
            case Checking.UsedUp() -> Outcome.stop("too-many-tries");
            case Checking.NotBefore(var when) -> Outcome.notBefore(when, "", "otp.tooManyTries", when);
        };
    }

    @Override
    public Map<String, ?> show(EmailChange known, Visit visit) {
        return Map.of("sentTo", Objects.requireNonNull(known.next()).masked());
    }
}
