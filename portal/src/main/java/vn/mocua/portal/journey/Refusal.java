package vn.mocua.portal.journey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a journey cannot go on; the words stand under {@code refusal.<key>}.
 *
 * @param silence whether it is somebody outside who did not answer, which is no fault of what was sent
 * @param notBefore of what was done too often: when it may be begun anew
 */
public record Refusal(String key, boolean silence, @Nullable Instant notBefore) {

    public Refusal(String key) {
        this(key, false, null);
    }
}
