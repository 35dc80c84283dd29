package vn.mocua.agent.token;

import java.security.cert.X509Certificate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A certificate on a token, by a handle of its own; not known yet where the token shows it only after the PIN. */
public record Held(String handle, @Nullable X509Certificate certificate) {

    private static final int DIGITAL_SIGNATURE = 0;

    /** Whether it is made for signing at all, and is nobody's authority. */
    boolean signs() {
        if (certificate == null) {
            return true;
        }
        var usage = certificate.getKeyUsage();
        return usage != null && usage[DIGITAL_SIGNATURE] && certificate.getBasicConstraints() < 0;
    }

    boolean isInDate(Instant now) {
        return certificate == null
                || (!now.isBefore(certificate.getNotBefore().toInstant())
                        && !now.isAfter(certificate.getNotAfter().toInstant()));
    }
}
