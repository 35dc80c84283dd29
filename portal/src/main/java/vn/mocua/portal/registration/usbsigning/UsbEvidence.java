package vn.mocua.portal.registration.usbsigning;

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
                        "proof", certificate.proof(),
                        "fingerprint", certificate.fingerprint(),
                        "authority", certificate.authority(),
                        "validFrom", certificate.validFrom().toString(),
                        "validTo", certificate.validTo().toString()),
                now);
    }
}
