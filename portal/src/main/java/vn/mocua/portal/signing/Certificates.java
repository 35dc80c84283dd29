package vn.mocua.portal.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Certificates as bytes and as objects. */
final class Certificates {

    private static final int MOST = 16 * 1024;

    private Certificates() {}

    /**
     * Reads one certificate of version 3, in DER and nothing but DER: two spellings of one certificate would have two
     * fingerprints. Empty when it is anything else.
     */
    static Optional<X509Certificate> read(byte[] der) {
        if (der.length == 0 || der.length > MOST) {
            return Optional.empty();
        }
        try {
            if (!Arrays.equals(ASN1Primitive.fromByteArray(der).getEncoded(ASN1Encoding.DER), der)) {
                return Optional.empty();
            }
            var read = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            // What is read lazily is read now.
            read.getPublicKey();
            read.checkValidity(read.getNotBefore());
            return read.getVersion() == 3
                            && read.getSerialNumber().signum() > 0
                            && Arrays.equals(read.getEncoded(), der)
                    ? Optional.of(read)
                    : Optional.empty();
        } catch (IOException | CertificateException | RuntimeException e) {
            // Whatever a reader throws at bytes that somebody made: they are no certificate.
            return Optional.empty();
        }
    }

    static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was read can not be written", e);
        }
    }

    /** Whether one signed the other with its key; the names are not looked at. */
    static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** Whether its extended key usage names this one; false where there is none. */
    static boolean isFor(X509Certificate certificate, KeyPurposeId purpose) {
        try {
            var purposes = certificate.getExtendedKeyUsage();
            return purposes != null && purposes.contains(purpose.getId());
        } catch (CertificateParsingException e) {
            return false;
        }
    }

    /** Whether a bit of the key usage is set; false where there is none. */
    static boolean mayBeUsedFor(X509Certificate certificate, int bit) {
        var usage = certificate.getKeyUsage();
        return usage != null && bit < usage.length && usage[bit];
    }
}
