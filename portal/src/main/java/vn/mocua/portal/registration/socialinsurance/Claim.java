package vn.mocua.portal.registration.socialinsurance;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.BirthDate.Precision;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject.Citizen;

/**
 * Whom somebody claims to be, and what the operator says of the phone, held against the agency's record: all of it must
 * agree. How each field is compared, and which numbers the account is keyed by, stands in
 * docs/protocols/social-insurance.md.
 *
 * @param owner the same person as the operator states it; null when it does not say that the phone is theirs
 */
record Claim(Citizen citizen, PhoneNumber phone, @Nullable Citizen owner) {

    /** What the record proves of this claim; empty when anything differs or is not known. */
    Optional<Evidence> provenBy(InsuranceRecord record, Instant now) {
        var name = citizen.fullName().compare(record.fullName());
        var birthDate = citizen.birthDate();
        if (!name.passes() || birthDate == null || !birthDate.agreesWith(record.birthDate())) {
            return Optional.empty();
        }
        if (!isOnRecord(record) && owner == null) {
            return Optional.empty();
        }
        return subject(record, birthDate)
                .map(subject -> new Evidence(
                        subject,
                        Strength.RECORD_MATCHED,
                        SocialInsurance.KEY,
                        RestInsuranceRegister.SYSTEM,
                        Ial.IAL2,
                        Map.of(
                                "nationalId",
                                citizen.nationalId().equals(subject.oldNationalId())
                                                || !subject.nationalId().equals(record.nationalId())
                                        ? "old_card"
                                        : "true",
                                "fullName",
                                name.name(),
                                "birthDate",
                                "true",
                                "birthDatePrecision",
                                lessPrecise(birthDate, record.birthDate()).name(),
                                "phone",
                                isOnRecord(record) ? "on_record" : "operator",
                                "correlation",
                                record.correlation()),
                        now));
    }

    private boolean isOnRecord(InsuranceRecord record) {
        return phone.equals(record.phone());
    }

    /** The person as the agency states it, by every number that a source confirmed. */
    private Optional<Citizen> subject(InsuranceRecord record, BirthDate claimed) {
        var typed = citizen.nationalId();
        var current = record.nationalId();
        var old = record.oldNationalId();
        if (current != null && (typed.equals(current) || typed.equals(old))) {
            return Optional.of(person(current, old != null ? old : confirmedByOperator(), record));
        }
        if (current == null && old != null && typed.equals(old)) {
            return Optional.of(person(old, null, record));
        }
        return current == null && old != null && isOtherCard(record, old, claimed)
                ? Optional.of(person(typed, old, record))
                : Optional.empty();
    }

    /**
     * The agency knows the former card only. The new number is the operator's word, and that both are one person's needs
     * more than name and day, which thousands share: the same phone on both records, or the former number typed.
     */
    private boolean isOtherCard(InsuranceRecord record, NationalId old, BirthDate claimed) {
        return owner != null
                && !citizen.nationalId().isOldCard()
                && lessPrecise(claimed, record.birthDate()) == Precision.DAY
                && (isOnRecord(record) || old.equals(citizen.oldNationalId()));
    }

    private @Nullable NationalId confirmedByOperator() {
        return owner == null ? null : owner.oldNationalId();
    }

    private static Citizen person(NationalId principal, @Nullable NationalId old, InsuranceRecord record) {
        return new Citizen(principal, old, record.fullName(), record.birthDate());
    }

    private static Precision lessPrecise(BirthDate one, BirthDate other) {
        return Collections.max(List.of(one.precision(), other.precision()));
    }

    @Override
    public String toString() {
        return "Claim[***]";
    }
}
