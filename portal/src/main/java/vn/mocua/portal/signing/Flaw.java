package vn.mocua.portal.signing;

import java.util.Locale;

/** Why a certificate is not good. Each has its own words: {@code signing.flaw.<name>}. */
public enum Flaw {
    EXPIRED,
    NOT_YET_VALID,
    REVOKED,
    /** Suspended by its authority, for the time being. */
    ON_HOLD,
    /** No path to an authority of the trust bundle, or only one that does not hold. */
    UNKNOWN_AUTHORITY,
    /** The authority answers that it knows no such certificate. */
    UNKNOWN_TO_AUTHORITY,
    /** Neither OCSP nor a current list can be had: never taken for good, worth trying again. */
    STATUS_UNAVAILABLE,
    /** Its key may not be used to sign, or it is an authority's. */
    WRONG_PURPOSE,
    WEAK_KEY,
    MALFORMED,
    /** The subject does not name exactly one person or body. */
    UNCLEAR_HOLDER,
    /** A person's where a business is to be registered, or the reverse. */
    WRONG_KIND,
    /** A state body's, but not by the government's authority. */
    NOT_GOVERNMENT;

    /** The message that says it. */
    public String key() {
        return "signing.flaw." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
