package vn.mocua.portal.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import org.bouncycastle.asn1.ocsp.ResponderID;
import org.bouncycastle.cert.X509CertificateHolder;

/** Who signed an OCSP answer. */
final class Responders {

    private Responders() {}

    /** Whether a responder's id, which is a name or the SHA-1 of a key (RFC 6960 section 4.2.1), is of this certificate. */
    static boolean isNamed(ResponderID id, X509Certificate certificate) {
        var holder = holder(certificate);
        var name = id.getName();
        if (name != null) {
            return name.equals(holder.getSubject());
        }
        var key = holder.getSubjectPublicKeyInfo().getPublicKeyData().getBytes();
        return Arrays.equals(id.getKeyHash(), Digest.of("SHA-1", key));
    }

    static X509CertificateHolder holder(X509Certificate certificate) {
        try {
            return new X509CertificateHolder(Certificates.encoded(certificate));
        } catch (IOException e) {
            throw new UncheckedIOException("a certificate that was read can not be read", e);
        }
    }
}
