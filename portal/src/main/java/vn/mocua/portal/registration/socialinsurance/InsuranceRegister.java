package vn.mocua.portal.registration.socialinsurance;

import vn.mocua.portal.identity.SocialInsuranceNumber;
import vn.mocua.portal.outside.OutsideUnavailable;

/** The insurance agency's record of who is insured under which number. */
interface InsuranceRegister {

    /**
     * Asks who is insured under a number.
     *
     * @throws OutsideUnavailable when the agency does not answer, or not in words that the protocol knows
     */
    Answer ask(SocialInsuranceNumber number);

    /** What the agency's record says. */
    sealed interface Answer {

        /** Somebody is insured under this number. */
        record Insured(InsuranceRecord record) implements Answer {}

        /** There is no such number, or its record is closed: the two are never told apart. */
        record Nobody() implements Answer {}
    }
}
