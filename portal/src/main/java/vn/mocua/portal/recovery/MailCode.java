package vn.mocua.portal.recovery;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Otp;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.OneTimeCodes.Checking;
import vn.mocua.portal.otp.OneTimeCodes.Sending;
import vn.mocua.portal.otp.Purpose;

/** Whoever answered at the phone answers at the mailbox too, where the account has a confirmed one: a SIM alone is not enough. */
@Component
class MailCode implements Step<Recovering, MailCode.Form> {

    public record Form(@Secret Otp otp) {}

    private final OneTimeCodes codes;
    private final Accounts accounts;

    MailCode(OneTimeCodes codes, Accounts accounts) {
        this.codes = codes;
        this.accounts = accounts;
    }

    @Override
    public String key() {
        return "mail-code";
    }

    @Override
    public String page() {
        return "recovery/mailCode.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public boolean isDone(Recovering known) {
        return known.hasProven();
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
    public Outcome<Recovering> enter(Recovering known, Visit visit) {
        var phone = Objects.requireNonNull(known.byPhone());
        var account = accountOf(known);
        var sending = codes.send(Purpose.RECOVER_BY_MAIL, phone.mailCodes(), mailbox(account), account.id(), visit);
        return switch (sending) {
            case Sending.Sent(var under) -> Outcome.advance(known.byPhone(phone.mailed(under)));
            case Sending.NotBefore(var when) -> Outcome.notBefore(when, "", "email.notBefore", when);
            case Sending.NoMore(var usedUp) -> Outcome.stop("recovery-begin-anew");
        };
    }

    @Override
    public Outcome<Recovering> submit(Recovering known, Form form, Visit visit) {
        var under = Objects.requireNonNull(known.byPhone()).mailCodes();
        if (under == null) {
            return Outcome.again("otp", "otp.expired");
        }
        var account = accountOf(known);
        var checking = codes.check(
                Purpose.RECOVER_BY_MAIL, under, mailbox(account), account.id().toString(), form.otp(), visit);
        return switch (checking) {
            case Checking.Right() -> Outcome.advance(PhoneCode.proven(known, account));
            case Checking.Wrong(var triesLeft) -> Outcome.again("otp", "otp.wrong", triesLeft);
            case Checking.Expired() -> Outcome.again("otp", "otp.expired");
            case Checking.UsedUp() -> Outcome.stop("recovery-begin-anew");
            case Checking.NotBefore(var when) -> Outcome.notBefore(when, "", "otp.tooManyTries", when);
        };
    }

    @Override
    public Map<String, ?> show(Recovering known, Visit visit) {
        var under = Objects.requireNonNull(known.byPhone()).mailCodes();
        var model = new HashMap<String, Object>();
        model.put(
                "more",
                under == null
                        || codes.standing(under)
                                .map(OneTimeCodes.Standing::mayBeSentAgain)
                                .orElse(true));
        return model;
    }

    private Account accountOf(Recovering known) {
        return accounts.find(Objects.requireNonNull(
                        Objects.requireNonNull(known.byPhone()).account()))
                .orElseThrow();
    }

    private static EmailAddress mailbox(Account account) {
        return Objects.requireNonNull(account.email());
    }
}
