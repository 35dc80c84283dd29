package vn.mocua.portal.registration.socialinsurance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Year;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.SocialInsuranceNumber;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.registration.socialinsurance.InsuranceRegister.Answer;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

/** What every register of the insured promises, told with the people of the town. */
interface InsuranceRegisterContract {

    SocialInsuranceNumber NOBODYS = SocialInsuranceNumber.of("5199999999");
    SocialInsuranceNumber NEVER_ANSWERED = SocialInsuranceNumber.of("9000000005");

    InsuranceRegister register();

    Person person(Fate fate);

    SocialInsuranceNumber number(Person person);

    @Test
    default void whoIsInsuredStandsOnRecord() {
        var an = person(Fate.ORDINARY);
        var record = record(number(an));

        assertThat(record.nationalId()).isEqualTo(NationalId.of(an.nationalId()));
        assertThat(record.oldNationalId()).isNull();
        assertThat(record.fullName().value()).isEqualTo(an.fullName());
        assertThat(record.birthDate()).isEqualTo(BirthDate.of(an.birthDate()));
        assertThat(record.phone()).isEqualTo(PhoneNumber.of(an.phone()));
        assertThat(record.correlation()).isNotBlank();
    }

    @Test
    default void thePersonalNumberFindsTheSamePerson() {
        var an = person(Fate.ORDINARY);
        var found = record(SocialInsuranceNumber.of(an.nationalId()));

        assertThat(found.fullName()).isEqualTo(record(number(an)).fullName());
        assertThat(found.nationalId()).isEqualTo(NationalId.of(an.nationalId()));
    }

    @Test
    default void whatIsNotKnownOfABirthDateIsNotInvented() {
        assertThat(record(number(person(Fate.YEAR_ONLY))).birthDate()).isEqualTo(new BirthDate(Year.of(1947)));
        assertThat(record(number(person(Fate.YEAR_MONTH))).birthDate()).isEqualTo(new BirthDate(YearMonth.of(1951, 5)));
    }

    @Test
    default void namesAreAsTheAgencySpellsThem() {
        var hoa = record(number(person(Fate.TONE_MARKS))).fullName();

        assertThat(hoa.value()).isEqualTo("Vũ Thuý Hoà");
    }

    @Test
    default void anOldCardIsNoPersonalNumber() {
        var lan = person(Fate.OLD_CARD);
        var record = record(number(lan));

        assertThat(record.nationalId()).isNull();
        assertThat(record.oldNationalId()).isEqualTo(NationalId.of(String.valueOf(lan.oldNationalId())));
    }

    @Test
    default void aClosedRecordAnswersLikeANumberThatNobodyHas() {
        assertThat(register().ask(NOBODYS)).isEqualTo(new Answer.Nobody());
        assertThat(register().ask(number(person(Fate.INSURANCE_CLOSED)))).isEqualTo(new Answer.Nobody());
    }

    @Test
    default void silenceIsNobodysRecord() {
        assertThat(catchThrowableOfType(
                        OutsideUnavailable.class, () -> register().ask(NEVER_ANSWERED)))
                .isNotNull()
                .satisfies(thrown -> assertThat(thrown.why()).isEqualTo(OutsideUnavailable.Why.SILENT));
    }

    private InsuranceRecord record(SocialInsuranceNumber number) {
        return ((Answer.Insured) register().ask(number)).record();
    }
}
