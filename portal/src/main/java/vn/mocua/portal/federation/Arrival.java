package vn.mocua.portal.federation;

import org.jspecify.annotations.Nullable;

/**
 * What the browser brought back, not believed yet (RFC 6749 section 4.1.2, RFC 9207).
 *
 * @param code to be exchanged for tokens
 * @param iss who says it
 * @param error why there is no code
 */
public record Arrival(
        @Nullable String code,
        @Nullable String state,
        @Nullable String iss,
        @Nullable String error) {

    @Override
    public String toString() {
        return "Arrival[***]";
    }
}
