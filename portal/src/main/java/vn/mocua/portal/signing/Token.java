package vn.mocua.portal.signing;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An authentication token of Web eID, format 1.0: a certificate, and its key's signature over the hashes of origin and
 * nonce. What it says of itself is believed nowhere.
 *
 * @param certificate DER, perhaps of nothing
 */
record Token(byte[] certificate, String algorithm, byte[] signature) {

    private static final String FORMAT = "web-eid:1.0";
    private static final int LEAST = 100;
    private static final int MOST = 10_000;
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(8)
                            .maxStringLength(MOST)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Empty when it has not this form; members that are not known are passed over, one that is there twice is not. */
    static Optional<Token> read(String json) {
        if (json.length() < LEAST || json.length() > MOST) {
            return Optional.empty();
        }
        try {
            var token = STRICT.readTree(json);
            var certificate = text(token, "unverifiedCertificate");
            var algorithm = text(token, "algorithm");
            var signature = text(token, "signature");
            if (certificate == null
                    || algorithm == null
                    || signature == null
                    || !FORMAT.equals(text(token, "format"))) {
                return Optional.empty();
            }
            return Optional.of(new Token(
                    Base64.getDecoder().decode(certificate),
                    algorithm,
                    Base64.getDecoder().decode(signature)));
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether the key of the certificate signed this origin and this nonce, by an algorithm that fits the key. */
    boolean isSignedBy(X509Certificate signer, String origin, String nonce) {
        return Algorithm.named(algorithm, signer.getPublicKey())
                .filter(fitting -> fitting.verifies(signer.getPublicKey(), toSign(fitting, origin, nonce), signature))
                .isPresent();
    }

    static byte[] toSign(Algorithm algorithm, String origin, String nonce) {
        var first = Digest.of(algorithm.hash(), origin.getBytes(StandardCharsets.UTF_8));
        var second = Digest.of(algorithm.hash(), nonce.getBytes(StandardCharsets.UTF_8));
        var both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static @Nullable String text(@Nullable JsonNode object, String member) {
        var value = object == null ? null : object.get(member);
        return value != null && value.isString() ? value.stringValue() : null;
    }

    @Override
    public String toString() {
        return "Token[" + algorithm + "]";
    }
}
