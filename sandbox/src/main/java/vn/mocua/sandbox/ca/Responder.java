package vn.mocua.sandbox.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.ocsp.CertID;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPException;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.fault.Fault;

/** Answers for the status of single certificates, in an authority's name: RFC 6960, with the nonce of RFC 9654. */
final class Responder {

    private static final int LONGEST_NONCE = 128;
    private static final Duration FRESH = Duration.ofHours(1);
    private static final DigestCalculatorProvider DIGESTS = digests();

    private final Hierarchy hierarchy;
    private final Ledger ledger;
    private final Clock clock;

    Responder(Hierarchy hierarchy, Ledger ledger, Clock clock) {
        this.hierarchy = hierarchy;
        this.ledger = ledger;
        this.clock = clock;
    }

    byte[] answer(Authority authority, byte[] question, Fault fault) {
        try {
            return responded(authority, question, fault).getEncoded();
        } catch (OCSPException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private OCSPResp responded(Authority authority, byte[] question, Fault fault) throws OCSPException {
        OCSPReq request;
        byte[] nonce;
        try {
            request = new OCSPReq(question);
            nonce = nonce(request);
        } catch (IOException | RuntimeException e) {
            return new OCSPRespBuilder().build(OCSPRespBuilder.MALFORMED_REQUEST, null);
        }
        if (request.getRequestList().length == 0
                || nonce != null && (nonce.length == 0 || nonce.length > LONGEST_NONCE)) {
            return new OCSPRespBuilder().build(OCSPRespBuilder.MALFORMED_REQUEST, null);
        }
        if (fault == Fault.STATUS_TRY_LATER) {
            return new OCSPRespBuilder().build(OCSPRespBuilder.TRY_LATER, null);
        }
        var officer = fault == Fault.STATUS_SELF_STYLED
                ? hierarchy.selfStyledResponder(authority)
                : hierarchy.responder(authority);
        var answers = new BasicOCSPRespBuilder(named(officer));
        var from = fault == Fault.STATUS_STALE ? clock.instant().minus(Duration.ofDays(2)) : clock.instant();
        var to = fault == Fault.STATUS_STALE ? from.plus(Duration.ofDays(1)) : from.plus(FRESH);
        for (var asked : request.getRequestList()) {
            var id = fault == Fault.STATUS_OF_ANOTHER ? another(asked.getCertID()) : asked.getCertID();
            answers.addResponse(id, status(authority, id, fault), Date.from(from), Date.from(to));
        }
        if (nonce != null && fault != Fault.STATUS_NO_NONCE) {
            answers.setResponseExtensions(repeated(nonce, fault == Fault.STATUS_WRONG_NONCE));
        }
        var signer = officer.key().signer();
        var basic = answers.build(
                fault == Fault.STATUS_FORGED ? new Forged(signer) : signer,
                new X509CertificateHolder[] {holder(officer)},
                Date.from(from));
        return new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic);
    }

    /** By its name or by its key: RFC 6960, 4.2.1, allows both. */
    private static RespID named(Authority officer) throws OCSPException {
        try {
            return officer.style() == Style.HAI_DANG
                    ? new RespID(holder(officer).getSubjectPublicKeyInfo(), DIGESTS.get(RespID.HASH_SHA1))
                    : new RespID(holder(officer).getSubject());
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte @Nullable [] nonce(OCSPReq request) {
        var extension = request.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        return extension == null
                ? null
                : ASN1OctetString.getInstance(extension.getParsedValue()).getOctets();
    }

    private static Extensions repeated(byte[] nonce, boolean wrong) {
        var octets = nonce.clone();
        if (wrong) {
            octets[0] ^= 1;
        }
        try {
            return new Extensions(new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(octets).getEncoded()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CertificateID another(CertificateID asked) {
        var id = asked.toASN1Primitive();
        return new CertificateID(new CertID(
                id.getHashAlgorithm(),
                id.getIssuerNameHash(),
                id.getIssuerKeyHash(),
                new ASN1Integer(asked.getSerialNumber().add(BigInteger.ONE))));
    }

    private CertificateStatus status(Authority authority, CertificateID id, Fault fault) throws OCSPException {
        var now = clock.instant();
        return switch (fault) {
            case STATUS_OF_ANOTHER -> CertificateStatus.GOOD;
            case STATUS_UNKNOWN -> new UnknownStatus();
            case STATUS_ON_HOLD -> withdrawn(now, CRLReason.certificateHold);
            case STATUS_REVOKED -> withdrawn(now, CRLReason.keyCompromise);
            default -> {
                var entry = ledger.find(id.getSerialNumber().toString(16))
                        .filter(found -> found.authority().equals(authority.id()));
                if (entry.isEmpty() || !id.matchesIssuer(holder(authority), DIGESTS)) {
                    yield new UnknownStatus();
                }
                var since = entry.get().since();
                yield switch (entry.get().state()) {
                    case GOOD -> CertificateStatus.GOOD;
                    case ON_HOLD -> withdrawn(since, CRLReason.certificateHold);
                    case REVOKED -> withdrawn(since, CRLReason.keyCompromise);
                };
            }
        };
    }

    private static RevokedStatus withdrawn(Instant since, int reason) {
        return new RevokedStatus(Date.from(since), reason);
    }

    static X509CertificateHolder holder(Authority authority) {
        try {
            return new X509CertificateHolder(Safe.der(authority.certificate()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DigestCalculatorProvider digests() {
        try {
            return new JcaDigestCalculatorProviderBuilder().build();
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
