package vn.mocua.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import vn.mocua.agent.protocol.Json;

/** Checks a token as the portal does: with its own origin and nonce, by the key that the certificate names. */
public final class AuthToken {

    private static final Map<String, String> HASH =
            Map.of("RS256", "SHA-256", "ES256", "SHA-256", "ES384", "SHA-384", "ES512", "SHA-512");
    private static final Map<String, String> JCA = Map.of(
            "RS256", "SHA256withRSA",
            "ES256", "SHA256withECDSAinP1363Format",
            "ES384", "SHA384withECDSAinP1363Format",
            "ES512", "SHA512withECDSAinP1363Format");

    private AuthToken() {}

    public static X509Certificate assertGood(Map<String, Object> token, Challenge challenge) {
        try {
            assertThat(token).containsEntry("format", "web-eid:1.0").containsKey("appVersion");
            var algorithm = Json.string(token, "algorithm");
            var certificate = (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(
                            Base64.getDecoder().decode(Json.string(token, "unverifiedCertificate"))));
            var signed = new ByteArrayOutputStream();
            for (var part : new String[] {challenge.origin(), challenge.nonce()}) {
                signed.write(MessageDigest.getInstance(HASH.get(algorithm)).digest(part.getBytes(UTF_8)));
            }
            var verifier = Signature.getInstance(JCA.get(algorithm));
            verifier.initVerify(certificate);
            verifier.update(signed.toByteArray());
            assertThat(verifier.verify(Base64.getDecoder().decode(Json.string(token, "signature"))))
                    .isTrue();
            return certificate;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
