package vn.mocua.portal.registration.usbsigning;

import static vn.mocua.portal.account.AccountCertificate.AUTHORITY;
import static vn.mocua.portal.account.AccountCertificate.FINGERPRINT;
import static vn.mocua.portal.account.AccountCertificate.VALID_FROM;
import static vn.mocua.portal.account.AccountCertificate.VALID_TO;

import java.time.Instant;
import java.util.Map;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject;

/** What a signature proves: the key of a certificate that names a subject is in that subject's hand. */
final class UsbEvidence {

    private static final String SOURCE = "certificate";

    private UsbEvidence() {}

    static Evidence of(Subject subject, ReadCertificate certificate, Instant now) {
        return new Evidence(
                subject,
                Strength.KEY_PROVEN,
                UsbSigning.KEY,
                SOURCE,
                Ial.IAL3,
                Map.of(
                        "proof",
                        certificate.proof(),
                        FINGERPRINT,
                        certificate.fingerprint(),
                        AUTHORITY,
                        certificate.authority(),
                        VALID_FROM,
                        certificate.validFrom().toString(),
                        VALID_TO,
                        certificate.validTo().toString()),
                now);
    }
}
