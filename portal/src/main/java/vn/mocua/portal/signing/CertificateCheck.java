package vn.mocua.portal.signing;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.SubjectKind;

/** Whether a certificate is good, now: to a pinned authority, for signing, neither over nor revoked, of one holder. */
@Component
public class CertificateCheck {

    /**
     * Asks the authority's responder, unless it answered within the last two minutes; not inside a transaction.
     *
     * @param kind whom it must name; null where any kind will do
     */
    public Verdict check(byte[] der, @Nullable SubjectKind kind) {
        throw new UnsupportedOperationException();
    }

    /** Whether there is a trust bundle at all. */
    public boolean isReady() {
        return false;
    }
}
