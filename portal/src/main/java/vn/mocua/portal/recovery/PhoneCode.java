package vn.mocua.portal.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Otp;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.SameTime;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.OneTimeCodes.Checking;
import vn.mocua.portal.otp.OneTimeCodes.Sending;
import vn.mocua.portal.otp.Purpose;
import vn.mocua.portal.otp.Whom;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.recovery.Recovering.ByPhone;

/**
 * Sends a code to the phone on record, if the operator said that the number is this person's and the account is one that a
 * phone opens; else it sends nothing and looks and lasts just the same. Pauses, counts and times are the journey's own,
 * so that a code that was never sent has them too (threats T16, T33).
 */
@Component
class PhoneCode implements Step<Recovering, PhoneCode.Form> {

    public record Form(@Secret Otp otp) {}

    private static final int MOST_SENDS = 3;
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final OneTimeCodes codes;
    private final Accounts accounts;
    private final RecoveryEnd end;
    private final Caution caution;
    private final Limits limits;
    private final SameTime sameTime;

    PhoneCode(
            OneTimeCodes codes, Accounts accounts, RecoveryEnd end, Caution caution, Limits limits, SameTime sameTime) {
        this.codes = codes;
        this.accounts = accounts;
        this.end = end;
        this.caution = caution;
        this.limits = limits;
        this.sameTime = sameTime;
    }

    @Override
    public String key() {
        return "code";
    }

    @Override
    public String page() {
        return "recovery/code.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public boolean isDone(Recovering known) {
        return known.byPhone() != null && known.byPhone().answered();
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
        if (phone.sends() >= MOST_SENDS) {
            return Outcome.again("", "recovery.code.no-more");
        }
        if (visit.now().isBefore(phone.nextSendAt())) {
            return Outcome.notBefore(phone.nextSendAt(), "", "otp.notBefore", phone.nextSendAt());
        }
        return sameTime.of(() -> {
            // The operator was asked a moment before the first one, and any time before a further one.
            var account = open(known, phone, visit).filter(each -> phone.sends() == 0 || isSimStillTheirs(phone));
            var sent = account.map(each -> send(each, known, phone, visit)).orElse(null);
            var next = visit.now().plus(PAUSE.multipliedBy(1L << phone.sends()));
            return Outcome.advance(known.byPhone(
                    phone.sent(account.map(Account::id).orElse(null), sent == null ? phone.codes() : sent, next)));
        });
    }

    /** What came of it is nobody's business: a pause or a limit of the phone looks as if a code were on its way. */
    private @Nullable UUID send(Account account, Recovering known, ByPhone phone, Visit visit) {
        var sending = codes.send(
                Purpose.RECOVER,
                phone.codes(),
                phone.phone(),
                accounts.keyOf(known.whose()),
                new Whom(known.whose().kind(), known.who(), account.id()),
                visit);
        return sending instanceof Sending.Sent(var under) ? under : null;
    }

    /** The account that a code to this phone opens: of level 2, its own phone, which is the person's and was so for days. */
    private Optional<Account> open(Recovering known, ByPhone phone, Visit visit) {
        var matched = phone.matched();
        if (matched == null) {
            return Optional.empty();
        }
        return end.meant(known)
                .filter(account -> account.ial() != Ial.IAL3)
                .filter(account -> phone.phone().equals(account.phone()))
                .filter(account -> account.subject().agreesWith(matched.subject()))
                .filter(account ->
                        !caution.wasPhoneChanged(account.id(), visit.now().minus(caution.simAge())));
    }

    @Override
    public Outcome<Recovering> submit(Recovering known, Form form, Visit visit) {
        var phone = Objects.requireNonNull(known.byPhone());
        if (limits.take(Use.of(RecoveryLimits.CODE_TRIES, visit.draft().toString())) instanceof Taken.Refused) {
            return Outcome.stop("recovery-begin-anew");
        }
        return sameTime.of(() -> {
            if (!isRight(known, phone, form.otp(), visit)) {
                return Outcome.again("otp", "recovery.code.wrong");
            }
            // What was so when the code was sent must be so still: the SIM too, for a code waits for a phone that is
            // off.
            var account = open(known, phone, visit);
            if (account.isEmpty()
                    || !account.get().id().equals(phone.account())
                    || !caution.isSimOldEnough(phone.phone())) {
                return Outcome.again("otp", "recovery.code.wrong");
            }
            var mailToo = account.get().email() != null && account.get().emailConfirmedAt() != null;
            var further = known.byPhone(phone.wasAnswered(mailToo));
            return Outcome.advance(mailToo ? further : proven(further, account.get()));
        });
    }

    /** Silence is a no here: that a code does not come must not tell that there is such an account. */
    private boolean isSimStillTheirs(ByPhone phone) {
        try {
            return caution.isSimOldEnough(phone.phone());
        } catch (OutsideUnavailable silence) {
            return false;
        }
    }

    static Recovering proven(Recovering known, Account account) {
        return known.provenAs(account.id(), "phone", account.phone() != null);
    }

    private boolean isRight(Recovering known, ByPhone phone, Otp typed, Visit visit) {
        var under = phone.codes();
        return phone.account() != null
                && under != null
                && codes.check(Purpose.RECOVER, under, phone.phone(), accounts.keyOf(known.whose()), typed, visit)
                        instanceof Checking.Right;
    }

    @Override
    public Map<String, ?> show(Recovering known, Visit visit) {
        var phone = Objects.requireNonNull(known.byPhone());
        var model = new HashMap<String, Object>();
        model.put("now", visit.now());
        model.put("nextSendAt", phone.sends() >= MOST_SENDS ? Instant.EPOCH : phone.nextSendAt());
        model.put("more", phone.sends() < MOST_SENDS);
        model.put("sends", phone.sends());
        model.put("simAge", caution.simAge());
        return model;
    }
}
