package vn.mocua.portal.signing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.ocsp.OCSPObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPReq;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.RevokedStatus;
import org.bouncycastle.cert.ocsp.UnknownStatus;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** An authority of a test: issues what it is told to, answers by OCSP and by lists, rightly or as wrongly as is wanted. */
final class TestAuthority {

    private static final BouncyCastleProvider BOUNCY = new BouncyCastleProvider();

    static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");

    /** How a responder or a list goes wrong. */
    enum Fault {
        NONE,
        DOWN,
        GARBAGE,
        TRY_LATER,
        UNAUTHORIZED,
        NO_NONCE,
        OTHER_NONCE,
        STALE,
        FROM_THE_FUTURE,
        NO_NEXT_UPDATE,
        NO_NEXT_UPDATE_AND_OLD,
        BAD_SIGNATURE,
        WEAK_SIGNATURE,
        FOREIGN_RESPONDER,
        RESPONDER_WITHOUT_PURPOSE,
        RESPONDER_EXPIRED,
        RESPONDER_TO_BE_LOOKED_UP,
        BY_THE_AUTHORITY_ITSELF,
        OTHER_CERTIFICATE,
        TWO_ANSWERS,
        CRITICAL_EXTENSION,
        UNKNOWN,
        NEVER_ISSUED,
        FOREIGN_ISSUER,
        NOT_FOR_THESE,
        DELTA
    }

    /** What is changed in a certificate that would be good. */
    static final class Draft {
        X500Name subject;
        KeyPair keys;
        Instant from = NOW.minus(Duration.ofDays(30));
        Instant to = NOW.plus(Duration.ofDays(365));

        @Nullable
        Integer usage = KeyUsage.digitalSignature | KeyUsage.nonRepudiation | KeyUsage.keyEncipherment;

        KeyPurposeId @Nullable [] purposes = {KeyPurposeId.id_kp_clientAuth, KeyPurposeId.id_kp_emailProtection};

        @Nullable
        BasicConstraints constraints;

        @Nullable
        String signedBy;

        @Nullable
        PrivateKey signer;

        @Nullable
        X500Name issuer;

        @Nullable
        String ocsp;

        @Nullable
        String crl;

        boolean unheardOf;
        boolean noCheck;

        @Nullable
        X500Name onlyBelow;

        BigInteger serial = new BigInteger(120, new SecureRandom()).setBit(110);

        Draft(String subject, KeyPair keys) {
            this.subject = new X500Name(subject);
            this.keys = keys;
        }
    }

    final String id;
    final KeyPair keys;
    final X509Certificate certificate;
    final Map<BigInteger, Integer> revoked = new HashMap<>();
    volatile Fault ocsp = Fault.NONE;
    volatile Fault list = Fault.NONE;
    volatile Instant clock = NOW;
    private @Nullable KeyPair responder;

    TestAuthority(String id, KeyPair keys, X509Certificate certificate) {
        this.id = id;
        this.keys = keys;
        this.certificate = certificate;
    }

    static TestAuthority root(String id, String name, KeyPair keys) {
        var draft = new Draft(name, keys);
        draft.from = NOW.minus(Duration.ofDays(3650));
        draft.to = NOW.plus(Duration.ofDays(3650));
        draft.usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
        draft.purposes = null;
        draft.constraints = new BasicConstraints(true);
        return new TestAuthority(id, keys, sign(draft, draft.subject, keys.getPrivate()));
    }

    TestAuthority under(String id, String name, KeyPair keys, UnaryOperator<Draft> change) {
        var draft = new Draft(name, keys);
        draft.from = NOW.minus(Duration.ofDays(1000));
        draft.to = NOW.plus(Duration.ofDays(2000));
        draft.usage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
        draft.purposes = null;
        draft.constraints = new BasicConstraints(0);
        return new TestAuthority(id, keys, issue(change.apply(draft)));
    }

    X509Certificate issue(String subject, KeyPair keys, UnaryOperator<Draft> change) {
        return issue(change.apply(new Draft(subject, keys)));
    }

    X509Certificate issue(Draft draft) {
        return sign(
                draft,
                draft.issuer != null ? draft.issuer : nameOf(certificate),
                draft.signer != null ? draft.signer : keys.getPrivate());
    }

