package vn.mocua.portal.outside;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** A PEM file of the certificates that vouch for a system which has an authority of its own; Java's do not count then. */
public record TrustFile(Collection<X509Certificate> certificates) {

    /** An extension by which a sandbox's authority can be told from a real one; ITU-T X.667: the number of a UUID. */
    private static final String MADE_FOR_TRIALS = "2.25.97931603206412427520210955889722556262";

    /**
     * Reads it.
     *
     * @throws GeneralSecurityException when there is no certificate in it, or what is in it cannot be read
     */
    public static TrustFile read(Path file) throws IOException, GeneralSecurityException {
        try (var bytes = Files.newInputStream(file)) {
            var certificates = CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw new GeneralSecurityException("no certificate");
            }
            return new TrustFile(certificates);
        }
    }

    /** What connections are made with that trust these certificates and no others. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        return contextOf(managers(), null);
    }

    /** What connections are made with by which we make ourselves known; null for the authorities that Java trusts. */
    static SSLContext contextOf(TrustManager @Nullable [] trusted, @Nullable KeyManager own)
            throws GeneralSecurityException {
        var context = SSLContext.getInstance("TLS");
        context.init(own == null ? null : new KeyManager[] {own}, trusted, null);
        return context;
    }

    TrustManager[] managers() throws IOException, GeneralSecurityException {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        for (var each : certificates) {
            trusted.setCertificateEntry(Integer.toString(trusted.size()), each);
        }
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        return managers.getTrustManagers();
    }

    /** Whether a sandbox made one of them. */
    boolean isSandbox() {
        return certificates.stream().anyMatch(each -> each.getExtensionValue(MADE_FOR_TRIALS) != null);
    }
}
