package vn.mocua.portal.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.PhoneNumber;

/** The passwords of accounts: what a sign-in by one is checked against, and how one takes another's place. */
@Repository
public class AccountPasswords {

    /**
     * What signing in needs to know.
     *
     * @param generation of the account's sessions while it had that password
     * @param knownDevice whether the account remembers the device that asks
     */
    public record Credential(
            UUID account, String passwordHash, PhoneNumber phone, int generation, boolean knownDevice) {

        @Override
        public String toString() {
            return "Credential[" + account + "]";
        }
    }

    private final JdbcClient db;
    private final Accounts accounts;
    private final AccountPhones phones;
    private final RememberedDevices devices;
    private final Audit audit;
    private final Clock clock;

    AccountPasswords(
            JdbcClient db,
            Accounts accounts,
            AccountPhones phones,
            RememberedDevices devices,
            Audit audit,
            Clock clock) {
        this.db = db;
        this.accounts = accounts;
        this.phones = phones;
        this.devices = devices;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is needed to check a sign-in by password; empty when nobody has that identifier, the account is none that
     * could ever be signed in to, it has no password, or no phone to which the second factor could go. Whether it may be
     * signed in to just now is told only to whoever has given the second factor too.
     *
     * @param device the word of the browser that asks; null when it has none
     */
    public Optional<Credential> credential(Identifier identifier, @Nullable String device) {
        return db.sql("""
                select a.id, a.person, a.password_hash, a.session_generation, exists (
                    select from remembered_device d where d.word = :device and d.account = a.id
                        and d.generation = a.session_generation and d.expires_at > :now) as known_device
                from account_identifier i join account a on a.id = i.account
                where i.kind = :kind and i.value_hash = :hash
                    and a.status in ('ACTIVE', 'FROZEN', 'LOCKED') and a.password_hash is not null
                """)
                .param("device", device == null ? null : devices.hash(device), Types.BINARY)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("kind", identifier.kind().name())
                .param("hash", accounts.hash(identifier))
                .query((row, number) -> credential(row))
                .optional()
                .flatMap(each -> each);
    }

    private Optional<Credential> credential(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var phone = accounts.person(id, row.getBytes("person")).phone();
        return phone == null
                ? Optional.empty()
                : Optional.of(new Credential(
                        id,
                        row.getString("password_hash"),
                        phone,
                        row.getInt("session_generation"),
                        row.getBoolean("known_device")));
    }

    /** Stores the hash made with today's parameters. */
    public void rehash(UUID id, String former, String passwordHash) {
        db.sql("update account set password_hash = :hash where id = :id and password_hash = :former")
                .param("hash", passwordHash)
                .param("id", id)
                .param("former", former)
                .update();
    }

    /**
     * Gives an account that has none a password, and a phone if it has none. False when it has a password by now, or
     * the phone's holder has an account by their other card (threat T03); the caller rolls its transaction back.
     */
    @Transactional
    public boolean addPassword(UUID id, PhoneNumber phone, String passwordHash, String clientAddress) {
        var account = accounts.find(id).orElseThrow();
        if (account.phone() == null
                && accounts.withOtherCard(account.subject(), phones.join(phone, id))
                        .isPresent()) {
            return false;
        }
        var person = new Accounts.Person(
                account.subject(), account.phone() == null ? phone : account.phone(), account.email());
        var added = db.sql("""
                update account set person = :person, password_hash = :hash where id = :id and password_hash is null
                """)
                .param("person", accounts.sealed(id, person))
                .param("hash", passwordHash)
                .param("id", id)
                .update();
        audit.record(new Act("sign-in.password-added", "account:" + id, id, clientAddress, Map.of()));
        return added == 1;
    }

    /**
     * Gives an account another password, if it still has the one that the caller saw; false when it was changed since,
     * such as by a second click.
     */
    @Transactional
    public boolean changePassword(UUID id, String former, String passwordHash, String clientAddress) {
        var changed = db.sql("update account set password_hash = :hash where id = :id and password_hash = :former")
                .param("hash", passwordHash)
                .param("id", id)
                .param("former", former)
                .update();
        if (changed == 1) {
            audit.record(new Act("account.password-changed", "account:" + id, id, clientAddress, Map.of()));
        }
        return changed == 1;
    }

    /** The hash of its password; empty when it has none. */
    public Optional<String> passwordHash(UUID id) {
        return db.sql("select password_hash from account where id = :id and password_hash is not null")
                .param("id", id)
                .query(String.class)
                .optional();
    }
}
