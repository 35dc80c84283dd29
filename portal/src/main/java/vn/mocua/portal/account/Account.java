package vn.mocua.portal.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject;

/**
 * Someone's account.
 *
 * @param phone that was answered when the account was opened; null when none was
 * @param email as typed; it gets notices only once it was confirmed
 * @param emailCodes transaction under which codes were sent to that address; null when none was
 * @param evidence that stands, oldest first
 */
public record Account(
        UUID id,
        Status status,
        Subject subject,
        @Nullable PhoneNumber phone,
        @Nullable EmailAddress email,
        @Nullable Instant emailConfirmedAt,
        @Nullable UUID emailCodes,
        boolean hasPassword,
        List<Evidence> evidence,
        Instant openedAt) {

    /** Whether somebody may sign in to it. */
    public enum Status {
        ACTIVE,
        /** Of an agency whose registration nobody has approved yet. */
        PENDING,
        /** Of an agency whose registration was refused. */
        REFUSED,
        /** Its owner said that somebody else is at work in it: nobody signs in until the owner has proved to be the owner. */
        FROZEN,
        /** Nobody signed in for two years: its owner opens it again by any proof (Decision 31/2021). */
        LOCKED,
        /** Its owner closed it. */
        CLOSED;

        /** Whether whoever proves to be the owner gets back in. */
        public boolean isRecoverable() {
            return this == ACTIVE || this == FROZEN || this == LOCKED;
        }
    }

    public Account {
        evidence = List.copyOf(evidence);
    }

    /** Read off the evidence, never stored. */
    public Ial ial() {
        return Ial.from(evidence);
    }
}
