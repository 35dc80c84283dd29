package vn.mocua.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;

/** The key with which the organisation that runs the portal signs what it archives. */
public record Seal(PrivateKey key, List<X509Certificate> chain) {

    /** @throws IOException when the file is not there, the password is wrong, or there is not exactly one key in it */
    public static Seal of(Path pkcs12, char[] password) throws IOException {
        try (var in = Files.newInputStream(pkcs12)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, password);
            var names = java.util.Collections.list(store.aliases()).stream()
                    .filter(name -> isKey(store, name))
                    .toList();
            if (names.size() != 1) {
                throw new IOException("the seal's file holds " + names.size() + " keys");
            }
            var chain = Arrays.stream(store.getCertificateChain(names.getFirst()))
                    .map(X509Certificate.class::cast)
                    .toList();
            return new Seal((PrivateKey) store.getKey(names.getFirst(), password), chain);
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "the seal's file cannot be read: " + e.getClass().getSimpleName());
        }
    }

    /** The name under which the organisation is certified. */
    X500Principal holder() {
        return chain.getFirst().getSubjectX500Principal();
    }

    private static boolean isKey(KeyStore store, String name) {
        try {
            return store.isKeyEntry(name);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key store that was loaded is loaded", e);
        }
    }

    @Override
    public String toString() {
        return "Seal[***]";
    }
}
