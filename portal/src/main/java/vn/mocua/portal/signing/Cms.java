package vn.mocua.portal.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.ess.ESSCertIDv2;
import org.bouncycastle.asn1.ess.SigningCertificate;
import org.bouncycastle.asn1.ess.SigningCertificateV2;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.jspecify.annotations.Nullable;

/**
 * A CMS signature (RFC 5652) over a statement, as signing programs write it into {@code .p7m} and {@code .p7s}: by one
 * signer, with signed attributes, the statement inside it or not.
 *
 * @param certificate DER of the signer's certificate, perhaps of nothing
 */
record Cms(CMSSignedData data, SignerInformation signer, byte[] certificate) {

    // Knows every form in which RSASSA-PSS is written down.
    private static final BouncyCastleProvider BOUNCY = new BouncyCastleProvider();
    private static final int MOST = 64 * 1024;
    private static final Pattern ARMOUR = Pattern.compile(
            "(?s)(?:\u00ef\u00bb\u00bf)?\\s*(?:-----BEGIN (?:CMS|PKCS7)-----)?\\s*([A-Za-z0-9+/=\\s]+?)\\s*(?:-----END (?:CMS|PKCS7)-----)?\\s*");
    private static final Map<ASN1ObjectIdentifier, String> DIGESTS = Map.of(
            NISTObjectIdentifiers.id_sha256, "SHA-256",
            NISTObjectIdentifiers.id_sha384, "SHA-384",
            NISTObjectIdentifiers.id_sha512, "SHA-512");

    /** Empty when it is no such signature, or one over something else than the statement. */
    static Optional<Cms> read(byte[] file, byte[] statement) {
        if (file.length > MOST) {
            return Optional.empty();
        }
        try {
            var whole = new CMSSignedData(unarmoured(file));
            var content = whole.getSignedContent();
            if (content != null
                    && !(content.getContent() instanceof byte[] inside && Arrays.equals(inside, statement))) {
                return Optional.empty();
            }
            var data = content != null
                    ? whole
                    : new CMSSignedData(new CMSProcessableByteArray(statement), unarmoured(file));
            var signers = data.getSignerInfos().getSigners();
            if (signers.size() != 1 || !PKCSObjectIdentifiers.data.getId().equals(data.getSignedContentTypeOID())) {
                return Optional.empty();
            }
            var signer = signers.iterator().next();
            var certificates = data.getCertificates().getMatches(new Selector(signer));
            return certificates.size() == 1
                    ? Optional.of(
                            new Cms(data, signer, certificates.iterator().next().getEncoded()))
                    : Optional.empty();
        } catch (CMSException | IOException | RuntimeException e) {
            // Whatever a reader throws at bytes that somebody made: they are no signature.
            return Optional.empty();
        }
    }

    /** Why a file that proves nothing does not, where whoever made it can make another that does; empty otherwise. */
    static Optional<Misfit> misfit(byte[] file, byte[] statement) {
        try {
            var data = new CMSSignedData(unarmoured(file));
            var signers = data.getSignerInfos().getSigners();
            if (signers.isEmpty()) {
                return Optional.of(Misfit.NO_SIGNATURE);
            }
            var content = data.getSignedContent();
            if (content != null
                    && !(content.getContent() instanceof byte[] inside && Arrays.equals(inside, statement))) {
                return Optional.of(Misfit.ANOTHER_TEXT);
            }
            return signers.size() == 1 ? misfit(data, signers.iterator().next(), statement) : Optional.empty();
        } catch (CMSException | RuntimeException e) {
            return Optional.of(Misfit.NO_SIGNATURE);
        }
    }

    private static Optional<Misfit> misfit(CMSSignedData data, SignerInformation signer, byte[] statement) {
        var attributes = signer.getSignedAttributes();
        if (attributes == null
                || data.getCertificates().getMatches(new Selector(signer)).isEmpty()) {
            return Optional.of(Misfit.INCOMPLETE);
        }
        var digest = digest(signer, statement);
        if (digest == null) {
            return Optional.of(Misfit.OLD_HASH);
        }
        return only(attributes, CMSAttributes.messageDigest) instanceof ASN1OctetString stated
                        && !Arrays.equals(stated.getOctets(), digest)
                ? Optional.of(Misfit.ANOTHER_TEXT)
                : Optional.empty();
    }

