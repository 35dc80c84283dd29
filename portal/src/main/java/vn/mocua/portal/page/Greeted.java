package vn.mocua.portal.page;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Someone signed in, as far as the head of every page is concerned. */
public interface Greeted {

    /** How they are addressed there: short, and nothing that a passer-by should not read. */
    String greeting();

    /** When they signed in, from which the longest time of a session is counted; null where that is not known. */
    default @Nullable Instant since() {
        return null;
    }
}
