package vn.mocua.portal.member;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody on the list of an organisation's people.
 *
 * @param name the person's own once they have accepted, until then what the inviter calls them
 * @param role its key
 * @param state {@code invited}, {@code acts}, or how it ended
 * @param since when they accepted; null until they have
 * @param until the last day on which they act; null when there is none
 * @param invitedBy the name of whoever invited them; empty when it was the organisation's own sign-in
 * @param overAt when it ended; null while it stands
 * @param isGoverned whether whoever is looking may change it
 */
public record PersonView(
        UUID id,
        String name,
        String maskedId,
        String role,
        String state,
        @Nullable Instant since,
        @Nullable String until,
        String invitedBy,
        Instant invitedAt,
        Instant expiresAt,
        @Nullable Instant overAt,
        boolean isGoverned) {

    public boolean isInvited() {
        return state.equals("invited");
    }

    public boolean acts() {
        return state.equals("acts");
    }

    @Override
    public String toString() {
        return "PersonView[" + id + "]";
    }
}
