package vn.mocua.portal.outside;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Where the portal's own certificate for a system lies, with its key: one PKCS#12 file, or PEM.
 *
 * @param file PKCS#12, or PEM of the certificate, those above it, and the key unless that lies apart
 * @param key PEM of the key (PKCS#8); null: in the file itself
 * @param passwordFile what opens the file or the key; null where nothing does
 */
record IdentityFiles(
        Path file, @Nullable Path key, @Nullable Path passwordFile) {

    private static final long MOST = 1024 * 1024;
    private static final Pattern KEY = Pattern.compile("-----BEGIN (ENCRYPTED )?PRIVATE KEY-----([^-]+)-----END ");
    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----");
    private static final List<String> KINDS = List.of("RSA", "EC", "EdDSA");

    /**
     * A key, its certificate, and those that vouch for it.
     *
     * @param chain the key's own first
     */
    record Material(PrivateKey key, List<X509Certificate> chain) {

        Material {
            chain = List.copyOf(chain);
        }

        X509Certificate certificate() {
            return chain.getFirst();
        }
    }

    /** Everything that makes it up. */
    List<Path> files() {
        return Stream.of(file, key, passwordFile)
                .<Path>mapMulti((each, some) -> {
                    if (each != null) {
                        some.accept(each);
                    }
                })
                .toList();
    }

    /** @throws GeneralSecurityException says what is wrong; quotes nothing of what is in the files */
    Material read() throws IOException, GeneralSecurityException {
        var bytes = bounded(file);
        var text = new String(bytes, StandardCharsets.ISO_8859_1);
        var material = text.contains("-----BEGIN ") ? pem(text) : pkcs12(bytes);
        requireOnePair(material);
        return material;
    }

    private Material pem(String text) throws IOException, GeneralSecurityException {
        var chain = new ArrayList<X509Certificate>();
        var factory = CertificateFactory.getInstance("X.509");
        for (var found : CERTIFICATE.matcher(text).results().toList()) {
            try (var in = new ByteArrayInputStream(found.group().getBytes(StandardCharsets.ISO_8859_1))) {
                chain.add((X509Certificate) factory.generateCertificate(in));
            }
        }
        if (chain.isEmpty()) {
            throw new GeneralSecurityException("no certificate in it");
        }
        return new Material(key(key == null ? text : new String(bounded(key), StandardCharsets.ISO_8859_1)), chain);
    }

    private PrivateKey key(String text) throws IOException, GeneralSecurityException {
        var found = KEY.matcher(text);
        if (!found.find()) {
            throw new GeneralSecurityException("no key of the form PKCS#8 (BEGIN PRIVATE KEY): openssl pkcs8 -topk8");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(found.group(2));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("the key is not base64", e);
        }
        return found.group(1) == null ? key(new PKCS8EncodedKeySpec(der)) : key(decrypted(der));
    }

    private PKCS8EncodedKeySpec decrypted(byte[] der) throws IOException, GeneralSecurityException {
        var sealed = new EncryptedPrivateKeyInfo(der);
        var password = new PBEKeySpec(password());
        try {
            return sealed.getKeySpec(
                    SecretKeyFactory.getInstance(sealed.getAlgName()).generateSecret(password));
        } finally {
            password.clearPassword();
        }
    }

    private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        for (var kind : KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                // Then it is of another kind.
            }
        }
        throw new GeneralSecurityException("the key is neither RSA nor EC nor EdDSA");
    }

    private Material pkcs12(byte[] bytes) throws IOException, GeneralSecurityException {
        var password = password();
        var store = KeyStore.getInstance("PKCS12");
        try (var in = new ByteArrayInputStream(bytes)) {
            store.load(in, password);
        }
        for (var alias : Collections.list(store.aliases())) {
            if (store.getKey(alias, password) instanceof PrivateKey found) {
                return new Material(
                        found,
                        Stream.of(store.getCertificateChain(alias))
                                .map(X509Certificate.class::cast)
                                .toList());
            }
        }
        throw new GeneralSecurityException("no key in it");
    }

    private char[] password() throws IOException {
        return passwordFile == null
                ? new char[0]
                : new String(bounded(passwordFile), StandardCharsets.UTF_8)
                        .strip()
                        .toCharArray();
    }

    private static byte[] bounded(Path file) throws IOException {
        if (Files.size(file) > MOST) {
            throw new IOException("longer than " + MOST + " bytes");
        }
        return Files.readAllBytes(file);
    }

    private static void requireOnePair(Material material) throws GeneralSecurityException {
        var algorithm = switch (material.key().getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> material.key().getAlgorithm();
        };
        var sign = Signature.getInstance(algorithm);
        sign.initSign(material.key());
        sign.update(material.certificate().getEncoded());
        var verify = Signature.getInstance(algorithm);
        boolean fits;
        try {
            verify.initVerify(material.certificate().getPublicKey());
            verify.update(material.certificate().getEncoded());
            fits = verify.verify(sign.sign());
        } catch (GeneralSecurityException e) {
            fits = false;
        }
        if (!fits) {
            throw new GeneralSecurityException("the key is not the first certificate's");
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
