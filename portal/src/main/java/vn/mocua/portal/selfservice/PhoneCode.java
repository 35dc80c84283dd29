package vn.mocua.portal.selfservice;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.Otp;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.OneTimeCodes.Checking;
import vn.mocua.portal.otp.OneTimeCodes.Sending;
import vn.mocua.portal.otp.Purpose;
import vn.mocua.portal.otp.Whom;

/** Makes sure that the owner holds a phone: the next one, or the former one unless they say that they lost it. */
final class PhoneCode implements Step<PhoneChange, PhoneCode.Form> {

    /** @param lost the button by which the former phone is said to be gone */
    public record Form(@Secret @Nullable Otp otp, boolean lost) {}

    private final OneTimeCodes codes;
    private final ContactsChanged changed;
    private final boolean ofFormer;
    private final Purpose purpose;

    PhoneCode(OneTimeCodes codes, ContactsChanged changed, boolean ofFormer) {
        this.codes = codes;
        this.changed = changed;
        this.ofFormer = ofFormer;
        this.purpose = ofFormer ? Purpose.LEAVE_PHONE : Purpose.CHANGE_PHONE;
    }

    @Override
    public String key() {
        return ofFormer ? "former" : "otp";
    }

    @Override
    public String page() {
        return "selfservice/phoneCode.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    @Override
    public boolean isDone(PhoneChange known) {
        return ofFormer ? known.isAgreed() || known.formerLost() : known.answered();
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
    public Outcome<PhoneChange> enter(PhoneChange known, Visit visit) {
        var sending = codes.send(
                purpose, transaction(known), phone(known), known.account().toString(), whom(known), visit);
        return switch (sending) {
            case Sending.Sent(var under) -> Outcome.advance(ofFormer ? known.sentToFormer(under) : known.sent(under));
            case Sending.NotBefore(var when) -> Outcome.notBefore(when, "", "otp.notBefore", when);
            case Sending.NoMore(var triesUsedUp) ->
                Outcome.tooOften(triesUsedUp ? "too-many-tries" : "too-many-codes", anew(known));
        };
    }

    @Override
    public Outcome<PhoneChange> submit(PhoneChange known, Form form, Visit visit) {
        if (ofFormer && form.lost()) {
            return Outcome.advance(known.withoutFormer());
        }
        if (form.otp() == null) {
            return Outcome.again("otp", "otp.missing");
        }
        var transaction = transaction(known);
        if (transaction == null) {
            return Outcome.again("otp", "otp.expired");
        }
        var checking =
                codes.check(purpose, transaction, phone(known), known.account().toString(), form.otp(), visit);
        return switch (checking) {
            case Checking.Right() -> Outcome.advance(ofFormer ? known.withFormerAnswer() : known.withAnswer());
            case Checking.Wrong(var triesLeft) -> Outcome.again("otp", "otp.wrong", triesLeft);
            case Checking.Expired() -> Outcome.again("otp", "otp.expired");
            case Checking.UsedUp(var byThis) ->
                byThis ? Outcome.stop("too-many-tries") : Outcome.tooOften("too-many-tries", anew(known));
            case Checking.NotBefore(var when) -> Outcome.notBefore(when, "", "otp.tooManyTries", when);
        };
    }

    /** When another code can be had. */
    private Instant anew(PhoneChange known) {
        return codes.nextSendAt(purpose, phone(known));
    }

    @Override
    public Map<String, ?> show(PhoneChange known, Visit visit) {
        var standing = Optional.ofNullable(transaction(known)).flatMap(codes::standing);
        var model = new HashMap<String, Object>();
        model.put("sentTo", phone(known).masked());
        model.put("sent", standing.isPresent());
        model.put("former", ofFormer);
        model.put("lostWait", changed.waiting());
        model.put("now", visit.now());
        model.put("nextSendAt", anew(known));
        model.put("expiresAt", standing.map(OneTimeCodes.Standing::expiresAt).orElse(Instant.EPOCH));
        model.put("resends", standing.map(OneTimeCodes.Standing::resends).orElse(0));
        return model;
    }

    private @Nullable UUID transaction(PhoneChange known) {
        return ofFormer ? known.formerCodes() : known.codes();
    }

    private PhoneNumber phone(PhoneChange known) {
        return Objects.requireNonNull(ofFormer ? known.former() : known.next());
    }

    private static Whom whom(PhoneChange known) {
        return new Whom(known.kind(), known.who(), known.account());
    }
}
