package vn.mocua.portal.account;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** When somebody signed in to an account last, and how often its owner was told that this is long ago. */
@Repository
public class IdleAccounts {

    /**
     * An account to which nobody has signed in for long.
     *
     * @param told how often its owner was told
     */
    public record Idle(UUID account, int told, Instant lastSignedInAt) {}

    /**
     * Since when.
     *
     * @param idle nobody signed in after that
     * @param told the owner was not told after that
     */
    public record Since(Instant idle, Instant told) {}

    private final JdbcClient db;
    private final Clock clock;

    IdleAccounts(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * Somebody signed in.
     *
     * @param generation of the account's sessions
     * @param formerLanguage tag of the language in which its owner was told of things until then
     */
    public record Admitted(int generation, String formerLanguage) {}

    /**
     * Somebody signs in: whatever was counted begins anew. In the transaction in which the sign-in ends, which holds the
     * account from here on: whoever ends all its sessions has done so, or waits.
     *
     * @return empty when nobody may sign in to it any more
     */
    public Optional<Admitted> signsIn(UUID account, String language) {
        return db.sql("""
                update account set last_signed_in_at = :now, language = :language,
                    dormancy_notices = 0, dormancy_told_at = null
                where id = :id and status = 'ACTIVE'
                returning session_generation, (select former.language from account former where former.id = :id)
                """)
                .param("now", at(clock.instant()))
                .param("language", language)
                .param("id", account)
                .query((row, number) -> new Admitted(row.getInt(1), row.getString(2)))
                .optional();
    }

    /** As {@link #signsIn}, where no session begins; false when nobody may. */
    public boolean signedIn(UUID account, String language) {
        return signsIn(account, language).isPresent();
    }

    /** When somebody signed in to an account last; when it was opened, where nobody has. */
    public Instant lastSignedIn(UUID account) {
        return db.sql("select last_signed_in_at from account where id = :id")
                .param("id", account)
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** Tag of the language in which the owner of an account signed in last, or opened it where nobody has. */
    public String languageOf(UUID account) {
        return db.sql("select language from account where id = :id")
                .param("id", account)
                .query(String.class)
                .single();
    }

    /** Some whose next step is due, who has been away longest first. */
    public List<Idle> due(Since since, int most) {
        return db.sql("""
                select id, dormancy_notices, last_signed_in_at from account
                where status = 'ACTIVE' and last_signed_in_at <= :idle
                    and (dormancy_told_at is null or dormancy_told_at <= :told)
                order by last_signed_in_at, id limit :most
                """)
                .param("idle", at(since.idle()))
                .param("told", at(since.told()))
                .param("most", most)
                .query((row, number) -> new Idle(
                        row.getObject("id", UUID.class),
                        row.getInt("dormancy_notices"),
                        row.getObject("last_signed_in_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /**
     * Takes the next step of an account for the caller, in whose transaction it is kept: of any number of nodes one gets
     * it. Until that transaction ends nobody signs in to the account.
     *
     * @return false when another node was first, or somebody has signed in meanwhile
     */
    public boolean take(Idle idle, Since since) {
        return db.sql("""
                        update account set dormancy_notices = dormancy_notices + 1, dormancy_told_at = :now
                        where id = :id and status = 'ACTIVE' and dormancy_notices = :told
                            and last_signed_in_at <= :idle
                            and (dormancy_told_at is null or dormancy_told_at <= :toldBefore)
                        """)
                        .param("now", at(clock.instant()))
                        .param("id", idle.account())
                        .param("told", idle.told())
                        .param("idle", at(since.idle()))
                        .param("toldBefore", at(since.told()))
                        .update()
                == 1;
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
