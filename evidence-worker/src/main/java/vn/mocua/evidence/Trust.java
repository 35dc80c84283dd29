package vn.mocua.evidence;

import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.x509.CommonCertificateSource;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The authorities that the portal trusts, as its bundle names them (docs/protocols/trust-bundle.md). */
public final class Trust {

    private record Bundle(List<Authority> authorities) {}

    private record Authority(
            String role,
            @Nullable String use,
            byte[] certificate,
            @Nullable String crl) {

        @Override
        public String toString() {
            return "Authority[" + role + "]";
        }
    }

    private final List<CertificateToken> roots = new ArrayList<>();
    private final List<CertificateToken> forPeople = new ArrayList<>();
    private final List<CertificateToken> intermediates = new ArrayList<>();
    private final Map<CertificateToken, URI> lists = new HashMap<>();

    private Trust(Bundle bundle) {
        for (var each : bundle.authorities()) {
            var certificate = DSSUtils.loadCertificate(each.certificate());
            (each.role().equals("root") ? roots : intermediates).add(certificate);
            if (each.role().equals("root") && !"time-stamp".equals(each.use())) {
                forPeople.add(certificate);
            }
            if (each.crl() != null) {
                lists.put(certificate, URI.create(each.crl()));
            }
        }
    }

    /** @throws IOException when the file is not there or no bundle */
    public static Trust of(Path bundle) throws IOException {
        try {
            return new Trust(JsonMapper.builder()
                    .disable(tools.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(Files.readAllBytes(bundle), Bundle.class));
        } catch (RuntimeException e) {
            throw new IOException("no trust bundle: " + e.getClass().getSimpleName());
        }
    }

    /** Roots for people and organisations; one for time stamps alone certifies nobody. */
    List<X509Certificate> anchors() {
        return forPeople.stream().map(CertificateToken::getCertificate).toList();
    }

    List<X509Certificate> between() {
        return intermediates.stream().map(CertificateToken::getCertificate).toList();
    }

    /** Whether it is an authority of the bundle: only their lists are fetched. */
    boolean names(CertificateToken authority) {
        return roots.contains(authority) || intermediates.contains(authority);
    }

    /** Where the bundle says that an authority's list is; its certificates may name another place, or none. */
    Optional<URI> listOf(CertificateToken authority) {
        return Optional.ofNullable(lists.get(authority));
    }

    CommonTrustedCertificateSource trusted() {
        var source = new CommonTrustedCertificateSource();
        roots.forEach(source::addCertificate);
        return source;
    }

    CommonCertificateSource known() {
        var source = new CommonCertificateSource();
        intermediates.forEach(source::addCertificate);
        return source;
    }
}
