package vn.mocua.portal.subscriber;

import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.outside.OutsideUnavailable;

/** An operator in memory that passed {@link SubscriberRegisterContract}: for the walks of methods that ask one. */
public final class FakeSubscriberRegister implements SubscriberRegister {

    private final Clock clock;
    private final Map<PhoneNumber, Citizen> owners = new HashMap<>();
    private final Set<PhoneNumber> unsure = new HashSet<>();
    private final Set<PhoneNumber> silent = new HashSet<>();

    public FakeSubscriberRegister(Clock clock) {
        this.clock = clock;
    }

    /** Records who owns a number. */
    public FakeSubscriberRegister owns(Citizen owner, PhoneNumber phone) {
        owners.put(phone, owner);
        return this;
    }

    /** The record of this number lacks something. */
    public FakeSubscriberRegister unsureOf(PhoneNumber phone) {
        unsure.add(phone);
        return this;
    }

    /** Asked about this number, nobody answers. */
    public FakeSubscriberRegister silentOn(PhoneNumber phone) {
        silent.add(phone);
        return this;
    }

    @Override
    public Answer ask(PhoneNumber phone, Citizen claimed, String method) {
        if (silent.contains(phone)) {
            throw new OutsideUnavailable("operator", OutsideUnavailable.Why.SILENT, "a fake");
        }
        var owner = owners.get(phone);
        if (owner == null) {
            return new Answer.SomeoneElse();
        }
        var day = claimed.birthDate() != null && claimed.birthDate().precision() == BirthDate.Precision.DAY;
        var same = claimed.nationalId().equals(owner.nationalId())
                && claimed.fullName().compare(owner.fullName()).compareTo(FullName.Agreement.EQUIVALENT) <= 0
                && (!day || Objects.equals(claimed.birthDate(), owner.birthDate()));
        if (!same) {
            return new Answer.SomeoneElse();
        }
        if (unsure.contains(phone)) {
            return new Answer.CannotTell();
        }
        var answers = new HashMap<>(Map.of("nationalId", "true", "fullName", "true"));
        if (claimed.birthDate() != null) {
            answers.put("birthDate", day ? "true" : "not_asked");
            answers.put("birthDatePrecision", claimed.birthDate().precision().name());
        }
        var former = claimed.oldNationalId();
        if (former != null) {
            var confirmed = former.equals(owner.oldNationalId());
            answers.put("oldNationalId", String.valueOf(confirmed));
            former = confirmed ? former : null;
        }
        return new Answer.Owner(new Evidence(
                new Citizen(claimed.nationalId(), former, claimed.fullName(), claimed.birthDate()),
                Strength.RECORD_MATCHED,
                method,
                "operator",
                Ial.IAL2,
                answers,
                clock.instant()));
    }
}
