package vn.mocua.portal.audit;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An act as it stands in the trail.
 *
 * @param client the network address; null when none was known or it has been forgotten
 */
public record Entry(
        UUID id,
        Instant at,
        String action,
        String actor,
        @Nullable UUID subject,
        @Nullable String client,
        Map<String, String> details) {

    @Override
    public String toString() {
        return "Entry[" + id + ", " + at + ", " + action + ", " + actor + ", " + details + "]";
    }
}
