package vn.mocua.portal.vault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.TestDatabase;

/** A vault over {@link TestDatabase} with keys made for this test run. */
public final class TestVault {

    private static final Path KEYRING = newKeyring();
    private static final Vault VAULT = on(TestDatabase.asPortal(), KEYRING);

    private TestVault() {}

    public static Vault vault() {
        return VAULT;
    }

    /** The keyring's file, for {@code --mocua.keyring=}. */
    public static Path keyring() {
        return KEYRING;
    }

    /** A vault over another database, with the keyring of a file. */
    public static Vault on(DataSource database, Path keyring) {
        return new Vault(keyring, JdbcClient.create(database), Clock.systemUTC());
    }

    /** A file with new keys. */
    public static Path newKeyring() {
        try {
            var file = Files.createTempDirectory("keyring").resolve("keyring.json");
            Keyring.random().createAt(file);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another portal on the same keys, which asks every so often for the newest. */
    static Vault node(DataSource database, Path keyring, Duration fresh) {
        return new Vault(new DataKeys(keyring, JdbcClient.create(database), Clock.systemUTC(), fresh));
    }
}
