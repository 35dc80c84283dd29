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
 * @param phoneChangedAt when the phone was last changed; null when it is the one of the beginning
 * @param isPhoneChanging whether another phone, or none, waits to take its place
 * @param hasCertificates whether there are any that open it, or did
 * @param closingAt when it is to be closed; null when nobody asked for that
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
        @Nullable Instant phoneChangedAt,
        boolean isPhoneChanging,
        boolean hasPassword,
        boolean hasCertificates,
        Instant openedAt,
        @Nullable Instant closingAt,
        List<Evidence> evidence) {

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

    /** The same account, with what stands for it. */
    Account provedBy(List<Evidence> standing) {
        return new Account(
                id,
                status,
                subject,
                phone,
                email,
                emailConfirmedAt,
                emailCodes,
                phoneChangedAt,
                isPhoneChanging,
                hasPassword,
                hasCertificates,
                openedAt,
                closingAt,
                standing);
    }

    /** Read off the evidence, never stored. */
    public Ial ial() {
        return Ial.from(evidence);
    }
}
