package vn.mocua.portal.outside;

import java.net.SocketTimeoutException;
import java.net.http.HttpTimeoutException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * The outside is silent or talks nonsense: the only exception that leaves an adapter.
 *
 * <p>Its text names systems, statuses and classes of exceptions, never what was asked or answered, so that it can be
 * logged; for the same reason it carries no cause, whose text might quote an answer.
 */
public final class OutsideUnavailable extends RuntimeException {

    /** What kept the answer from us. */
    public enum Why {
        /** Too many failures lately; not asked. */
        RESTING,
        /** As many questions as are allowed are under way; not asked. */
        BUSY,
        /** No whole answer within the time allowed. */
        SILENT,
        /** The question or the answer was lost on the way, or the other side said that it failed. */
        BROKEN,
        /** One of both sides shows no certificate that the other believes: ended, for another name, of an unknown authority. */
        CERTIFICATE,
        /** An answer came that the protocol does not know. */
        NONSENSE
    }

    private static final int MOST_CAUSES = 8;

    /** What the other side says of our certificate, or of our having none: RFC 8446 section 6.2, as Java reports it. */
    private static final Pattern REFUSED_OURS =
            Pattern.compile("Received fatal alert: (bad_certificate|unsupported_certificate|certificate_revoked"
                    + "|certificate_expired|certificate_unknown|certificate_required|unknown_ca|access_denied)");

    private final String system;
    private final Why why;
    private final boolean ours;

    /**
     * @param system a fixed word such as {@code operator}
     * @param detail for operators: fixed words, numbers, class names; no data of persons
     */
    public OutsideUnavailable(String system, Why why, String detail) {
        this(system, why, false, detail);
    }

    private OutsideUnavailable(String system, Why why, boolean ours, String detail) {
        super(system + " " + why + ": " + detail);
        this.system = system;
        this.why = why;
        this.ours = ours;
    }

    /** An answer that the protocol does not know, which is never a "no" and never a "yes". */
    public static OutsideUnavailable nonsense(String system, String detail) {
        return new OutsideUnavailable(system, Why.NONSENSE, detail);
    }

    /** Wraps what a library threw, keeping the names of the exceptions and none of their words. */
    static OutsideUnavailable wrapping(String system, Throwable thrown) {
        var names = new StringBuilder();
        var why = Why.BROKEN;
        var ours = false;
        var depth = 0;
        for (Throwable each = thrown; each != null && depth < MOST_CAUSES; each = each.getCause(), depth++) {
            names.append(depth == 0 ? "" : " < ").append(each.getClass().getSimpleName());
            if (each instanceof HttpTimeoutException || each instanceof SocketTimeoutException) {
                why = Why.SILENT;
            } else if (each instanceof CertificateException || each instanceof CertPathValidatorException) {
                why = Why.CERTIFICATE;
            } else if (each instanceof SSLException) {
                var alert = REFUSED_OURS.matcher(String.valueOf(each.getMessage()));
                if (alert.find()) {
                    why = Why.CERTIFICATE;
                    ours = true;
                    names.append(" (").append(alert.group(1)).append(')');
                }
            }
        }
        var unavailable = new OutsideUnavailable(system, why, ours, names.toString());
        unavailable.setStackTrace(thrown.getStackTrace());
        return unavailable;
    }

    /** Of a certificate: whether it is ours that is not believed. */
    boolean isOurs() {
        return ours;
    }

    public String system() {
        return system;
    }

    public Why why() {
        return why;
    }

    /** Whether anything may have reached the other side; when not, asking elsewhere cannot ask twice. */
    public boolean mayHaveArrived() {
        return why != Why.RESTING && why != Why.BUSY;
    }
}
