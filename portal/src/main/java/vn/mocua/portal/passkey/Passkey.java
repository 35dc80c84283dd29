package vn.mocua.portal.passkey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of an account's.
 *
 * @param credential the authenticator's id and kind, and the public key, as CBOR (WebAuthn 6.5.2), base64url
 * @param transports by which the browser said that it is reached
 * @param name what its owner calls it; empty until they say
 * @param device words for the browser and system in which it was added; may be empty
 * @param signCount how often it said that it had signed; 0 for ever where it does not count
 * @param backupEligible whether its keeper may copy it to the owner's other devices
 * @param backedUp whether there was a copy when it last signed
 */
public record Passkey(
        UUID id,
        UUID account,
        String credential,
        List<String> transports,
        String name,
        String device,
        long signCount,
        boolean backupEligible,
        boolean backedUp,
        Instant addedAt,
        @Nullable Instant lastUsedAt) {

    public Passkey {
        transports = List.copyOf(transports);
    }

    @Override
    public String toString() {
        return "Passkey[" + id + "]";
    }
}
