package vn.mocua.evidence;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import vn.mocua.evidence.Finding.Outcome;

/**
 * Whether the person's signature was good when the portal found it so: statement, signature, path and status, each by
 * the bytes that were kept. It shares no code with the portal, whose mistakes it is to find.
 */
final class SignatureReview {

    /** How far the clocks of an authority and of the portal may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(15);

    private final Trust trust;

    SignatureReview(Trust trust) {
        this.trust = trust;
    }

    Outcome of(Proof proof) {
        if (!proof.nonce().endsWith("." + base64(Signatures.sha("SHA-256", proof.statement())))) {
            return Outcome.STATEMENT_CHANGED;
        }
        try {
            var chain = new ArrayList<X509Certificate>();
            for (var each : proof.chain()) {
                chain.add(certificate(each));
            }
            if (chain.isEmpty() || !isSigned(proof, chain.getFirst())) {
                return Outcome.SIGNATURE_BROKEN;
            }
            var issuer = issuerOf(chain, proof.at());
            return issuer == null ? Outcome.UNTRUSTED : status(proof, chain.getFirst(), issuer);
        } catch (GeneralSecurityException e) {
            return Outcome.SIGNATURE_BROKEN;
        }
    }

    private static boolean isSigned(Proof proof, X509Certificate signer) {
        return switch (proof.form()) {
            case TOKEN -> Signatures.isToken(proof, signer.getPublicKey());
            case CMS -> Signatures.isCms(proof.statement(), proof.answer(), signer.getPublicKey());
            case ATTRIBUTES -> Signatures.isOverAttributes(proof, signer.getPublicKey());
            case NONCE ->
                Signatures.isBare(
                        proof.nonce().getBytes(StandardCharsets.US_ASCII), proof.answer(), signer.getPublicKey());
        };
    }

    /** The authority that issued the first certificate, on a path to one that is trusted, as it stood then. */
    private @Nullable X509Certificate issuerOf(List<X509Certificate> chain, Instant at)
            throws GeneralSecurityException {
        var target = new X509CertSelector();
        target.setCertificate(chain.getFirst());
        var anchors = trust.anchors().stream()
                .map(each -> new TrustAnchor(each, null))
                .collect(Collectors.toSet());
        if (anchors.isEmpty()) {
            return null;
        }
        var parameters = new PKIXBuilderParameters(anchors, target);
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(at));
        var known = new ArrayList<>(chain);
        known.addAll(trust.between());
        parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
        try {
            var path = (PKIXCertPathBuilderResult)
                    CertPathBuilder.getInstance("PKIX").build(parameters);
            var certificates = path.getCertPath().getCertificates();
            return certificates.size() > 1
                    ? (X509Certificate) certificates.get(1)
                    : path.getTrustAnchor().getTrustedCert();
        } catch (CertPathBuilderException e) {
            return null;
        }
    }

    private static Outcome status(Proof proof, X509Certificate certificate, X509Certificate issuer) {
        var found = Outcome.STATUS_UNPROVEN;
        for (var answer : proof.ocsp()) {
            found = worse(found, byAnswer(answer, certificate, issuer, proof.at()));
        }
        for (var list : proof.crl()) {
            found = worse(found, byList(list, certificate, issuer, proof.at()));
        }
        return found;
    }

    /** One answer that says revoked outweighs all that say good. */
    private static Outcome worse(Outcome before, Outcome next) {
        return before == Outcome.REVOKED || next == Outcome.STATUS_UNPROVEN ? before : next;
    }

    private static Outcome byAnswer(byte[] answer, X509Certificate certificate, X509Certificate issuer, Instant at) {
        try {
            if (!(new OCSPResp(answer).getResponseObject() instanceof BasicOCSPResp basic)
                    || !isAnsweredFor(issuer, basic, at)) {
                return Outcome.STATUS_UNPROVEN;
            }
            for (var single : basic.getResponses()) {
                if (single.getCertID().getSerialNumber().equals(certificate.getSerialNumber())
                        && single.getCertID()
                                .matchesIssuer(
                                        new JcaX509CertificateHolder(issuer),
                                        new JcaDigestCalculatorProviderBuilder().build())
                        && isOf(at, single)) {
                    return single.getCertStatus() == CertificateStatus.GOOD ? Outcome.SOUND : Outcome.REVOKED;
                }
            }
            return Outcome.STATUS_UNPROVEN;
        } catch (IOException | OCSPException | OperatorCreationException | GeneralSecurityException e) {
            return Outcome.STATUS_UNPROVEN;
        }
    }

    private static boolean isOf(Instant at, SingleResp single) {
        var from = single.getThisUpdate().toInstant();
        var until = single.getNextUpdate() == null
                ? from.plus(Duration.ofDays(1))
                : single.getNextUpdate().toInstant();
        return !from.isAfter(at.plus(SKEW)) && !until.isBefore(at.minus(SKEW));
    }

    /** Signed by the authority itself, or by whom it named for answering. */
    private static boolean isAnsweredFor(X509Certificate issuer, BasicOCSPResp basic, Instant at)
            throws GeneralSecurityException, IOException {
        if (isSignedBy(new JcaX509CertificateHolder(issuer), basic)) {
            return true;
        }
        for (var each : basic.getCerts()) {
            if (isSignedBy(each, basic) && isNamed(each, issuer, at)) {
                return true;
            }
        }
        return false;
    }

    /** False too when the key is of another kind than the signature. */
    private static boolean isSignedBy(X509CertificateHolder signer, BasicOCSPResp basic) {
        try {
            return basic.isSignatureValid(new JcaContentVerifierProviderBuilder().build(signer));
        } catch (OCSPException | OperatorCreationException | CertificateException e) {
            return false;
        }
    }

    private static boolean isNamed(X509CertificateHolder responder, X509Certificate issuer, Instant at)
            throws GeneralSecurityException, IOException {
        var certificate = certificate(responder.getEncoded());
        var uses = certificate.getExtendedKeyUsage();
        try {
            certificate.verify(issuer.getPublicKey());
            certificate.checkValidity(Date.from(at));
        } catch (GeneralSecurityException e) {
            return false;
        }
        return certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
                && uses != null
                && uses.contains(KeyPurposeId.id_kp_OCSPSigning.getId());
    }

    private static Outcome byList(byte[] list, X509Certificate certificate, X509Certificate issuer, Instant at) {
        try {
            var crl = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(list));
            crl.verify(issuer.getPublicKey());
            if (!crl.getIssuerX500Principal().equals(certificate.getIssuerX500Principal())
                    || crl.getThisUpdate().toInstant().isAfter(at.plus(SKEW))
                    || crl.getNextUpdate() == null
                    || crl.getNextUpdate().toInstant().isBefore(at.minus(SKEW))) {
                return Outcome.STATUS_UNPROVEN;
            }
            return crl.getRevokedCertificate(certificate) == null ? Outcome.SOUND : Outcome.REVOKED;
        } catch (GeneralSecurityException e) {
            return Outcome.STATUS_UNPROVEN;
        }
    }

    private static X509Certificate certificate(byte[] der) throws GeneralSecurityException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
