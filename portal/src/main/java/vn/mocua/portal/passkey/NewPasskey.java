package vn.mocua.portal.passkey;

import java.util.List;

/** A passkey that was made just now, as its authenticator describes it, bytes as base64url; see {@link Passkey}. */
record NewPasskey(
        String credentialId,
        String credential,
        List<String> transports,
        long signCount,
        boolean backupEligible,
        boolean backedUp) {

    NewPasskey {
        transports = List.copyOf(transports);
    }

    @Override
    public String toString() {
        return "NewPasskey[***]";
    }
}
