package vn.mocua.evidence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the portal kept of one signature, exactly as it was when the signature was found good
 * (docs/protocols/evidence-worker.md).
 *
 * @param at when the portal found it good
 * @param statement the bytes that the person's signature commits to
 * @param nonce commits to the statement, and is signed together with the origin or alone
 * @param answer the signature, or the whole of a CMS signature
 * @param algorithm name in JSON Web Algorithms (RFC 7518), such as {@code ES256}; for tokens
 * @param attributes DER of the signed attributes of a signature whose form is named after them
 * @param chain certificates in DER, the person's first
 * @param ocsp answers of the authorities, as they came
 * @param crl lists of revoked certificates, as they came
 */
public record Proof(
        String id,
        Instant at,
        String origin,
        String nonce,
        byte[] statement,
        Form form,
        byte[] answer,
        @Nullable String algorithm,
        byte @Nullable [] attributes,
        List<byte[]> chain,
        List<byte[]> ocsp,
        List<byte[]> crl) {

    /** What was signed. */
    public enum Form {
        /** The hash of the origin and the hash of the nonce: web-eid:1.0. */
        TOKEN,
        /** The statement itself, in CMS. */
        CMS,
        /** Signed attributes, which hold the hash of the statement. */
        ATTRIBUTES,
        /** The nonce. */
        NONCE
    }

    public Proof {
        chain = List.copyOf(chain);
        ocsp = List.copyOf(ocsp);
        crl = List.copyOf(crl);
    }

    @Override
    public String toString() {
        return "Proof[" + id + "]";
    }
}
