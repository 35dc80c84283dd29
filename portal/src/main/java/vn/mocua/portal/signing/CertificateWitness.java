package vn.mocua.portal.signing;

/**
 * Hears how a certificate stands whose key has just signed. Signing knows nobody's account; who does may have to act at
 * once (threat T23).
 */
@FunctionalInterface
public interface CertificateWitness {

    /** @param fingerprint SHA-256 of the certificate, base64url */
    void judged(String fingerprint, Verdict verdict);
}
