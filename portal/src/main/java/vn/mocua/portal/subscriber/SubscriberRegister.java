package vn.mocua.portal.subscriber;

import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.outside.OutsideUnavailable;

/** The operators' records of who owns which number. */
public interface SubscriberRegister {

    /**
     * Asks whether a number belongs to the person that someone claims to be.
     *
     * @param claimed a former card's number in it is asked in a second question, and is in the evidence only when the
     *     operator confirmed it; a birth date of which the day is not known is not asked
     * @param method key of the registration method that asks, kept in the evidence
     * @throws OutsideUnavailable when no operator answers, or not in words that the protocol knows
     */
    Answer ask(PhoneNumber phone, Citizen claimed, String method);

    /** What the operator's record says. */
    sealed interface Answer {

        /** Everything that was asked is so in the record. */
        record Owner(Evidence evidence) implements Answer {}

        /** Something differs, or there is no such number: the two are never told apart. */
        record SomeoneElse() implements Answer {}

        /** The record lacks something that was asked. */
        record CannotTell() implements Answer {}
    }
}
