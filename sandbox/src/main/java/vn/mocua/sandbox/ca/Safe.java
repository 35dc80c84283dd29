package vn.mocua.sandbox.ca;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where keys and certificates lie from start to start, a file of mode 0600 for each. */
final class Safe {

    /**
     * The content of a file: one kind of key, and the certificates above it.
     *
     * @param primes of an authority's RSA key, in hexadecimal
     * @param key in PKCS #8
     * @param chain in DER
     */
    record Kept(List<String> primes, byte @Nullable [] key, List<byte[]> chain) {

        static Kept of(SigningKey key, List<X509Certificate> chain) {
            return switch (key) {
                case RsaKey(var primes) ->
                    new Kept(primes.stream().map(prime -> prime.toString(16)).toList(), null, ders(chain));
                case EcKey(var pair) -> of(pair.getPrivate(), chain);
            };
        }

        static Kept of(PrivateKey key, List<X509Certificate> chain) {
            return new Kept(List.of(), key.getEncoded(), ders(chain));
        }

        private static List<byte[]> ders(List<X509Certificate> chain) {
            return chain.stream().map(Safe::der).toList();
        }

        List<X509Certificate> certificates() {
            return chain.stream().map(Safe::certificate).toList();
        }

        /** The key of an authority. */
        SigningKey signingKey() {
            return key == null
                    ? new RsaKey(primes.stream()
                            .map(prime -> new BigInteger(prime, 16))
                            .toList())
                    : new EcKey(new KeyPair(certificate(chain.getFirst()).getPublicKey(), privateKey()));
        }

        /** What anybody else has. */
        Credential credential() {
            var certificates = certificates();
            return new Credential(privateKey(), certificates, Hierarchy.serial(certificates.getFirst()));
        }

        private PrivateKey privateKey() {
            try {
                var algorithm = certificate(chain.getFirst()).getPublicKey().getAlgorithm();
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(key));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public String toString() {
            return "Kept[***]";
        }
    }

    private final Path folder;

    Safe(Path folder) {
        this.folder = folder;
    }

    /** What was kept under a name like {@code people/an}. */
    Optional<Kept> find(String name) {
        var file = file(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonMapper.shared().readValue(Files.readAllBytes(file), Kept.class));
        } catch (JacksonException e) {
            throw new IllegalStateException(file + " is damaged; delete the folder to begin anew", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void keep(String name, Kept kept) {
        write(file(name), JsonMapper.shared().writeValueAsBytes(kept));
    }

    private Path file(String name) {
        return folder.resolve(name + ".json");
    }

    /** Writes beside, for the owner's eyes only, then renames: nobody ever reads half a file. */
    static void write(Path file, byte[] content) {
        try {
            var folder = makeFolderOf(file);
            var fresh = Files.createTempFile(
                    folder,
                    "." + file.getFileName(),
                    null,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(fresh, content);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes the folder that a file is to lie in, for the owner's eyes only. */
    static Path makeFolderOf(Path file) throws IOException {
        return Files.createDirectories(
                Objects.requireNonNull(file.getParent()),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    static byte[] der(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    static X509Certificate certificate(byte[] der) {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }
}
