package vn.mocua.portal.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CRLReason;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.jspecify.annotations.Nullable;

/** An authority's list of what it revoked (RFC 5280 section 5), signed by itself, complete, and not yet replaced. */
record RevocationList(
        X509CRL list, Instant from, Instant next, @Nullable Boolean ofAuthoritiesOnly) {

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final int CAN_SIGN_LISTS = 6;
    private static final String DISTRIBUTION_POINT = "2.5.29.28";
    private static final Set<String> KNOWN = Set.of(DISTRIBUTION_POINT);

    /** Empty when it is not that authority's list, or not the whole of it. */
    static Optional<RevocationList> read(byte[] body, Authority issuer) {
        try {
            var list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(body));
            var isOurs =
                    list.getIssuerX500Principal().equals(issuer.certificate().getSubjectX500Principal())
                            && (issuer.certificate().getKeyUsage() == null
                                    || Certificates.mayBeUsedFor(issuer.certificate(), CAN_SIGN_LISTS))
                            && Strength.isStrongSignature(list.getSigAlgOID(), list.getSigAlgParams());
            var critical = list.getCriticalExtensionOIDs();
            if (!isOurs || list.getNextUpdate() == null || (critical != null && !KNOWN.containsAll(critical))) {
                return Optional.empty();
            }
            list.verify(issuer.certificate().getPublicKey());
            var point = point(list);
            if (point != null
                    && (point.isIndirectCRL()
                            || point.onlyContainsAttributeCerts()
                            || point.getOnlySomeReasons() != null)) {
                return Optional.empty();
            }
            return Optional.of(new RevocationList(
                    list, list.getThisUpdate().toInstant(), list.getNextUpdate().toInstant(), only(point)));
        } catch (CertificateException | CRLException | RuntimeException e) {
            return Optional.empty();
        } catch (GeneralSecurityException | IOException e) {
            return Optional.empty();
        }
    }

    boolean isCurrent(Instant now) {
        return !from.isAfter(now.plus(CLOCKS_DIFFER)) && !next.isBefore(now);
    }

    /** Whether a certificate of this sort would stand on it. */
    boolean speaksOf(X509Certificate certificate) {
        return ofAuthoritiesOnly == null || ofAuthoritiesOnly == (certificate.getBasicConstraints() >= 0);
    }

    /** Null when it is not on it. */
    @Nullable
    Flaw flawOf(X509Certificate certificate) {
        var entry = list.getRevokedCertificate(certificate.getSerialNumber());
        if (entry == null) {
            return null;
        }
        return entry.getRevocationReason() == CRLReason.CERTIFICATE_HOLD ? Flaw.ON_HOLD : Flaw.REVOKED;
    }

    /** From when it is on it; null when it is not. */
    @Nullable
    Instant since(X509Certificate certificate) {
        var entry = list.getRevokedCertificate(certificate.getSerialNumber());
        return entry == null ? null : entry.getRevocationDate().toInstant();
    }

    byte[] encoded() {
        try {
            return list.getEncoded();
        } catch (CRLException e) {
            throw new IllegalStateException("a list that was read can not be written", e);
        }
    }

    private static @Nullable IssuingDistributionPoint point(X509CRL list) throws IOException {
        var value = list.getExtensionValue(DISTRIBUTION_POINT);
        return value == null
                ? null
                : IssuingDistributionPoint.getInstance(
                        ASN1OctetString.getInstance(value).getOctets());
    }

    private static @Nullable Boolean only(@Nullable IssuingDistributionPoint point) {
        if (point != null && point.onlyContainsCACerts()) {
            return true;
        }
        return point != null && point.onlyContainsUserCerts() ? false : null;
    }
}
