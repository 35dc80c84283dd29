package vn.mocua.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collections;

/** Somebody's USB token with its software, as far as a page meets it: docs/protocols/signing-agent.md. */
record Token(PrivateKey key, X509Certificate certificate) {

    static Token of(byte[] pkcs12, String password) throws IOException {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(pkcs12), password.toCharArray());
            var alias = Collections.list(store.aliases()).stream()
                    .filter(each -> isKey(store, each))
                    .findFirst()
                    .orElseThrow(() -> new IOException("a token without a key"));
            return new Token((PrivateKey) store.getKey(alias, password.toCharArray()), (X509Certificate)
                    store.getCertificate(alias));
        } catch (GeneralSecurityException e) {
            throw new IOException("a token that can not be read", e);
        }
    }

    private static boolean isKey(KeyStore store, String alias) {
        try {
            return store.isKeyEntry(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What its software answers to a page of this site that asks for this nonce. */
    String signs(String origin, String nonce) {
        try {
            var hash = MessageDigest.getInstance("SHA-256");
            var elliptic = key.getAlgorithm().equals("EC");
            var signature = Signature.getInstance(elliptic ? "SHA256withECDSAinP1363Format" : "SHA256withRSA");
            signature.initSign(key);
            signature.update(hash.digest(origin.getBytes(StandardCharsets.UTF_8)));
            signature.update(hash.digest(nonce.getBytes(StandardCharsets.UTF_8)));
            var base64 = Base64.getEncoder();
            return """
                {"unverifiedCertificate":"%s","algorithm":"%s","signature":"%s","format":"web-eid:1.0",\
                "appVersion":"https://mocua.vn/signing-agent/0.1.0"}\
                """.formatted(
                            base64.encodeToString(certificate.getEncoded()),
                            elliptic ? "ES256" : "RS256",
                            base64.encodeToString(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Token[***]";
    }
}
