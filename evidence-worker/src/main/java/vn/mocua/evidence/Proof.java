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
 * @param nonce what the token signed together with the origin; commits to the statement
 * @param token signature over origin and nonce; null when the person signed the statement itself
 * @param cms signature over the statement, CMS in DER; null when there is a token
 * @param chain certificates in DER, the person's first, without the root
 * @param ocsp answers of the authorities, as they came
 * @param crl lists of revoked certificates, as they came
 */
public record Proof(
        String id,
        Instant at,
        String origin,
        String nonce,
        byte[] statement,
        @Nullable Token token,
        byte @Nullable [] cms,
        List<byte[]> chain,
        List<byte[]> ocsp,
        List<byte[]> crl) {

    /**
     * The signature of a web-eid:1.0 token.
     *
     * @param algorithm name in JSON Web Algorithms (RFC 7518), such as {@code ES256}
     */
    public record Token(String algorithm, byte[] signature) {}

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
