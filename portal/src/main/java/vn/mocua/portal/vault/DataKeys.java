package vn.mocua.portal.vault;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys under which data stands: wrapped in the database, unwrapped once and then held in memory. */
class DataKeys {

    /** A data key, ready for use. */
    record DataKey(int id, AesGcm cipher) {}

    /** Which key was the newest, asked at a moment of {@link System#nanoTime}. */
    private record Answer(DataKey key, long askedAt) {}

    /** A data key as the database holds it. */
    record Wrapped(int id, String wrappedBy, byte[] wrapped, boolean isEmptied) {}

    private final Path file;
    private final JdbcClient db;
    private final Clock clock;
    private final long freshNanos;
    private final Map<Integer, DataKey> opened = new ConcurrentHashMap<>();
    private final AtomicBoolean asking = new AtomicBoolean();
    private final AtomicReference<@Nullable Answer> newest = new AtomicReference<>();
    private volatile Keyring keyring;

    /**
     * @param fresh for how long the newest key is used without asking whether there is a newer one
     */
    DataKeys(Path file, JdbcClient db, Clock clock, Duration fresh) {
        this.file = file;
        this.db = db;
        this.clock = clock;
        this.freshNanos = fresh.toNanos();
        this.keyring = Keyring.readFrom(file);
    }

    Keyring keyring() {
        return keyring;
    }

    /**
     * The key for what is sealed now. A node asks once in {@code fresh} which it is; one that cannot ask goes on for
     * three times as long and then seals nothing, which is what lets a retired key be destroyed.
     *
     * <p>Nobody waits here for another's answer: those who wait may hold all the connections that the other needs.
     */
    DataKey newest() {
        var known = newest.get();
        if (known == null) {
            return ask();
        }
        var age = System.nanoTime() - known.askedAt;
        if (age <= freshNanos) {
            return known.key;
        }
        if (age > 3 * freshNanos) {
            return ask();
        }
        // One asks, the others go on.
        if (asking.compareAndSet(false, true)) {
            try {
                return ask();
            } finally {
                asking.set(false);
            }
        }
        return known.key;
    }

    private DataKey ask() {
        var known = newest.get();
        var now = System.nanoTime();
        var stored = db.sql("select * from vault_key order by id desc limit 1")
                .query((row, n) -> read(row))
                .optional()
                .orElseThrow(() -> new IllegalStateException("there is no data key yet"));
        var key = known != null && known.key.id == stored.id ? known.key : opened(stored);
        newest.accumulateAndGet(
                new Answer(key, now),
                (before, mine) -> before != null && before.askedAt - mine.askedAt > 0 ? before : mine);
        return key;
    }

    Optional<DataKey> find(int id) {
        var known = opened.get(id);
        return known != null ? Optional.of(known) : stored(id).map(this::opened);
    }

    /** Makes the first key when there is none, and takes up the newest; must not be called within a transaction, which could take it back. */
    void makeFirst() {
        if (db.sql("select count(*) from vault_key").query(Integer.class).single() == 0) {
            insert(1);
        }
        newest();
    }

    /** Adds a key, wrapped by the keyring's current one; when another node was faster, theirs stands. */
    void insert(int id) {
        db.sql("insert into vault_key (id, wrapped_by, wrapped, created_at) values (:id, :by, :wrapped, :now)"
                        + " on conflict (id) do nothing")
                .param("id", id)
                .param("by", keyring.current())
                .param("wrapped", wrap(id, Keyring.randomKey()))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        newest.set(null);
    }

    /** Wraps a stored key anew by the keyring's current one. */
    void wrapAnew(Wrapped stored) {
        db.sql("update vault_key set wrapped_by = :by, wrapped = :wrapped where id = :id and wrapped_by = :before")
                .param("by", keyring.current())
                .param("wrapped", wrap(stored.id, unwrap(stored)))
                .param("id", stored.id)
                .param("before", stored.wrappedBy)
                .update();
    }

    void markEmptied(int id) {
        db.sql("update vault_key set emptied_at = :now where id = :id and emptied_at is null")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    void destroyBefore(int id) {
        db.sql("delete from vault_key where id < :id").param("id", id).update();
    }

    List<Wrapped> all() {
        return db.sql("select * from vault_key order by id")
                .query((row, n) -> read(row))
                .list();
    }

    /** Takes up what the keyring's file says now. */
    synchronized Keyring reread() {
        keyring = Keyring.readFrom(file);
        return keyring;
    }

    private Optional<Wrapped> stored(int id) {
        return db.sql("select * from vault_key where id = :id")
                .param("id", id)
                .query((row, n) -> read(row))
                .optional();
    }

    private static Wrapped read(ResultSet row) throws SQLException {
        return new Wrapped(
                row.getInt("id"),
                row.getString("wrapped_by"),
                row.getBytes("wrapped"),
                row.getTimestamp("emptied_at") != null);
    }

    private DataKey opened(Wrapped stored) {
        var key = new DataKey(stored.id, new AesGcm(unwrap(stored)));
        opened.put(stored.id, key);
        return key;
    }

    private byte[] unwrap(Wrapped stored) {
        var key = keyring.encryption().get(stored.wrappedBy);
        if (key == null) {
            // Changed by 'keys rotate' since we read it.
            key = reread().encryption().get(stored.wrappedBy);
        }
        if (key == null) {
            throw new SealBroken("vault_key", "the keyring does not hold " + stored.wrappedBy);
        }
        try {
            return new AesGcm(key).decrypt(0, stored.wrapped, place(stored.id));
        } catch (GeneralSecurityException e) {
            throw new SealBroken("vault_key", "data key " + stored.id + " does not open");
        }
    }

    private byte[] wrap(int id, byte[] key) {
        var wrapping = keyring.encryption().get(keyring.current());
        if (wrapping == null) {
            throw new IllegalStateException("the keyring does not hold its current key");
        }
        return new AesGcm(wrapping).encrypt(new byte[0], key, place(id));
    }

    private static byte[] place(int id) {
        return ("vault_key/" + id).getBytes(StandardCharsets.US_ASCII);
    }
}
