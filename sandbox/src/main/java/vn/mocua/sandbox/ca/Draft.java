package vn.mocua.sandbox.ca;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AccessDescription;
import org.bouncycastle.asn1.x509.AuthorityInformationAccess;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509ExtensionUtils;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;

/** A certificate before it is signed: everything that it says can still be changed, to the better or to the worse. */
final class Draft {

    private X500Name subject;
    private final PublicKey key;
    private Instant from;
    private Instant to;
    private final Map<ASN1ObjectIdentifier, Extension> extensions = new LinkedHashMap<>();

    Draft(X500Name subject, PublicKey key, Instant from, Instant to) {
        this.subject = subject;
        this.key = key;
        this.from = from;
        this.to = to;
        with(Extension.subjectKeyIdentifier, false, ids().createSubjectKeyIdentifier(keyInfo()));
    }

    PublicKey key() {
        return key;
    }

    X500Name subject() {
        return subject;
    }

    Draft named(X500Name name) {
        subject = name;
        return this;
    }

    Draft valid(Instant from, Instant to) {
        this.from = from;
        this.to = to;
        return this;
    }

    /** What the key is for; says so as something that must be understood. */
    Draft usage(int bits) {
        return with(Extension.keyUsage, true, new KeyUsage(bits));
    }

    Draft purposes(KeyPurposeId... purposes) {
        return with(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purposes));
    }

    /** Makes it an authority's, with so many authorities below it; -1: any number. */
    Draft authority(int below) {
        return usage(KeyUsage.keyCertSign | KeyUsage.cRLSign)
                .with(
                        Extension.basicConstraints,
                        true,
                        below < 0 ? new BasicConstraints(true) : new BasicConstraints(below));
    }

    /** Where the status is told, by whoever issues it; RFC 5280, 4.2.2.1 and 4.2.1.13. */
    Draft askedAt(String ocsp, String list, String issuer) {
        return with(Extension.authorityInfoAccess, false, new AuthorityInformationAccess(new AccessDescription[] {
                    new AccessDescription(AccessDescription.id_ad_ocsp, uri(ocsp)),
                    new AccessDescription(AccessDescription.id_ad_caIssuers, uri(issuer))
                }))
                .with(Extension.cRLDistributionPoints, false, new CRLDistPoint(new DistributionPoint[] {
                    new DistributionPoint(new DistributionPointName(new GeneralNames(uri(list))), null, null)
                }));
    }

    private static GeneralName uri(String address) {
        return new GeneralName(GeneralName.uniformResourceIdentifier, address);
    }

    Draft with(ASN1ObjectIdentifier name, boolean critical, ASN1Encodable value) {
        try {
            extensions.put(
                    name, new Extension(name, critical, value.toASN1Primitive().getEncoded()));
            return this;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    Draft without(ASN1ObjectIdentifier name) {
        extensions.remove(name);
        return this;
    }

    /** Signed by an authority. */
    X509Certificate issuedBy(Authority authority, BigInteger serial) {
        return issuedBy(authority, serial, authority.key().signer());
    }

    /** Signed in an authority's name, by whatever signer. */
    X509Certificate issuedBy(Authority authority, BigInteger serial, ContentSigner signer) {
        try {
            with(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(
                                    authority.certificate().getPublicKey()));
            return signed(
                    X500Name.getInstance(
                            authority.certificate().getSubjectX500Principal().getEncoded()),
                    serial,
                    signer);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed by its own key. */
    X509Certificate selfSigned(BigInteger serial, ContentSigner signer) {
        return signed(subject, serial, signer);
    }

    private X509Certificate signed(X500Name issuer, BigInteger serial, ContentSigner signer) {
        try {
            var builder =
                    new X509v3CertificateBuilder(issuer, serial, Date.from(from), Date.from(to), subject, keyInfo());
            for (var extension : extensions.values()) {
                builder.addExtension(extension);
            }
            return Safe.certificate(builder.build(signer).getEncoded());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private SubjectPublicKeyInfo keyInfo() {
        return SubjectPublicKeyInfo.getInstance(key.getEncoded());
    }

    private static X509ExtensionUtils ids() {
        try {
            return new JcaX509ExtensionUtils();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
