package vn.mocua.evidence;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.operator.OperatorCreationException;

/** Whether a key made a signature, in each form in which one comes. */
final class Signatures {

    private static final List<String> HASHES = List.of("SHA-256", "SHA-384", "SHA-512");

    private Signatures() {}

    /** The value of web-eid:1.0: the hash of the origin, then the hash of the nonce, by the algorithm's own hash. */
    static boolean isToken(Proof proof, PublicKey key) {
        var algorithm = proof.algorithm();
        if (algorithm == null || !algorithm.matches("(RS|PS|ES)(256|384|512)")) {
            return false;
        }
        var hash = "SHA-" + algorithm.substring(2);
        var origin = sha(hash, proof.origin().getBytes(StandardCharsets.UTF_8));
        var nonce = sha(hash, proof.nonce().getBytes(StandardCharsets.UTF_8));
        var name = switch (algorithm.substring(0, 2)) {
            case "RS" -> named(hash) + "withRSA";
            case "PS" -> "RSASSA-PSS";
            default -> named(hash) + "withECDSAinP1363Format";
        };
        return verifies(name, hash, key, proof.answer(), origin, nonce);
    }

    static boolean isCms(byte[] statement, byte[] cms, PublicKey key) {
        try {
            var signed = new CMSSignedData(cms);
            if (signed.getSignedContent() == null) {
                signed = new CMSSignedData(new CMSProcessableByteArray(statement), cms);
            } else if (!(signed.getSignedContent().getContent() instanceof byte[] content)
                    || !MessageDigest.isEqual(content, statement)) {
                return false;
            }
            var signers = signed.getSignerInfos().getSigners();
            return signers.size() == 1
                    && signers.iterator().next().verify(new JcaSimpleSignerInfoVerifierBuilder().build(key));
        } catch (CMSException | OperatorCreationException e) {
            return false;
        }
    }

    /** The attributes hold the statement's hash, and are what was signed. */
    static boolean isOverAttributes(Proof proof, PublicKey key) {
        var attributes = proof.attributes();
        if (attributes == null) {
            return false;
        }
        try {
            var digest = new AttributeTable(ASN1Set.getInstance(attributes)).get(CMSAttributes.messageDigest);
            var hash = digest == null
                    ? new byte[0]
                    : ASN1OctetString.getInstance(digest.getAttrValues().getObjectAt(0))
                            .getOctets();
            return HASHES.stream().anyMatch(name -> MessageDigest.isEqual(sha(name, proof.statement()), hash))
                    && isBare(attributes, proof.answer(), key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Devices make RSA signatures by PKCS#1 version 1.5 or PSS, ECDSA as DER or as R and S. */
    static boolean isBare(byte[] signed, byte[] signature, PublicKey key) {
        return HASHES.stream()
                .anyMatch(hash -> key.getAlgorithm().equals("RSA")
                        ? verifies(named(hash) + "withRSA", hash, key, signature, signed)
                                || verifies("RSASSA-PSS", hash, key, signature, signed)
                        : verifies(named(hash) + "withECDSA", hash, key, signature, signed)
                                || verifies(named(hash) + "withECDSAinP1363Format", hash, key, signature, signed));
    }

    private static boolean verifies(String name, String hash, PublicKey key, byte[] signature, byte[]... signed) {
        try {
            var verifier = Signature.getInstance(name);
            if (name.equals("RSASSA-PSS")) {
                verifier.setParameter(new PSSParameterSpec(
                        hash,
                        "MGF1",
                        new MGF1ParameterSpec(hash),
                        MessageDigest.getInstance(hash).getDigestLength(),
                        PSSParameterSpec.TRAILER_FIELD_BC));
            }
            verifier.initVerify(key);
            for (var part : signed) {
                verifier.update(part);
            }
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static String named(String hash) {
        return hash.replace("-", "");
    }

    static byte[] sha(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has it", e);
        }
    }
}
