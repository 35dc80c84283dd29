package vn.mocua.portal.registration.socialinsurance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import vn.mocua.portal.identity.SocialInsuranceNumber;
import vn.mocua.portal.outside.OutsideUnavailable;

/** An agency in memory that passed {@link InsuranceRegisterContract}. */
final class FakeInsuranceRegister implements InsuranceRegister {

    private final Map<SocialInsuranceNumber, InsuranceRecord> records = new HashMap<>();
    private final Set<SocialInsuranceNumber> silent = new HashSet<>();

    /** Writes a record, which is found by the personal number, too. */
    FakeInsuranceRegister insures(SocialInsuranceNumber number, InsuranceRecord record) {
        records.put(number, record);
        if (record.nationalId() != null) {
            records.put(SocialInsuranceNumber.of(record.nationalId().value()), record);
        }
        return this;
    }

    /** Asked about this number, nobody answers. */
    FakeInsuranceRegister silentOn(SocialInsuranceNumber number) {
        silent.add(number);
        return this;
    }

    @Override
    public Answer ask(SocialInsuranceNumber number) {
        if (silent.contains(number)) {
            throw new OutsideUnavailable("insurance", OutsideUnavailable.Why.SILENT, "a fake");
        }
        var record = records.get(number);
        return record == null ? new Answer.Nobody() : new Answer.Insured(record);
    }
}
