package vn.mocua.portal.signing;

import java.time.Instant;
import java.util.UUID;

/**
 * A signature with all that is needed to check it again.
 *
 * @param form how it was made: {@code token}, {@code cms}, {@code attributes} or {@code nonce}
 * @param statement what it commits to
 * @param answer as it came: the token's JSON, the CMS, or the bare signature
 * @param origin for which it was made
 * @param certificate DER of the certificate
 * @param grounds why that was good
 */
public record Proof(
        UUID id,
        String form,
        Purpose purpose,
        byte[] statement,
        byte[] answer,
        String origin,
        byte[] certificate,
        Verdict.Grounds grounds,
        Instant at) {

    @Override
    public String toString() {
        return "Proof[" + id + "]";
    }
}
