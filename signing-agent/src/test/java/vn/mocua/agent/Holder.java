package vn.mocua.agent;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Somebody with a key and a certificate, made for one test. */
public record Holder(KeyPair keys, X509Certificate certificate) {

    public static Holder withRsa(String name) {
        return of(name, "RSA", KeyUsage.digitalSignature, Instant.now().plus(365, ChronoUnit.DAYS));
    }

    public static Holder withCurve(String name, String curve) {
        return of(name, curve, KeyUsage.digitalSignature, Instant.now().plus(365, ChronoUnit.DAYS));
    }

    public static Holder of(String name, String algorithm, int usage, Instant until) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm.equals("RSA") ? "RSA" : "EC");
            if (algorithm.equals("RSA")) {
                generator.initialize(2048);
            } else {
                generator.initialize(new ECGenParameterSpec(algorithm));
            }
            var keys = generator.generateKeyPair();
            var subject = new X500Name("C=VN, UID=CCCD:001090000001, CN=" + name);
            var builder = new JcaX509v3CertificateBuilder(
                            subject,
                            new BigInteger(120, new SecureRandom()),
                            Date.from(Instant.now().minus(800, ChronoUnit.DAYS)),
                            Date.from(until),
                            subject,
                            keys.getPublic())
                    .addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            var signer = new JcaContentSignerBuilder(algorithm.equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            return new Holder(
                    keys,
                    new JcaX509CertificateConverter().getCertificate(builder.build(signer.build(keys.getPrivate()))));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** As a file that plays a token. */
    public Path pkcs12(Path file, String password) {
        try (var out = Files.newOutputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("key", keys.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
            store.store(out, password.toCharArray());
            return file;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
