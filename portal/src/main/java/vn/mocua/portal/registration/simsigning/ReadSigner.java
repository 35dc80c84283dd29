package vn.mocua.portal.registration.simsigning;

import java.time.Instant;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.signing.CheckedCertificate;

/** What the draft keeps of a certificate that signed, for the page that shows it. */
record ReadSigner(String authority, Instant validFrom, Instant validTo) {

    private static final String NOTE = "sim-certificate";
    private static final String BETWEEN = "\n";

    static ReadSigner of(CheckedCertificate certificate) {
        return new ReadSigner(
                certificate.authority().replaceAll("\\s+", " "), certificate.validFrom(), certificate.validTo());
    }

    static ReadSigner in(Registration known) {
        var words = known.notes().getOrDefault(NOTE, "").split(BETWEEN, -1);
        if (words.length != 3) {
            throw new IllegalStateException("proven, and no certificate");
        }
        return new ReadSigner(words[0], Instant.parse(words[1]), Instant.parse(words[2]));
    }

    Registration notedIn(Registration known) {
        return known.noting(NOTE, String.join(BETWEEN, authority, validFrom.toString(), validTo.toString()));
    }

    static Registration forgottenIn(Registration known) {
        return known.noting(NOTE, "");
    }
}
