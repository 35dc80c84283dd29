package vn.mocua.sandbox.mss;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import vn.mocua.sandbox.ca.Credential;
import vn.mocua.sandbox.web.Reply;

/**
 * What the services have in common: the SIMs, the prompts, and how an answer is made.
 *
 * @param clientId by which a portal is known to all of them
 */
record Answering(Sims sims, Prompts prompts, String clientId, Clock clock, AtomicInteger nonsense) {

    /** Whose key signs: with some SIMs it is not its owner's. */
    Credential signer(Prompt prompt) {
        return prompt.trouble() == Trouble.OTHER_CERTIFICATE
                ? sims.somebodyElses(prompt.sim())
                : prompt.sim().credential().get();
    }

    /** What is signed: with some SIMs it is not what was asked. */
    Hash signed(Prompt prompt) {
        return signed(prompt, prompt.hash());
    }

    Hash signed(Prompt prompt, Hash hash) {
        if (prompt.trouble() != Trouble.WRONG_SIGNATURE) {
            return hash;
        }
        var other = hash.value().clone();
        other[0] ^= 1;
        return new Hash(hash.algorithm(), other);
    }

    /** The certificates that a service hands out: the root comes from nobody's wire. */
    static List<X509Certificate> withoutRoot(Credential credential) {
        return credential.chain().stream()
                .filter(certificate ->
                        !certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
                .toList();
    }

    static String base64(X509Certificate certificate) {
        try {
            return Base64.getEncoder().encodeToString(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Nonsense in turn: a web page, a torn answer, words that no contract knows, a list, an empty object. */
    Reply babble() {
        return switch (nonsense.getAndIncrement() % 5) {
            case 0 -> Reply.html(200, "<!doctype html><title>Gateway</title><h1>It works!</h1>");
            case 1 -> Reply.text(200, "{\"status_code\":20").with("Content-Type", "application/json");
            case 2 ->
                Reply.json(
                        Map.of("status_code", "perhaps", "data", 42, "access_token", 42, "SAD", 42, "signatures", 42));
            case 3 ->
                Reply.text(
                                200,
                                "<env:Envelope xmlns:env=\"http://www.w3.org/2003/05/soap-envelope\"><env:Body><Perhaps/>"
                                        + "</env:Body></env:Envelope>")
                        .with("Content-Type", "application/soap+xml");
            default -> Reply.json(Map.of());
        };
    }
}
