package vn.mocua.portal.account;

import java.util.Collection;
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
     */
    public record Credential(UUID account, String passwordHash, PhoneNumber phone, int generation) {

        @Override
        public String toString() {
            return "Credential[" + account + "]";
        }
    }

    private final JdbcClient db;
    private final Accounts accounts;
    private final AccountPhones phones;
    private final Audit audit;

    AccountPasswords(JdbcClient db, Accounts accounts, AccountPhones phones, Audit audit) {
        this.db = db;
        this.accounts = accounts;
        this.phones = phones;
        this.audit = audit;
    }

    /**
     * What is needed to check a sign-in by password; empty when nobody has that identifier, the account is none that
     * could ever be signed in to, it has no password, or no phone to which the second factor could go. Whether it may be
     * signed in to just now is told only to whoever has given the second factor too.
     */
    public Optional<Credential> credential(Collection<Identifier> identifiers) {
        return accounts.holderOf(identifiers)
                .flatMap(id -> db.sql("""
                        select person, password_hash, session_generation from account
                        where id = :id and status in ('ACTIVE', 'FROZEN', 'LOCKED') and password_hash is not null
                        """)
                        .param("id", id)
                        .query((row, number) -> new Secured(
                                row.getString("password_hash"),
                                accounts.person(id, row.getBytes("person")).phone(),
                                row.getInt("session_generation")))
                        .optional()
                        .flatMap(secured -> secured.credential(id)));
    }

    private record Secured(String passwordHash, @Nullable PhoneNumber phone, int generation) {

        Optional<Credential> credential(UUID account) {
            return Optional.ofNullable(phone).map(number -> new Credential(account, passwordHash, number, generation));
        }
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
