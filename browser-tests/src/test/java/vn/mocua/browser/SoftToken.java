package vn.mocua.browser;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A file of PKCS #12, and what the agent would make of it: docs/protocols/signing-agent.md. */
record SoftToken(PrivateKey key, X509Certificate certificate) {

    private static final JsonMapper JSON = new JsonMapper();

    static SoftToken of(Sandbox.TokenFile file) {
        try {
            var password = file.password().toCharArray();
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(Files.readAllBytes(file.file())), password);
            var alias = store.aliases().nextElement();
            return new SoftToken(
                    (PrivateKey) store.getKey(alias, password), (X509Certificate) store.getCertificate(alias));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The answer to what a page asks, as JSON. */
    String signs(String origin, String asked) {
        try {
            var nonce = JSON.readTree(asked).path("challengeNonce").asString();
            var isElliptic = key.getAlgorithm().equals("EC");
            var hash = MessageDigest.getInstance("SHA-256");
            var signature = Signature.getInstance(isElliptic ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(hash.digest(origin.getBytes(StandardCharsets.UTF_8)));
            signature.update(hash.digest(nonce.getBytes(StandardCharsets.UTF_8)));
            var base64 = Base64.getEncoder();
            return JSON.writeValueAsString(Map.of(
                    "authToken",
                    Map.of(
                            "unverifiedCertificate",
                            base64.encodeToString(certificate.getEncoded()),
                            "algorithm",
                            isElliptic ? "ES256" : "RS256",
                            "signature",
                            base64.encodeToString(signature.sign()),
                            "format",
                            "web-eid:1.0",
                            "appVersion",
                            "https://mocua.vn/signing-agent/0.1.0")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