    static X500Name nameOf(X509Certificate certificate) {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private static X509Certificate sign(Draft draft, X500Name issuer, PrivateKey signer) {
        try {
            var builder = new X509v3CertificateBuilder(
                    issuer,
                    draft.serial,
                    Date.from(draft.from),
                    Date.from(draft.to),
                    draft.subject,
                    SubjectPublicKeyInfo.getInstance(draft.keys.getPublic().getEncoded()));
            if (draft.usage != null) {
                builder.addExtension(Extension.keyUsage, true, new KeyUsage(draft.usage));
            }
            if (draft.purposes != null) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(draft.purposes));
            }
            if (draft.constraints != null) {
                builder.addExtension(Extension.basicConstraints, true, draft.constraints);
            }
            if (draft.ocsp != null) {
                builder.addExtension(
                        Extension.authorityInfoAccess,
                        false,
                        new AuthorityInformationAccess(new AccessDescription(
                                AccessDescription.id_ad_ocsp,
                                new GeneralName(GeneralName.uniformResourceIdentifier, draft.ocsp))));
            }
            if (draft.crl != null) {
                var name = new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, draft.crl));
                builder.addExtension(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                    new DistributionPoint(new DistributionPointName(name), null, null)
                }));
            }
            if (draft.unheardOf) {
                builder.addExtension(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), true, new DERUTF8String("?"));
            }
            if (draft.noCheck) {
                builder.addExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nocheck, false, DERNull.INSTANCE);
            }
            if (draft.onlyBelow != null) {
                builder.addExtension(
                        Extension.nameConstraints,
                        true,
                        new NameConstraints(
                                new GeneralSubtree[] {new GeneralSubtree(new GeneralName(draft.onlyBelow))}, null));
            }
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer(signer, draft.signedBy)));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    static ContentSigner signer(PrivateKey key, @Nullable String algorithm) throws OperatorCreationException {
        var usual = key.getAlgorithm().startsWith("EC") ? "SHA256withECDSA" : "SHA256withRSA";
        // Of the JDK's the builder knows no PSS.
        return new JcaContentSignerBuilder(algorithm == null ? usual : algorithm)
                .setProvider(BOUNCY)
                .build(key);
    }

    /** What the responder says; null: nothing. */
    byte @Nullable [] answer(byte[] request) throws Exception {
        switch (ocsp) {
            case DOWN -> {
                return null;
            }
            case GARBAGE -> {
                return "<html>sign in to the network</html>".getBytes(StandardCharsets.UTF_8);
            }
            case TRY_LATER -> {
                return new OCSPRespBuilder()
                        .build(OCSPRespBuilder.TRY_LATER, null)
                        .getEncoded();
            }
            case UNAUTHORIZED -> {
                return new OCSPRespBuilder()
                        .build(OCSPRespBuilder.UNAUTHORIZED, null)
                        .getEncoded();
            }
            default -> {}
        }
        return signed(new OCSPReq(request)).getEncoded();
    }

    private OCSPResp signed(OCSPReq asked) throws Exception {
        var question = asked.getRequestList()[0].getCertID();
        var signs = signs();
        var builder = ocsp == Fault.BY_THE_AUTHORITY_ITSELF
                ? new BasicOCSPRespBuilder(new RespID(nameOf(certificate)))
                : new BasicOCSPRespBuilder(new RespID(nameOf(signs.certificate)));
        var about = ocsp == Fault.OTHER_CERTIFICATE
                ? CertificateID.deriveCertificateID(question, BigInteger.TWO)
                : question;
        var from = switch (ocsp) {
            case STALE -> clock.minus(Duration.ofDays(9));
            case FROM_THE_FUTURE -> clock.plus(Duration.ofHours(1));
            case NO_NEXT_UPDATE_AND_OLD -> clock.minus(Duration.ofHours(1));
            default -> clock.minusSeconds(30);
        };
        var next = switch (ocsp) {
            case STALE -> clock.minusSeconds(1);
            case NO_NEXT_UPDATE, NO_NEXT_UPDATE_AND_OLD -> null;
            default -> clock.plus(Duration.ofHours(12));
        };
        builder.addResponse(about, status(question), Date.from(from), next == null ? null : Date.from(next), single());
        if (ocsp == Fault.TWO_ANSWERS) {
            builder.addResponse(
                    about,
                    new RevokedStatus(Date.from(NOW), 1),
                    Date.from(from),
                    next == null ? null : Date.from(next),
                    null);
        }
        builder.setResponseExtensions(extensions(asked));
        var answer = builder.build(
                signer(signs.keys.getPrivate(), ocsp == Fault.WEAK_SIGNATURE ? "SHA1withECDSA" : null),
                ocsp == Fault.BY_THE_AUTHORITY_ITSELF
                        ? new X509CertificateHolder[0]
                        : new X509CertificateHolder[] {new X509CertificateHolder(signs.certificate.getEncoded())},
                Date.from(clock));
        var whole = new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, answer);
        if (ocsp == Fault.BAD_SIGNATURE) {
            // One bit of the status's time, so that everything still reads well.
            var bytes = whole.getEncoded();
            var at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("20261126");
            bytes[at + 13] ^= 1;
            return new OCSPResp(bytes);
        }
        return whole;
    }

    private @Nullable Extensions single() throws IOException {
        return ocsp != Fault.CRITICAL_EXTENSION
                ? null
                : new Extensions(new Extension(
                        new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.2"), true, DERNull.INSTANCE.getEncoded()));
    }

    private @Nullable Extensions extensions(OCSPReq asked) throws IOException {
        var nonce = asked.getExtension(OCSPObjectIdentifiers.id_pkix_ocsp_nonce);
        if (ocsp == Fault.OTHER_NONCE) {
            nonce = new Extension(
                    OCSPObjectIdentifiers.id_pkix_ocsp_nonce, false, new DEROctetString(new byte[32]).getEncoded());
        }
        if (ocsp == Fault.NEVER_ISSUED) {
            return new Extensions(new Extension[] {
                nonce,
                new Extension(OCSPObjectIdentifiers.id_pkix_ocsp_extended_revoke, false, DERNull.INSTANCE.getEncoded())
            });
        }
        return ocsp == Fault.NO_NONCE || nonce == null ? null : new Extensions(nonce);
    }

    private @Nullable CertificateStatus status(CertificateID asked) {
        if (ocsp == Fault.UNKNOWN) {
            return new UnknownStatus();
        }
        if (ocsp == Fault.NEVER_ISSUED) {
            return new RevokedStatus(new Date(0), CRLReason.certificateHold);
        }
        var reason = revoked.get(asked.getSerialNumber());
        return reason == null ? CertificateStatus.GOOD : new RevokedStatus(Date.from(NOW), reason);
    }

    private TestAuthority signs() {
        return switch (ocsp) {
            case BY_THE_AUTHORITY_ITSELF -> this;
            case FOREIGN_RESPONDER -> {
                // Named as ours, issued by somebody else.
                var foreign = TestAuthority.root("foreign", "CN=Somebody", TestKeys.ec());
                yield foreign.responder(draft -> draft);
            }
            case RESPONDER_WITHOUT_PURPOSE ->
                responder(draft -> {
                    draft.purposes = new KeyPurposeId[] {KeyPurposeId.id_kp_clientAuth};
                    return draft;
                });
            case RESPONDER_EXPIRED ->
                responder(draft -> {
                    draft.to = NOW.minus(Duration.ofDays(1));
                    return draft;
                });
            case RESPONDER_TO_BE_LOOKED_UP ->
                responder(draft -> {
                    draft.noCheck = false;
                    draft.serial = BigInteger.valueOf(4711);
                    return draft;
                });
            default -> responder(draft -> draft);
        };
    }

    private TestAuthority responder(UnaryOperator<Draft> change) {
        if (responder == null) {
            responder = TestKeys.ec();
        }
        var draft = new Draft("CN=Responder of " + id, responder);
        draft.usage = KeyUsage.digitalSignature;
        draft.purposes = new KeyPurposeId[] {KeyPurposeId.id_kp_OCSPSigning};
        draft.noCheck = true;
        return new TestAuthority("responder", responder, issue(change.apply(draft)));
    }

    /** The list; null: nothing. */
    byte @Nullable [] list() throws Exception {
        if (list == Fault.DOWN) {
            return null;
        }
        if (list == Fault.GARBAGE) {
            return new byte[] {0x30, 1, 2};
        }
        var issuer = list == Fault.FOREIGN_ISSUER ? new X500Name("CN=Somebody") : nameOf(certificate);
        var from = list == Fault.FROM_THE_FUTURE ? clock.plus(Duration.ofHours(1)) : clock.minus(Duration.ofDays(2));
        var builder = new X509v2CRLBuilder(issuer, Date.from(from));
        if (list != Fault.NO_NEXT_UPDATE) {
            builder.setNextUpdate(
                    Date.from(list == Fault.STALE ? clock.minusSeconds(1) : clock.plus(Duration.ofHours(12))));
        }
        revoked.forEach((serial, reason) -> builder.addCRLEntry(serial, Date.from(NOW), reason));
        if (list == Fault.NOT_FOR_THESE) {
            builder.addExtension(
                    Extension.issuingDistributionPoint,
                    true,
                    new IssuingDistributionPoint(null, false, true, null, false, false));
        }
        if (list == Fault.DELTA) {
            builder.addExtension(Extension.deltaCRLIndicator, true, new CRLNumber(BigInteger.ONE));
        }
        if (list == Fault.CRITICAL_EXTENSION) {
            builder.addExtension(new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.3"), true, DERNull.INSTANCE);
        }
        var key = list == Fault.BAD_SIGNATURE ? TestKeys.ec().getPrivate() : keys.getPrivate();
        return builder.build(signer(key, list == Fault.WEAK_SIGNATURE ? "SHA1withECDSA" : null))
                .getEncoded();
    }
}
