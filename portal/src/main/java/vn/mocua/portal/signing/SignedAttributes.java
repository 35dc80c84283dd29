package vn.mocua.portal.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/**
 * The signed attributes of a CAdES signature (ETSI EN 319 122-1, baseline B) that we build ourselves for devices that sign
 * a hash: the same bytes whenever they are built of the same statement and certificate.
 */
final class SignedAttributes {

    private SignedAttributes() {}

    static byte[] encoded(byte[] statement, Instant issuedAt, byte[] certificate, Algorithm algorithm) {
        var attributes = new ASN1EncodableVector();
        attributes.add(new Attribute(CMSAttributes.contentType, new DERSet(PKCSObjectIdentifiers.data)));
        attributes.add(new Attribute(CMSAttributes.signingTime, new DERSet(new Time(Date.from(issuedAt)))));
        attributes.add(new Attribute(
                CMSAttributes.messageDigest, new DERSet(new DEROctetString(Digest.of(algorithm.hash(), statement)))));
        var id = new ESSCertIDv2(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256), Digest.sha256(certificate));
        attributes.add(new Attribute(
                PKCSObjectIdentifiers.id_aa_signingCertificateV2,
                new DERSet(new SigningCertificateV2(new ESSCertIDv2[] {id}))));
        try {
            return new DERSet(attributes).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new UncheckedIOException("signed attributes can not be written", e);
        }
    }
}
