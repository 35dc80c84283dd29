package vn.mocua.portal.abuse;

import java.time.Instant;

/** Whether a thing may be done now. */
public sealed interface Taken {

    /** It may, and has been counted. */
    record Allowed() implements Taken {}

    /** It may not, and nothing was counted; of several limits reached, the one that opens last. */
    record Refused(String limit, Instant nextAllowedAt) implements Taken {}
}
