package vn.mocua.portal.registration.socialinsurance;

import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;

/**
 * What the agency has on record of one insured person; null is what it never learned, or holds in no readable form.
 *
 * @param nationalId twelve digits
 * @param oldNationalId the nine digits of a card from before
 * @param correlation the number under which the answer can be found again at the axis
 */
record InsuranceRecord(
        @Nullable NationalId nationalId,
        @Nullable NationalId oldNationalId,
        FullName fullName,
        BirthDate birthDate,
        @Nullable PhoneNumber phone,
        String correlation) {

    @Override
    public String toString() {
        return "InsuranceRecord[***]";
    }
}
