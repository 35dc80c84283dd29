package vn.mocua.portal.registration.usbsigning;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.ca.Credential;

/** A token with its software, as far as a page meets it: signs what a page asks, and uploads the answer. */
public record TokenOnTheDesk(PrivateKey key, X509Certificate certificate) {

    public static TokenOnTheDesk of(Credential credential) {
        return new TokenOnTheDesk(credential.key(), credential.certificate());
    }

    /** Signs for this site and nonce: docs/protocols/signing-agent.md. */
    String signs(String origin, String nonce) {
        try {
            var elliptic = key.getAlgorithm().equals("EC");
            var hash = MessageDigest.getInstance("SHA-256");
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

    /** What any signing software makes of the statement, as PEM; with the statement inside or beside it. */
    String signsFile(byte[] statement, boolean inside) {
        try {
            var algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
            var generator = new CMSSignedDataGenerator();
            generator.addSignerInfoGenerator(
                    new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
                            .build(new JcaContentSignerBuilder(algorithm).build(key), certificate));
            generator.addCertificates(new JcaCertStore(List.of(certificate)));
            var signed = generator.generate(new CMSProcessableByteArray(statement), inside);
            return "-----BEGIN PKCS7-----\n"
                    + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(signed.getEncoded())
                    + "\n-----END PKCS7-----\n";
        } catch (CMSException | IOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the page asks to have signed. */
    static String nonce(Answer page) {
        return page.html().expectFirst(".usb").attr("data-nonce");
    }

    static byte[] statement(Answer page) {
        return Base64.getDecoder().decode(page.html().expectFirst(".usb").attr("data-statement"));
    }

    /** Signs what the page asks and sends it, as the page's script does. */
    public Answer answers(Visitor visitor, Answer page, String origin) {
        return uploads(visitor, page, signs(origin, nonce(page)));
    }

    /** A form with a file, as browsers send it. */
    static Answer uploads(Visitor visitor, Answer page, String file) {
        return uploads(visitor, page.path(), visitor.fields(page, page.path(), Map.of()), file);
    }

    static Answer uploads(Visitor visitor, String path, Map<String, String> fields, String file) {
        var boundary = UUID.randomUUID().toString();
        var body = new StringBuilder();
        new LinkedHashMap<>(fields)
                .forEach(
                        (name, value) -> body.append("--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                                .formatted(boundary, name, value)));
        body.append("--%s\r\nContent-Disposition: form-data; name=\"answer\"; filename=\"answer.json\"\r\n"
                .formatted(boundary));
        body.append("Content-Type: application/octet-stream\r\n\r\n%s\r\n--%s--\r\n".formatted(file, boundary));
        return visitor.request("POST", path, "multipart/form-data; boundary=" + boundary, body.toString());
    }
}
