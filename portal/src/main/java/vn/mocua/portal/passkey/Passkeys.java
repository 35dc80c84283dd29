package vn.mocua.portal.passkey;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.database.TimeOrderedId;
import vn.mocua.portal.vault.Vault;

/** The passkeys of every account. The unique key over their credential ids decides whose one is. */
@Repository
public class Passkeys {

    static final String SEALED = "passkey.sealed";
    static final String HANDLE = "passkey_holder.handle";
    private static final int HANDLE_BYTES = 64;

    private static final String COLUMNS =
            "id, account, sealed, sign_count, backup_eligible, backed_up, added_at, last_used_at";

    /** The sealed part of a row. */
    record Sealed(String credential, List<String> transports, String name, String device) {}

    private final JdbcClient db;
    private final JsonMapper json;
    private final Vault vault;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Passkeys(JdbcClient db, JsonMapper json, Vault vault, Clock clock) {
        this.db = db;
        this.json = json;
        this.vault = vault;
        this.clock = clock;
    }

    /** Those of an account, newest first. */
    public List<Passkey> of(UUID account) {
        return db.sql("select " + COLUMNS + " from passkey where account = :account order by added_at desc, id desc")
                .param("account", account)
                .query(this::read)
                .list();
    }

    /**
     * Forgets every passkey of an account, as when its owner takes it back from somebody who may have added one.
     *
     * @return how many there were
     */
    public int removeAll(UUID account) {
        return db.sql("delete from passkey where account = :account")
                .param("account", account)
                .update();
    }

    Optional<Passkey> find(UUID account, UUID id) {
        return db.sql("select " + COLUMNS + " from passkey where account = :account and id = :id")
                .param("account", account)
                .param("id", id)
                .query(this::read)
                .optional();
    }

    /** Whose one is. */
    Optional<UUID> holderOf(byte[] credentialId) {
        return db.sql("select account from passkey where credential_hash = :hash")
                .param("hash", hash(Answers.text(credentialId)))
                .query(UUID.class)
                .optional();
    }

    /** In a transaction, whose other signatures by the same passkey wait for it. */
    Optional<Passkey> hold(byte[] credentialId) {
        return db.sql("select " + COLUMNS + " from passkey where credential_hash = :hash for update")
                .param("hash", hash(Answers.text(credentialId)))
                .query(this::read)
                .optional();
    }

    /** By what the account's passkeys know it: made when it is first asked for. */
    byte[] handleOf(UUID account) {
        var fresh = new byte[HANDLE_BYTES];
        random.nextBytes(fresh);
        db.sql("insert into passkey_holder (account, handle) values (:account, :handle) on conflict do nothing")
                .param("account", account)
                .param("handle", vault.seal(HANDLE, account.toString(), fresh))
                .update();
        return storedHandleOf(account).orElseThrow();
    }

    Optional<byte[]> storedHandleOf(UUID account) {
        return db.sql("select handle from passkey_holder where account = :account")
                .param("account", account)
                .query((row, number) -> vault.open(HANDLE, account.toString(), row.getBytes("handle")))
                .optional();
    }

    /** In a transaction: whoever else adds or removes one of this account's waits until it has ended. */
    void holdThoseOf(UUID account) {
        db.sql("select account from passkey_holder where account = :account for update")
                .param("account", account)
                .query(UUID.class)
                .optional();
    }

    /** Adds one; false when it is known already, be it to another account. */
    boolean add(UUID account, NewPasskey added, String name, String device) {
        var id = TimeOrderedId.next(clock);
        return db.sql("""
                insert into passkey
                    (id, credential_hash, account, sealed, sign_count, backup_eligible, backed_up, added_at)
                values (:id, :hash, :account, :sealed, :count, :eligible, :backedUp, :now)
                on conflict do nothing
                """)
                        .param("id", id)
                        .param("hash", hash(added.credentialId()))
                        .param("account", account)
                        .param("sealed", seal(id, new Sealed(added.credential(), added.transports(), name, device)))
                        .param("count", added.signCount())
                        .param("eligible", added.backupEligible())
                        .param("backedUp", added.backedUp())
                        .param("now", at(clock.instant()))
                        .update()
                == 1;
    }

    void call(Passkey passkey, String name) {
        var sealed = new Sealed(passkey.credential(), passkey.transports(), name, passkey.device());
        db.sql("update passkey set sealed = :sealed where id = :id")
                .param("sealed", seal(passkey.id(), sealed))
                .param("id", passkey.id())
                .update();
    }

    void used(Passkey passkey, long signCount, boolean backedUp) {
        db.sql("update passkey set sign_count = :count, backed_up = :backedUp, last_used_at = :now where id = :id")
                .param("count", signCount)
                .param("backedUp", backedUp)
                .param("now", at(clock.instant()))
                .param("id", passkey.id())
                .update();
    }

    boolean remove(UUID account, UUID id) {
        return db.sql("delete from passkey where account = :account and id = :id")
                        .param("account", account)
                        .param("id", id)
                        .update()
                == 1;
    }

    private Passkey read(ResultSet row, int number) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var sealed = json.readValue(vault.open(SEALED, id.toString(), row.getBytes("sealed")), Sealed.class);
        var used = row.getObject("last_used_at", OffsetDateTime.class);
        return new Passkey(
                id,
                row.getObject("account", UUID.class),
                sealed.credential(),
                sealed.transports(),
                sealed.name(),
                sealed.device(),
                row.getLong("sign_count"),
                row.getBoolean("backup_eligible"),
                row.getBoolean("backed_up"),
                row.getObject("added_at", OffsetDateTime.class).toInstant(),
                used == null ? null : used.toInstant());
    }

    private byte[] seal(UUID id, Sealed sealed) {
        return vault.seal(SEALED, id.toString(), json.writeValueAsBytes(sealed));
    }

    private byte[] hash(String credentialId) {
        return vault.lookup("passkey", credentialId);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
