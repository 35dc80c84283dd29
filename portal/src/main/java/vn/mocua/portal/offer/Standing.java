package vn.mocua.portal.offer;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Whether a method can be taken at a moment, and if not, why and until when. */
public sealed interface Standing {

    record Open() implements Standing {}

    /**
     * Switched off.
     *
     * @param until when it opens again by itself; null when somebody has to open it
     */
    record Off(@Nullable Instant until) implements Standing {}

    /** It is offered from a day on that has not come yet. */
    record NotYet(LocalDate from) implements Standing {}

    /** The last day on which it was offered is over. */
    record NoMore(LocalDate lastDay) implements Standing {}
}
