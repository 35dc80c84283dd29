package vn.mocua.portal.member;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An organisation as somebody sees it who acts for it, or is asked to.
 *
 * @param code its tax code or agency code, as pages show it
 * @param role its key
 * @param since when they accepted; null until they have
 * @param until the last day on which they act; null when there is none
 * @param invitedBy the name of whoever invited them; empty when it was the organisation's own sign-in
 * @param expiresAt until when the invitation can be accepted
 * @param isOpen whether the organisation's account is open
 */
public record CompanyView(
        UUID id,
        String name,
        String code,
        String role,
        @Nullable Instant since,
        @Nullable String until,
        String invitedBy,
        Instant expiresAt,
        boolean isOpen) {

    @Override
    public String toString() {
        return "CompanyView[" + id + "]";
    }
}
