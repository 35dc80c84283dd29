package vn.mocua.portal.signing;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** Where a certificate says that its status is told (RFC 5280 sections 4.2.1.13 and 4.2.2.1). */
final class Addresses {

    private static final String AUTHORITY_INFORMATION = "1.3.6.1.5.5.7.1.1";
    private static final String DISTRIBUTION_POINTS = "2.5.29.31";
    private static final int LONGEST = 500;

    private Addresses() {}

    /** Its authority's responders. */
    static List<URI> ofResponder(X509Certificate certificate) {
        try {
            var extension = extension(certificate, AUTHORITY_INFORMATION);
            if (extension == null) {
                return List.of();
            }
            return Stream.of(AuthorityInformationAccess.getInstance(extension).getAccessDescriptions())
                    .filter(each -> each.getAccessMethod().equals(X509ObjectIdentifiers.id_ad_ocsp))
                    .flatMap(each -> http(each.getAccessLocation()).stream())
                    .toList();
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    /** Its authority's revocation lists. */
    static List<URI> ofList(X509Certificate certificate) {
        try {
            var extension = extension(certificate, DISTRIBUTION_POINTS);
            if (extension == null) {
                return List.of();
            }
            return Stream.of(CRLDistPoint.getInstance(extension).getDistributionPoints())
                    .filter(each -> each.getReasons() == null && each.getCRLIssuer() == null)
                    .map(each -> each.getDistributionPoint())
                    .filter(each -> each != null && each.getType() == DistributionPointName.FULL_NAME)
                    .flatMap(each ->
                            Stream.of(GeneralNames.getInstance(each.getName()).getNames()))
                    .flatMap(each -> http(each).stream())
                    .toList();
        } catch (IOException | RuntimeException e) {
            return List.of();
        }
    }

    /** An absolute address over HTTP, with a host and without a user. */
    static Optional<URI> http(String written) {
        try {
            var address = new URI(written);
            var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            return written.length() <= LONGEST
                            && (scheme.equals("http") || scheme.equals("https"))
                            && address.getHost() != null
                            && address.getUserInfo() == null
                            && address.getFragment() == null
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<URI> http(GeneralName name) {
        return name.getTagNo() == GeneralName.uniformResourceIdentifier
                ? http(((ASN1String) name.getName()).getString())
                : Optional.empty();
    }

    private static @Nullable ASN1Primitive extension(X509Certificate certificate, String oid) throws IOException {
        var value = certificate.getExtensionValue(oid);
        return value == null
                ? null
                : ASN1Primitive.fromByteArray(ASN1OctetString.getInstance(value).getOctets());
    }
}
