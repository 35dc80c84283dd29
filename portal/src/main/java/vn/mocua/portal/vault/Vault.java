package vn.mocua.portal.vault;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Seals personal data before they are stored, and makes the keyed hashes by which sealed data are found.
 *
 * <p>What is sealed opens only in the column and row for which it was sealed: AES-256-GCM with the place as associated
 * data. Sealed text is 33 bytes longer than the plain one: form (1), data key (4), nonce (12), tag (16). A few
 * microseconds a call.
 */
public class Vault {

    private static final byte FORM = 1;
    private static final int HEAD = 1 + Integer.BYTES;
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final DataKeys keys;
    private final Mac lookup;
    private final Mac cookie;
    private final Mac pepper;
    private final SigningKey signing;

    /** Reads the keyring; makes the first data key when the database has none. Not within a transaction. */
    Vault(Path keyring, JdbcClient db, Clock clock) {
        this(new DataKeys(keyring, db, clock, FRESH));
    }

    Vault(DataKeys keys) {
        this.keys = keys;
        var keyring = keys.keyring();
        this.lookup = hmac(keyring.lookup());
        this.cookie = hmac(keyring.cookie());
        this.pepper = hmac(keyring.pepper());
        this.signing = new SigningKey(keyring.audit());
        keys.makeFirst();
    }

    /**
     * Seals a value for its place.
     *
     * @param column table and column, such as {@code account_contact.value}: see {@link SealedColumn#name}
     * @param row the row's key as {@link SealedColumn#row} writes it
     */
    public byte[] seal(String column, String row, byte[] plain) {
        var key = keys.newest();
        return key.cipher().encrypt(head(key.id()), plain, place(column, row));
    }

    /** @throws SealBroken when it was sealed for another place, was changed, or its key is gone */
    public byte[] open(String column, String row, byte[] sealed) {
        if (sealed.length < HEAD || sealed[0] != FORM) {
            throw new SealBroken(column, "was not sealed by us");
        }
        var key = keys.find(keyOf(sealed)).orElseThrow(() -> new SealBroken(column, "its key is gone"));
        try {
            return key.cipher().decrypt(HEAD, sealed, place(column, row));
        } catch (GeneralSecurityException e) {
            throw new SealBroken(column, "was sealed for another place or changed since");
        }
    }

    public byte[] seal(String column, String row, String plain) {
        return seal(column, row, plain.getBytes(StandardCharsets.UTF_8));
    }

    /** {@link #open} for text. */
    public String openText(String column, String row, byte[] sealed) {
        return new String(open(column, row, sealed), StandardCharsets.UTF_8);
    }

    /**
     * The keyed hash (HMAC-SHA-256, 32 bytes) by which a sealed value is found. Without the key, which is not in the
     * database, nobody can try all values and compare: the numbers on citizens' cards are few.
     *
     * @param purpose keeps hashes of different columns apart; may not hold a zero character
     */
    public byte[] lookup(String purpose, String value) {
        return hash(lookup, purpose, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Authenticates what a browser keeps for us: HMAC-SHA-256 by the cookie key, 32 bytes. */
    public byte[] mac(String purpose, byte[] input) {
        return hash(cookie, purpose, input);
    }

    /** What goes into a password hash in the password's place: HMAC-SHA-256 by the pepper, 32 bytes. */
    public byte[] pepper(byte[] input) {
        return hash(pepper, "password", input);
    }

    /** The key by which the audit trail is signed. */
    public SigningKey signing() {
        return signing;
    }

    static int keyOf(byte[] sealed) {
        return ByteBuffer.wrap(sealed, 1, Integer.BYTES).getInt();
    }

    /** The first bytes of all that was sealed under a data key. */
    static byte[] head(int key) {
        return ByteBuffer.allocate(HEAD).put(FORM).putInt(key).array();
    }

    private static byte[] place(String column, String row) {
        return (column + '\0' + row).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hash(Mac prototype, String purpose, byte[] input) {
        try {
            var mac = (Mac) prototype.clone();
            mac.update(purpose.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(input);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("HMAC of this machine cannot be copied", e);
        }
    }

    private static Mac hmac(byte[] key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("no HMAC-SHA-256", e);
        }
    }
}
