package vn.mocua.portal.signing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.signing.ToSign.Form;

/**
 * A proof as it is handed to a program that checks it again: docs/protocols/evidence-worker.md. The same proof makes the
 * same bytes for ever, since they are what is archived.
 */
public final class ProofText {

    private static final JsonMapper JSON = JsonMapper.shared();

    private record Text(
            String id,
            Instant at,
            String origin,
            String nonce,
            byte[] statement,
            String form,
            byte[] answer,
            @Nullable String algorithm,
            byte @Nullable [] attributes,
            List<byte[]> chain,
            List<byte[]> ocsp,
            List<byte[]> crl) {}

    private ProofText() {}

    /** @throws IllegalArgumentException when a kept token can no longer be read */
    public static byte[] of(Proof proof) {
        var chain = new ArrayList<byte[]>();
        chain.add(proof.certificate());
        chain.addAll(proof.grounds().chain());
        var ocsp = proof.grounds().ocsp();
        var token = proof.form().equals("token") ? token(proof) : null;
        return JSON.writeValueAsBytes(new Text(
                proof.id().toString(),
                proof.grounds().at(),
                proof.origin(),
                Statement.nonce(proof.purpose(), proof.statement()),
                proof.statement(),
                proof.form().toUpperCase(Locale.ROOT),
                token == null ? proof.answer() : token.signature(),
                token == null ? null : token.algorithm(),
                proof.form().equals(Form.ATTRIBUTES.name().toLowerCase(Locale.ROOT)) ? attributes(proof) : null,
                chain,
                ocsp == null ? List.of() : List.of(ocsp),
                proof.grounds().lists()));
    }

    private static Token token(Proof proof) {
        return Token.read(new String(proof.answer(), StandardCharsets.UTF_8))
                .orElseThrow(() -> new IllegalArgumentException("proof " + proof.id() + " holds no token"));
    }

    /** Those under which the kept signature verifies. */
    private static byte @Nullable [] attributes(Proof proof) {
        return Certificates.read(proof.certificate())
                .flatMap(certificate -> Algorithm.allowedFor(certificate.getPublicKey()).stream()
                        .filter(algorithm -> algorithm.verifiesInAnyForm(
                                certificate.getPublicKey(), attributes(proof, algorithm), proof.answer()))
                        .findFirst())
                .map(algorithm -> attributes(proof, algorithm))
                .orElse(null);
    }

    private static byte[] attributes(Proof proof, Algorithm algorithm) {
        return SignedAttributes.encoded(
                proof.statement(), Statement.issuedAt(proof.statement()), proof.certificate(), algorithm);
    }
}
