package vn.mocua.portal.registration.toy;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.Otp;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.registration.ChoosePassword;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.registration.RegistrationMethod;

/** A way to register that only tests know: who says the number of the toy box is the one whom it names. */
final class Toy {

    static final String NUMBER = "271828";

    private Toy() {}

    static RegistrationMethod method(NationalId named, PhoneNumber phone, ChoosePassword password, Clock clock) {
        return method(Strength.RECORD_MATCHED, named, phone, password, clock);
    }

    /** With evidence that carries all that evidence of this strength can. */
    static RegistrationMethod method(
            Strength strength, NationalId named, PhoneNumber phone, ChoosePassword password, Clock clock) {
        return RegistrationMethod.at("toy")
                .openTo(SubjectKind.CITIZEN)
                .yielding(strength)
                .steps(new SayNumber(strength, named, phone, clock), password);
    }

    /** Borrows the page of one-time codes. */
    record SayNumber(Strength strength, NationalId named, PhoneNumber phone, Clock clock)
            implements Step<Registration, SayNumber.Form> {

        public record Form(@Secret Otp otp) {}

        @Override
        public String key() {
            return "toy-number";
        }

        @Override
        public String page() {
            return "otp/code.jte";
        }

        @Override
        public Class<Form> form() {
            return Form.class;
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
        public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
            if (!form.otp().value().equals(NUMBER)) {
                return Outcome.again("otp", "otp.wrong", 1);
            }
            var evidence = new Evidence(
                    new Citizen(named, null, FullName.of("Toy Box"), BirthDate.of("1990")),
                    strength,
                    "toy",
                    "toy-box",
                    strength.atMost(),
                    Map.of("number", "true"),
                    clock.instant());
            return Outcome.advance(
                    known.provenBy(evidence).reachedAt(phone, null).withPhoneConfirmed());
        }

        @Override
        public Map<String, ?> show(Registration known, Visit visit) {
            return Map.of(
                    "sentTo",
                    "toy",
                    "now",
                    visit.now(),
                    "nextSendAt",
                    visit.now(),
                    "expiresAt",
                    visit.now().plus(Duration.ofMinutes(1)));
        }
    }
}
