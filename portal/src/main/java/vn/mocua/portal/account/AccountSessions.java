package vn.mocua.portal.account;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Where somebody is signed in to an account. A session whose row is gone has ended: the next request finds none. */
@Repository
public class AccountSessions {

    /**
     * One of them.
     *
     * @param key by which its owner ends it; good for nothing else
     * @param id by which the browser's cookie finds it; never shown
     */
    public record Session(String key, String id, Instant begunAt, Instant lastSeenAt) {

        @Override
        public String toString() {
            return "Session[" + key + "]";
        }
    }

    private final JdbcClient db;

    AccountSessions(JdbcClient db) {
        this.db = db;
    }

    /** Those of an account, who was seen last first; among them such as ran out a moment ago. */
    public List<Session> of(UUID account) {
        return db.sql("""
            select primary_id, session_id, creation_time, last_access_time from spring_session
            where principal_name = :account order by last_access_time desc, primary_id
            """)
                .param("account", account.toString())
                .query((row, number) -> new Session(
                        row.getString("primary_id").strip(),
                        row.getString("session_id"),
                        Instant.ofEpochMilli(row.getLong("creation_time")),
                        Instant.ofEpochMilli(row.getLong("last_access_time"))))
                .list();
    }

    /**
     * Whether a session is one still. Its row tells it for all that stood when they were ended; the generation tells it
     * for one that was granted before that and written a moment after it.
     *
     * @param id by which the browser's cookie finds it
     */
    public boolean isCurrent(UUID account, int generation, String id) {
        return db.sql("""
            select session_generation = :generation or exists (
                select 1 from spring_session where primary_id = session_kept and session_id = :session)
            from account where id = :account
            """)
                .param("generation", generation)
                .param("session", id)
                .param("account", account)
                .query((row, number) -> row.getBoolean(1))
                .optional()
                .orElse(false);
    }

    /** Ends one session of an account; false when it has none of that key. */
    public boolean end(UUID account, String key) {
        return db.sql("delete from spring_session where principal_name = :account and primary_id = :key")
                        .param("account", account.toString())
                        .param("key", key)
                        .update()
                > 0;
    }

    /**
     * Ends every session but one, and forgets every remembered device.
     *
     * @param id of the session that stays
     * @return how many were ended
     */
    @Transactional
    public int endOthers(UUID account, String id) {
        db.sql("""
            update account set session_generation = nextval('account_generation'),
                session_kept = (select primary_id from spring_session where session_id = :session)
            where id = :account
            """).param("session", id).param("account", account).update();
        forgetDevices(account);
        return db.sql("delete from spring_session where principal_name = :account and session_id <> :id")
                .param("account", account.toString())
                .param("id", id)
                .update();
    }

    /**
     * Ends every session and forgets every remembered device.
     *
     * @return how many sessions were ended
     */
    @Transactional
    public int endAll(UUID account) {
        db.sql("update account set session_generation = nextval('account_generation'), session_kept = null"
                        + " where id = :account")
                .param("account", account)
                .update();
        forgetDevices(account);
        return db.sql("delete from spring_session where principal_name = :account")
                .param("account", account.toString())
                .update();
    }

    private void forgetDevices(UUID account) {
        db.sql("delete from remembered_device where account = :account")
                .param("account", account)
                .update();
    }
}
