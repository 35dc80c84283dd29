package vn.mocua.portal.account;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.vault.Vault;

/** Which accounts were opened at a phone: found by its keyed hash, one row for each phone. */
@Repository
class AccountPhones {

    private final JdbcClient db;
    private final Vault vault;

    AccountPhones(JdbcClient db, Vault vault) {
        this.db = db;
        this.vault = vault;
    }

    List<UUID> accountsAt(PhoneNumber phone) {
        return db.sql("select accounts from account_phone where value_hash = :phone")
                .param("phone", hash(phone))
                .query((row, number) -> uuids(row.getArray("accounts")))
                .optional()
                .orElseGet(List::of);
    }

    /**
     * Adds an account and returns those that were there before. Whoever else adds one at this phone waits here until
     * this transaction has ended, and then sees what it left.
     */
    List<UUID> join(PhoneNumber phone, UUID account) {
        return db
                .sql("""
                insert into account_phone as phone (value_hash, accounts) values (:phone, array[:account])
                on conflict (value_hash) do update set accounts = phone.accounts || excluded.accounts
                returning accounts
                """)
                .param("phone", hash(phone))
                .param("account", account)
                .query((row, number) -> uuids(row.getArray("accounts")))
                .single()
                .stream()
                .filter(each -> !each.equals(account))
                .toList();
    }

    /** The account is not at this phone any more. */
    void leave(PhoneNumber phone, UUID account) {
        db.sql("update account_phone set accounts = array_remove(accounts, :account) where value_hash = :phone")
                .param("phone", hash(phone))
                .param("account", account)
                .update();
    }

    private byte[] hash(PhoneNumber phone) {
        return vault.lookup("account phone", phone.value());
    }

    private static List<UUID> uuids(java.sql.Array array) throws java.sql.SQLException {
        return Arrays.asList((UUID[]) array.getArray());
    }
}
