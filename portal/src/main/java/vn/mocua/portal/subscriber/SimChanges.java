package vn.mocua.portal.subscriber;

import java.time.Duration;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.outside.OutsideUnavailable;

/** When a number moved to another SIM: who got the SIM yesterday may not be who had the number before. */
public interface SimChanges {

    enum Recency {
        SWAPPED,
        NOT_SWAPPED,
        /** The operator does not know, or does not look back that far. */
        CANNOT_TELL
    }

    /**
     * Asks whether a number moved to another SIM lately.
     *
     * @param within how far to look back: an hour to a hundred days, rounded up to hours
     * @throws OutsideUnavailable when no operator answers, or not in words that the protocol knows
     */
    Recency lately(PhoneNumber phone, Duration within);
}
