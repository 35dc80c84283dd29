package vn.mocua.portal.messaging;

import org.jspecify.annotations.Nullable;

/** How an attempt to hand a message over ended. Reasons are fixed words for operators. */
sealed interface Submission {

    /** The provider has it. */
    record Accepted(String provider, @Nullable String messageId) implements Submission {}

    /** The provider certainly does not have it: another may be asked, or this one again. */
    record NotTaken(String provider, String why) implements Submission {}

    /** Nobody will ever take it, such as a number that is none. */
    record Refused(String provider, String why) implements Submission {}

    /** The provider may have it: asking anywhere again may send it twice. */
    record Uncertain(String provider, String why) implements Submission {}
}
