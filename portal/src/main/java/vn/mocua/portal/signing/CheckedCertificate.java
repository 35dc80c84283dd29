package vn.mocua.portal.signing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A certificate that stood every check at an instant.
 *
 * @param authority the common name of the authority that issued it, as pages show it
 * @param validTo the last instant at which it is valid
 * @param fingerprint SHA-256 of the DER, base64url without padding: by it a certificate is known again
 */
public record CheckedCertificate(
        Holder holder, String authority, Instant validFrom, Instant validTo, String fingerprint, byte[] der) {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    public CheckedCertificate {
        der = der.clone();
    }

    @Override
    public byte[] der() {
        return der.clone();
    }

    /** The first day on which it is valid, in Vietnam. */
    public LocalDate firstDay() {
        return LocalDate.ofInstant(validFrom, VIETNAM);
    }

    /** The last day on which it is valid, in Vietnam. */
    public LocalDate lastDay() {
        return LocalDate.ofInstant(validTo, VIETNAM);
    }

    /** Two are the same when their bytes are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof CheckedCertificate certificate && fingerprint.equals(certificate.fingerprint);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    @Override
    public String toString() {
        return "CheckedCertificate[" + fingerprint + "]";
    }
}
