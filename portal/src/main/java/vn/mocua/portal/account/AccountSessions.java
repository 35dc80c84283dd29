package vn.mocua.portal.account;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Where somebody is signed in to an account: the sessions, and the devices that are remembered. */
@Repository
public class AccountSessions {

    private final JdbcClient db;

    AccountSessions(JdbcClient db) {
        this.db = db;
    }

    /** Signs an account out everywhere: its sessions are dead at the next request, its devices forgotten. */
    public int endAll(UUID account) {
        db.sql("delete from remembered_device where account = :account")
                .param("account", account)
                .update();
        return db.sql("delete from spring_session where principal_name = :account")
                .param("account", account.toString())
                .update();
    }
}