    /** Whether the certificate's key signed the statement, and the attributes speak of that statement and certificate. */
    boolean isSignedBy(X509Certificate certificate, byte[] statement) {
        try {
            var digest = digest(signer, statement);
            var attributes = signer.getSignedAttributes();
            return digest != null
                    && attributes != null
                    && isStrong(signer.toASN1Structure().getDigestEncryptionAlgorithm())
                    && PKCSObjectIdentifiers.data.equals(only(attributes, CMSAttributes.contentType))
                    && only(attributes, CMSAttributes.messageDigest) instanceof ASN1OctetString stated
                    && Arrays.equals(stated.getOctets(), digest)
                    && namesOnly(attributes, Certificates.encoded(certificate))
                    && !Algorithm.allowedFor(certificate.getPublicKey()).isEmpty()
                    && signer.verify(new JcaSimpleSignerInfoVerifierBuilder()
                            .setProvider(BOUNCY)
                            .build(certificate.getPublicKey()));
        } catch (CMSException | OperatorCreationException | RuntimeException e) {
            return false;
        }
    }

    /** Plain RSA takes its hash from the digest's algorithm, which was looked at. */
    private static boolean isStrong(AlgorithmIdentifier algorithm) {
        return PKCSObjectIdentifiers.rsaEncryption.equals(algorithm.getAlgorithm())
                || Strength.isStrongSignature(algorithm);
    }

    private static byte @Nullable [] digest(SignerInformation signer, byte[] statement) {
        var name = DIGESTS.get(signer.getDigestAlgorithmID().getAlgorithm());
        return name == null ? null : Digest.of(name, statement);
    }

    /** Where the attributes say which certificate signed (RFC 5035), it is this one. */
    private static boolean namesOnly(AttributeTable attributes, byte[] certificate) {
        var second = only(attributes, PKCSObjectIdentifiers.id_aa_signingCertificateV2);
        if (second != null) {
            var stated = SigningCertificateV2.getInstance(second).getCerts();
            return stated.length > 0 && isOf(stated[0], certificate);
        }
        var first = only(attributes, PKCSObjectIdentifiers.id_aa_signingCertificate);
        if (first != null) {
            var stated = SigningCertificate.getInstance(first).getCerts();
            return stated.length > 0 && Arrays.equals(stated[0].getCertHash(), Digest.of("SHA-1", certificate));
        }
        return true;
    }

    private static boolean isOf(ESSCertIDv2 stated, byte[] certificate) {
        var name = DIGESTS.get(stated.getHashAlgorithm().getAlgorithm());
        return name != null && Arrays.equals(stated.getCertHash(), Digest.of(name, certificate));
    }

    /**
     * The one value of an attribute that is there once (RFC 5652 section 11), or null.
     *
     * @throws IllegalArgumentException when it is there more than once, or with more values than one
     */
    private static @Nullable ASN1Encodable only(AttributeTable attributes, ASN1ObjectIdentifier type) {
        var all = attributes.getAll(type);
        if (all.size() == 0) {
            return null;
        }
        var values = Attribute.getInstance(all.get(0)).getAttrValues();
        if (all.size() > 1 || values.size() != 1) {
            throw new IllegalArgumentException("an attribute is there twice");
        }
        return values.getObjectAt(0);
    }

    /** DER as it is, or as text with or without the lines around it, and the mark that editors put before a text. */
    private static byte[] unarmoured(byte[] file) {
        if (file.length > 0 && file[0] == 0x30) {
            return file;
        }
        var armoured = ARMOUR.matcher(new String(file, StandardCharsets.ISO_8859_1));
        return armoured.matches() ? Base64.getMimeDecoder().decode(armoured.group(1)) : file;
    }

    private record Selector(SignerInformation signer) implements org.bouncycastle.util.Selector<X509CertificateHolder> {

        @Override
        public boolean match(X509CertificateHolder certificate) {
            return signer.getSID().match(certificate);
        }

        @Override
        public Object clone() {
            return this;
        }
    }
}
