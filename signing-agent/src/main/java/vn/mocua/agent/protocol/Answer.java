package vn.mocua.agent.protocol;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** What becomes of a question for a signature. */
public sealed interface Answer {

    /** The token signed. */
    record Signed(X509Certificate certificate, Algorithm algorithm, String signature) implements Answer {

        public static Signed of(X509Certificate certificate, Algorithm algorithm, byte[] signature) {
            return new Signed(certificate, algorithm, Base64.getEncoder().encodeToString(signature));
        }

        public byte[] signatureBytes() {
            return Base64.getDecoder().decode(signature);
        }

        /** The token of Web eID, which the portal reads. */
        public Map<String, Object> authToken() {
            var token = new LinkedHashMap<String, Object>();
            try {
                token.put("unverifiedCertificate", Base64.getEncoder().encodeToString(certificate.getEncoded()));
            } catch (CertificateEncodingException e) {
                throw new IllegalStateException(e);
            }
            token.put("algorithm", algorithm.name());
            token.put("signature", signature);
            token.put("format", "web-eid:1.0");
            token.put("appVersion", Version.ADDRESS + Version.NUMBER);
            return token;
        }
    }

    /** It did not. */
    record Refused(Fault fault) implements Answer {}

    static Refused refused(Fault.Code code) {
        return new Refused(Fault.of(code));
    }
}
