package vn.mocua.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What looking at a proof again came to.
 *
 * @param sealedAt when the first time stamp says that it existed; null while it is not archived
 * @param renewBefore when the last time stamp's certificate ends; null while it is not archived
 */
public record Finding(
        Outcome outcome,
        @Nullable Instant sealedAt,
        @Nullable Instant renewBefore) {

    /** From good to bad. */
    public enum Outcome {
        /** The signature was good when it was made, and the archive shows that nothing was changed since. */
        SOUND,
        /** The signature is good by what was kept, but no archive shows since when it existed. */
        NOT_ARCHIVED,
        /** The archive is sealed by somebody else than the organisation that runs the portal. */
        OTHER_SEAL,
        /** The archive holds something else than the proof. */
        OTHER_CONTENT,
        /** The archive was changed, or its seal or a time stamp is not of ours. */
        ARCHIVE_BROKEN,
        /** The archive can no longer be trusted at that time: its last time stamp should have been renewed. */
        ARCHIVE_ENDED,
        /** The statement is not the one that was signed. */
        STATEMENT_CHANGED,
        /** The signature does not belong to the certificate or to what was signed. */
        SIGNATURE_BROKEN,
        /** The certificate does not lead to an authority that is trusted. */
        UNTRUSTED,
        /** No answer that was kept says that the certificate was in force. */
        STATUS_UNPROVEN,
        /** An answer that was kept says that it was revoked. */
        REVOKED
    }

    static Finding of(Outcome outcome) {
        return new Finding(outcome, null, null);
    }

    public boolean isSound() {
        return outcome == Outcome.SOUND;
    }
}
