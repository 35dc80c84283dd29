package vn.mocua.portal.signing;

import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A responder's answer (RFC 6960) that is signed by whom it must be, about the certificate that was asked for, and fresh.
 *
 * @param since from when it is revoked or on hold; null when it is neither
 * @param until when it must be asked for again
 */
record OcspAnswer(@Nullable Flaw flaw, @Nullable Instant since, Instant until, byte[] encoded) {

    /** The answer is there and can not be relied on: no other source is asked then. */
    static final class Untrusted extends Exception {
        Untrusted(String why) {
            super(why);
        }
    }

    /** What an answer must fit. */
    record Question(Authority issuer, X509Certificate certificate, byte[] nonce) {}

    // Knows every form in which RSASSA-PSS is written down.
    private static final BouncyCastleProvider BOUNCY = new BouncyCastleProvider();
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final int ON_HOLD = 6;
    private static final int DIGITAL_SIGNATURE = 0;
    private static final String NO_CHECK = OCSPObjectIdentifiers.id_pkix_ocsp_nocheck.getId();

    /** The signed part; empty when the responder says without a signature that it can not answer, or nothing readable. */
    static Optional<BasicOCSPResp> signedPart(byte[] body) {
        try {
            var response = new OCSPResp(body);
            return response.getStatus() == OCSPResp.SUCCESSFUL
                            && response.getResponseObject() instanceof BasicOCSPResp signed
                    ? Optional.of(signed)
                    : Optional.empty();
        } catch (IOException | OCSPException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /**
     * @param isListed whether a responder's own certificate stands on its issuer's revocation list; asked only when that
     *     certificate does not say that nobody need look
     */
    static OcspAnswer of(
            byte[] body,
            BasicOCSPResp signed,
            Question question,
            Instant now,
            DigestCalculatorProvider digests,
            Predicate<X509Certificate> isListed)
            throws Untrusted {
        try {
            if (!Set.of(OCSPObjectIdentifiers.id_pkix_ocsp_nonce).containsAll(signed.getCriticalExtensionOIDs())) {
                throw new Untrusted("it has a condition that we do not know");
            }
            requireSignature(signed, question.issuer(), now, isListed);
            requireNonce(signed, question);
            return read(body, only(signed, question, digests), signed, now);
        } catch (OCSPException | OperatorCreationException | RuntimeException e) {
            throw new Untrusted("can not be read: " + e.getClass().getSimpleName());
        }
    }

    private static void requireSignature(
            BasicOCSPResp signed, Authority issuer, Instant now, Predicate<X509Certificate> isListed)
            throws Untrusted, OCSPException, OperatorCreationException {
        var algorithm = signed.getSignatureAlgorithmID();
        if (!Strength.isStrongSignature(algorithm)) {
            throw new Untrusted("signed by a weak algorithm");
        }
        var responder = signed.getResponderId().toASN1Primitive();
        var signer = Stream.concat(
                        Stream.of(issuer.certificate()),
                        Stream.of(signed.getCerts()).flatMap(each -> encoded(each).stream()))
                .filter(each -> Responders.isNamed(responder, each))
                .findFirst()
                .orElseThrow(() -> new Untrusted("signed by nobody who is named in it"));
        if (!signer.equals(issuer.certificate())) {
            requireDelegated(signer, issuer, now, isListed);
        }
        if (!signed.isSignatureValid(
                new JcaContentVerifierProviderBuilder().setProvider(BOUNCY).build(signer.getPublicKey()))) {
            throw new Untrusted("its signature is wrong");
        }
    }

    /** RFC 6960 section 4.2.2.2: issued by the very authority, for signing such answers. */
    private static void requireDelegated(
            X509Certificate signer, Authority issuer, Instant now, Predicate<X509Certificate> isListed)
            throws Untrusted {
        var isIssued =
                signer.getIssuerX500Principal().equals(issuer.certificate().getSubjectX500Principal())
                        && Certificates.isSignedBy(signer, issuer.certificate());
        if (!isIssued) {
            throw new Untrusted("the responder's certificate is not by the authority");
        }
        if (!Certificates.isFor(signer, KeyPurposeId.id_kp_OCSPSigning)
                || (signer.getKeyUsage() != null && !Certificates.mayBeUsedFor(signer, DIGITAL_SIGNATURE))
                || signer.getBasicConstraints() >= 0) {
            throw new Untrusted("the responder's certificate is not for answering");
        }
        if (!Strength.isStrong(signer)) {
            throw new Untrusted("the responder's certificate is weak");
        }
        var date = Date.from(now);
        if (date.before(signer.getNotBefore()) || date.after(signer.getNotAfter())) {
            throw new Untrusted("the responder's certificate is out of date");
        }
        if (signer.getExtensionValue(NO_CHECK) == null && isListed.test(signer)) {
            throw new Untrusted("the responder's certificate is revoked, or nobody can tell");
        }
    }

    private static void requireNonce(BasicOCSPResp signed, Question question) throws Untrusted {
        var extension = signed.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (extension == null) {
            if (question.issuer().wantsNonce()) {
                throw new Untrusted("it has no nonce");
            }
            return;
        }
        var nonce = ASN1OctetString.getInstance(extension.getParsedValue()).getOctets();
        if (!Arrays.equals(nonce, question.nonce())) {
            throw new Untrusted("its nonce is another");
        }
    }

    /** The one statement about our certificate; others beside it say nothing to us. */
    private static SingleResp only(BasicOCSPResp signed, Question question, DigestCalculatorProvider digests)
            throws Untrusted, OCSPException {
        var issuer = Responders.holder(question.issuer().certificate());
        SingleResp found = null;
        for (var single : signed.getResponses()) {
            var id = single.getCertID();
            if (id.getSerialNumber().equals(question.certificate().getSerialNumber())
                    && id.matchesIssuer(issuer, digests)) {
                if (found != null) {
                    throw new Untrusted("it says two things");
                }
                found = single;
            }
        }
        if (found == null) {
            throw new Untrusted("it is about another certificate");
        }
        if (!found.getCriticalExtensionOIDs().isEmpty()) {
            throw new Untrusted("it has a condition that we do not know");
        }
        return found;
    }

    private static OcspAnswer read(byte[] body, SingleResp single, BasicOCSPResp signed, Instant now) throws Untrusted {
        var from = single.getThisUpdate().toInstant();
        var next =
                single.getNextUpdate() == null ? null : single.getNextUpdate().toInstant();
        if (from.isAfter(now.plus(CLOCKS_DIFFER)) || (next != null && next.isBefore(from))) {
            throw new Untrusted("it is from the future");
        }
        if (next == null ? from.isBefore(now.minus(CLOCKS_DIFFER)) : next.isBefore(now)) {
            throw new Untrusted("it is stale");
        }
        var kept = now.plus(KEPT);
        var since = single.getCertStatus() instanceof RevokedStatus revoked
                ? revoked.getRevocationTime().toInstant()
                : null;
        return new OcspAnswer(flaw(single, signed), since, next != null && next.isBefore(kept) ? next : kept, body);
    }

    private static @Nullable Flaw flaw(SingleResp single, BasicOCSPResp signed) {
        var status = single.getCertStatus();
        if (status == null) {
            return null;
        }
        if (!(status instanceof RevokedStatus revoked)) {
            return Flaw.UNKNOWN_TO_AUTHORITY;
        }
        if (!revoked.hasRevocationReason() || revoked.getRevocationReason() != ON_HOLD) {
            return Flaw.REVOKED;
        }
        // RFC 6960 section 4.4.8: so a responder says that it never issued the certificate
        var isNeverIssued = revoked.getRevocationTime().getTime() == 0
                && signed.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_extended_revoke) != null;
        return isNeverIssued ? Flaw.UNKNOWN_TO_AUTHORITY : Flaw.ON_HOLD;
    }

    private static Optional<X509Certificate> encoded(X509CertificateHolder holder) {
        try {
            return Certificates.read(holder.getEncoded());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
