package vn.mocua.evidence;

import eu.europa.esig.dss.enumerations.Indication;
import eu.europa.esig.dss.enumerations.SubIndication;
import eu.europa.esig.dss.model.InMemoryDocument;
import eu.europa.esig.dss.spi.DSSUtils;
import eu.europa.esig.dss.spi.signature.AdvancedSignature;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.tsp.TimestampToken;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import vn.mocua.evidence.Finding.Outcome;

/** Looks at a proof again, by nothing but what was kept and the authorities that are trusted: the network is not asked. */
public final class Review {

    /** What the archive says: who sealed it is trusted, nothing was changed, and it holds these bytes. */
    private record Archived(
            Outcome outcome,
            @Nullable Instant sealedAt,
            @Nullable Instant renewBefore) {}

    /** Nothing is wrong with it but the time at which it is looked at. */
    private static final Set<SubIndication> ENDED = Set.of(
            SubIndication.OUT_OF_BOUNDS_NO_POE,
            SubIndication.OUT_OF_BOUNDS_NOT_REVOKED,
            SubIndication.NO_POE,
            SubIndication.REVOKED_NO_POE);

    private final Trust trust;
    private final @Nullable X500Principal sealedBy;
    private final SignatureReview signatures;

    /** @param sealedBy whose seals are good: the name in the certificate, under which it is renewed; null: nobody's */
    public Review(Trust trust, @Nullable X500Principal sealedBy) {
        this.trust = trust;
        this.sealedBy = sealedBy;
        this.signatures = new SignatureReview(trust);
    }

    /**
     * @param bytes the proof as it was archived, byte for byte
     * @param archive null when it was not archived yet
     * @param at when the looking takes place, which may lie years ahead
     */
    public Finding of(byte[] bytes, Proof proof, byte @Nullable [] archive, Instant at) {
        var signature = signatures.of(proof);
        if (signature != Outcome.SOUND) {
            return Finding.of(signature);
        }
        if (archive == null) {
            return Finding.of(Outcome.NOT_ARCHIVED);
        }
        var archived = look(bytes, archive, at);
        return new Finding(archived.outcome(), archived.sealedAt(), archived.renewBefore());
    }

    /** When the certificate of the archive's last time stamp ends. */
    public static Instant renewBefore(byte[] archive) {
        return timeStamps(SignedDocumentValidator.fromDocument(new InMemoryDocument(archive))
                        .getSignatures()
                        .getFirst())
                .stream()
                .max(Comparator.comparing(TimestampToken::getGenerationTime))
                .map(Review::endOf)
                .orElseThrow();
    }

    private Archived look(byte[] bytes, byte[] archive, Instant at) {
        try {
            var validator = SignedDocumentValidator.fromDocument(new InMemoryDocument(archive));
            var verifier = new CommonCertificateVerifier(true);
            verifier.setTrustedCertSources(trust.trusted());
            verifier.setAdjunctCertSources(trust.known());
            verifier.setAIASource(null);
            validator.setCertificateVerifier(verifier);
            validator.setValidationTime(Date.from(at));
            var report = validator.validateDocument().getSimpleReport();
            var signature = report.getFirstSignatureId();
            if (validator.getSignatures().size() != 1 || signature == null) {
                return new Archived(Outcome.ARCHIVE_BROKEN, null, null);
            }
            if (report.getIndication(signature) != Indication.TOTAL_PASSED) {
                return new Archived(
                        ENDED.contains(report.getSubIndication(signature))
                                ? Outcome.ARCHIVE_ENDED
                                : Outcome.ARCHIVE_BROKEN,
                        null,
                        null);
            }
            if (!sealer(validator.getSignatures().getFirst()).equals(sealedBy)) {
                return new Archived(Outcome.OTHER_SEAL, null, null);
            }
            var contents = validator.getOriginalDocuments(signature);
            if (contents.size() != 1 || !Arrays.equals(DSSUtils.toByteArray(contents.getFirst()), bytes)) {
                return new Archived(Outcome.OTHER_CONTENT, null, null);
            }
            var stamps = timeStamps(validator.getSignatures().getFirst());
            var first = stamps.stream()
                    .map(stamp -> stamp.getGenerationTime().toInstant())
                    .min(Comparator.naturalOrder());
            return new Archived(Outcome.SOUND, first.orElse(null), renewBefore(archive));
        } catch (RuntimeException e) {
            // A library that meets changed bytes may stumble in any way; whatever it says, the archive is not whole.
            return new Archived(Outcome.ARCHIVE_BROKEN, null, null);
        }
    }

    private static X500Principal sealer(AdvancedSignature signature) {
        return signature.getSigningCertificateToken().getSubject().getPrincipal();
    }

    private static List<TimestampToken> timeStamps(AdvancedSignature signature) {
        return signature.getAllTimestamps();
    }

    private static Instant endOf(TimestampToken stamp) {
        return stamp.getCertificates().stream()
                .map(each -> each.getCertificate())
                .filter(Review::isForTimeStamps)
                .map(X509Certificate::getNotAfter)
                .map(Date::toInstant)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static boolean isForTimeStamps(X509Certificate certificate) {
        try {
            var uses = certificate.getExtendedKeyUsage();
            return uses != null && uses.contains("1.3.6.1.5.5.7.3.8");
        } catch (java.security.cert.CertificateParsingException e) {
            return false;
        }
    }
}
