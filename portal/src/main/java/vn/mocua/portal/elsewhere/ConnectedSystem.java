package vn.mocua.portal.elsewhere;

import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.outside.OutsideUnavailable;

/** A system of somebody else's with accounts of the people who come to us, such as a province's portal. */
interface ConnectedSystem {

    /** By which settings name it. */
    String key();

    /**
     * Asks whether it holds an account of somebody.
     *
     * @throws OutsideUnavailable when it does not answer, or not in words that the protocol knows
     */
    Answer ask(Subject subject);

    /** What it says. */
    sealed interface Answer {

        record Held() implements Answer {}

        record Nobody() implements Answer {}
    }
}
