package vn.mocua.portal.signing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an authority says of a certificate that it issued.
 *
 * @param flaw null when it is good
 * @param since from when it is revoked or on hold; null when it is neither
 * @param ocsp the responder's answer; null where a list was looked at
 * @param list the list; null where a responder answered
 */
record Status(@Nullable Flaw flaw, @Nullable Instant since, byte @Nullable [] ocsp, byte @Nullable [] list) {

    static Status unavailable() {
        return new Status(Flaw.STATUS_UNAVAILABLE, null, null, null);
    }

    boolean isGood() {
        return flaw == null;
    }
}
