package vn.mocua.portal.signing;

import java.io.IOException;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** The parameters of RSASSA-PSS (RFC 4055 section 3.1), whose defaults are SHA-1. */
final class PssParameters {

    private static final Set<String> HASHES = Set.of(
            NISTObjectIdentifiers.id_sha256.getId(),
            NISTObjectIdentifiers.id_sha384.getId(),
            NISTObjectIdentifiers.id_sha512.getId());

    private PssParameters() {}

    static boolean areStrong(byte[] parameters) {
        try {
            var pss = RSASSAPSSparams.getInstance(ASN1Primitive.fromByteArray(parameters));
            var mask = AlgorithmIdentifier.getInstance(pss.getMaskGenAlgorithm().getParameters());
            return HASHES.contains(pss.getHashAlgorithm().getAlgorithm().getId())
                    && mask != null
                    && HASHES.contains(mask.getAlgorithm().getId());
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
