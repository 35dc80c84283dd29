package vn.mocua.portal.account;

/** How a certificate stands, as its authority said last. */
public enum CertificateStanding {
    GOOD,
    /** Suspended for the time being: nobody signs in by it, and what it proved stands. */
    ON_HOLD,
    REVOKED,
    EXPIRED;

    /** Whether it has ended, and what it proved with it. */
    public boolean isOver() {
        return this == REVOKED || this == EXPIRED;
    }
}
