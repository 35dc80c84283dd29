package vn.mocua.portal.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Year;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.subscriber.SubscriberRegister.Answer;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** What every register of subscribers promises, told with the people of the town. */
interface SubscriberRegisterContract {

    SubscriberRegister register();

    Person person(Fate fate);

    @Test
    default void theOwnerOfANumberIsItsOwner() {
        var an = person(Fate.ORDINARY);

        assertThat(ask(an)).isInstanceOfSatisfying(Answer.Owner.class, owner -> {
            var evidence = owner.evidence();
            assertThat(evidence.subject()).isEqualTo(claimed(an));
            assertThat(evidence.strength()).isEqualTo(Strength.RECORD_MATCHED);
            assertThat(evidence.ial()).isEqualTo(Ial.IAL2);
            assertThat(evidence.source()).isEqualTo("operator");
            assertThat(evidence.method()).isEqualTo("mobile-subscriber");
            assertThat(evidence.answers())
                    .containsEntry("nationalId", "true")
                    .containsEntry("fullName", "true")
                    .containsEntry("birthDate", "true")
                    .containsEntry("birthDatePrecision", "DAY");
        });
    }

    @Test
    default void anybodyElseIsNot() {
        var an = person(Fate.ORDINARY);
        var other = person(Fate.ONE_WORD);

        assertThat(ask(person(Fate.NOT_THE_OWNER))).isEqualTo(new Answer.SomeoneElse());
        assertThat(ask(phone(an), citizen(other.nationalId(), null, an.fullName(), an.birthDate())))
                .isEqualTo(new Answer.SomeoneElse());
        assertThat(ask(phone(an), citizen(an.nationalId(), null, other.fullName(), an.birthDate())))
                .isEqualTo(new Answer.SomeoneElse());
        assertThat(ask(phone(an), citizen(an.nationalId(), null, an.fullName(), "01/01/1931")))
                .isEqualTo(new Answer.SomeoneElse());
    }

    @Test
    default void aNumberThatNobodyHasAnswersAlike() {
        assertThat(ask(person(Fate.UNKNOWN_NUMBER))).isEqualTo(new Answer.SomeoneElse());
    }

    @Test
    default void aYearAloneIsNotAskedAndStaysAYear() {
        var person = person(Fate.YEAR_ONLY);

        assertThat(ask(person)).isInstanceOfSatisfying(Answer.Owner.class, owner -> {
            assertThat(owner.evidence().subject()).isEqualTo(claimed(person));
            assertThat(owner.evidence().answers())
                    .containsEntry("birthDate", "not_asked")
                    .containsEntry("birthDatePrecision", "YEAR");
        });
    }

    @Test
    default void aFormerCardStaysWhenTheRecordHasIt() {
        var person = person(Fate.OLD_CARD);

        assertThat(ask(person))
                .isInstanceOfSatisfying(
                        Answer.Owner.class,
                        owner -> assertThat(owner.evidence().subject()).isEqualTo(claimed(person)));
    }

    @Test
    default void aFormerCardOfSomebodyElseIsLeftOut() {
        var an = person(Fate.ORDINARY);
        var theirs = person(Fate.OLD_CARD).oldNationalId();

        assertThat(ask(phone(an), citizen(an.nationalId(), theirs, an.fullName(), an.birthDate())))
                .isInstanceOfSatisfying(Answer.Owner.class, owner -> {
                    assertThat(owner.evidence().subject()).isEqualTo(claimed(an));
                    assertThat(owner.evidence().answers()).containsEntry("oldNationalId", "false");
                });
    }

    @Test
    default void aRecordThatLacksAFieldCannotTell() {
        assertThat(ask(person(Fate.OPERATOR_UNSURE))).isEqualTo(new Answer.CannotTell());
    }

    @Test
    default void silenceIsNeitherYesNorNo() {
        assertThat(catchThrowableOfType(OutsideUnavailable.class, () -> ask(person(Fate.OPERATOR_SILENT))))
                .isNotNull()
                .satisfies(thrown -> assertThat(thrown.why()).isEqualTo(OutsideUnavailable.Why.SILENT));
    }

    private Answer ask(Person person) {
        return ask(phone(person), claimed(person));
    }

    private Answer ask(PhoneNumber phone, Citizen claimed) {
        return register().ask(phone, claimed, "mobile-subscriber");
    }

    static PhoneNumber phone(Person person) {
        return PhoneNumber.of(person.phone());
    }

    static Citizen claimed(Person person) {
        return citizen(person.nationalId(), person.oldNationalId(), person.fullName(), person.birthDate());
    }

    static Citizen citizen(String nationalId, @Nullable String oldNationalId, String fullName, String birthDate) {
        return new Citizen(
                NationalId.of(nationalId),
                oldNationalId == null ? null : NationalId.of(oldNationalId),
                FullName.of(fullName),
                birthDate(birthDate));
    }

    private static BirthDate birthDate(String typed) {
        return typed.length() == 4 ? new BirthDate(Year.of(Integer.parseInt(typed))) : BirthDate.of(typed);
    }
}
