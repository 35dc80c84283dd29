package vn.mocua.portal.registration.socialinsurance;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import vn.mocua.portal.Town;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.SocialInsuranceNumber;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;

class FakeInsuranceRegisterTest implements InsuranceRegisterContract {

    private static Town town;

    @BeforeAll
    static void start() {
        town = new Town();
    }

    @AfterAll
    static void stop() {
        town.close();
    }

    @Override
    public InsuranceRegister register() {
        var register = new FakeInsuranceRegister().silentOn(NEVER_ANSWERED);
        for (var fate : new Fate[] {Fate.ORDINARY, Fate.YEAR_ONLY, Fate.YEAR_MONTH}) {
            var person = person(fate);
            register.insures(number(person), record(person, person.nationalId(), null, person.fullName()));
        }
        var hoa = person(Fate.TONE_MARKS);
        register.insures(number(hoa), record(hoa, hoa.nationalId(), null, "Vũ Thuý Hoà"));
        var lan = person(Fate.OLD_CARD);
        register.insures(number(lan), record(lan, null, lan.oldNationalId(), lan.fullName()));
        return register;
    }

    @Override
    public Person person(Fate fate) {
        return town.sandbox().person(fate);
    }

    @Override
    public SocialInsuranceNumber number(Person person) {
        return SocialInsuranceNumber.of(town.sandbox().socialInsuranceNumber(person));
    }

    private static InsuranceRecord record(
            Person person, @Nullable String nationalId, @Nullable String oldNationalId, String fullName) {
        return new InsuranceRecord(
                nationalId == null ? null : NationalId.of(nationalId),
                oldNationalId == null ? null : NationalId.of(oldNationalId),
                FullName.of(fullName),
                BirthDate.of(person.birthDate()),
                PhoneNumber.of(person.phone()),
                "a-fake");
    }
}
