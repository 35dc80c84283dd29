package vn.mocua.portal.account;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;

/** Accounts that their owners close: asked for, waited for, closed, and at the end of their retention gone. */
@Repository
public class Closings {

    private final JdbcClient db;
    private final Accounts accounts;
    private final AccountPhones phones;
    private final AccountSessions sessions;
    private final Audit audit;
    private final Clock clock;

    Closings(
            JdbcClient db,
            Accounts accounts,
            AccountPhones phones,
            AccountSessions sessions,
            Audit audit,
            Clock clock) {
        this.db = db;
        this.accounts = accounts;
        this.phones = phones;
        this.sessions = sessions;
        this.audit = audit;
        this.clock = clock;
    }

    /** When an account is to be closed; empty when nobody asked for that. */
    public Optional<Instant> of(UUID account) {
        return db.sql("select closing_at from account where id = :id and status = 'ACTIVE' and closing_at is not null")
                .param("id", account)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /** Asks for it; false when it was asked for before. */
    @Transactional
    public boolean ask(UUID account, Instant when, String client) {
        var asked = db.sql("""
                update account set closing_at = :when where id = :id and status = 'ACTIVE' and closing_at is null
                """).param("when", at(when)).param("id", account).update();
        if (asked == 1) {
            audit.record(new Act("account.closing-asked", "account:" + account, account, client, Map.of()));
        }
        return asked == 1;
    }

    /** Takes the wish back; false when there is none. */
    @Transactional
    public boolean cancel(UUID account, String client) {
        var kept = db.sql("update account set closing_at = null where id = :id and status = 'ACTIVE'"
                        + " and closing_at is not null")
                .param("id", account)
                .update();
        if (kept == 1) {
            audit.record(new Act("account.closing-cancelled", "account:" + account, account, client, Map.of()));
        }
        return kept == 1;
    }

    /** Whoever was kept out of their account meanwhile did not wait in peace: they ask again if they still wish it. */
    public void dropOfBarred() {
        db.sql("update account set closing_at = null where closing_at is not null and status <> 'ACTIVE'")
                .update();
    }

    /** Those whose waiting time is over. */
    public List<UUID> due() {
        return db.sql("select id from account where status = 'ACTIVE' and closing_at <= :now order by closing_at")
                .param("now", at(clock.instant()))
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /**
     * Closes one whose waiting time is over: its sessions end, and what it held may be registered anew. Empty when
     * somebody was faster or the owner keeps it; otherwise the account as it was.
     */
    @Transactional
    public Optional<Account> close(UUID id) {
        var due = db.sql("""
                select id from account where id = :id and status = 'ACTIVE' and closing_at <= :now
                for update skip locked
                """)
                .param("id", id)
                .param("now", at(clock.instant()))
                .query(UUID.class)
                .optional();
        if (due.isEmpty()) {
            return Optional.empty();
        }
        var before = accounts.find(id).orElseThrow();
        if (!accounts.turn(id, Account.Status.ACTIVE, Account.Status.CLOSED, "account.closed", "system", null)) {
            return Optional.empty();
        }
        db.sql("update account set closed_at = :now, closing_at = null, password_hash = null where id = :id")
                .param("now", at(clock.instant()))
                .param("id", id)
                .update();
        if (before.phone() != null) {
            phones.leave(before.phone(), id);
        }
        sessions.endAll(id);
        db.sql("select release_closed(:id)")
                .param("id", id)
                .query((row, number) -> id)
                .list();
        return Optional.of(before);
    }

    /** Those that were closed before a moment. */
    public List<UUID> closedBefore(Instant then) {
        return db.sql(
                        "select id from account where status = 'CLOSED' and closed_at < :then order by closed_at limit 100")
                .param("then", at(then))
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Drops all that is held of a closed account; what was done stands in the trail of acts without any name. */
    @Transactional
    public boolean forget(UUID id) {
        var dropped = db.sql("select drop_closed(:id)")
                .param("id", id)
                .query(Boolean.class)
                .single();
        if (dropped) {
            audit.record(new Act("account.forgotten", "system", id, null, Map.of()));
        }
        return dropped;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
