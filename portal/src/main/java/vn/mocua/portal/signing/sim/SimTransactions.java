package vn.mocua.portal.signing.sim;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.signing.sim.SimTransaction.Kept;
import vn.mocua.portal.signing.sim.SimTransaction.State;
import vn.mocua.portal.vault.Vault;

/**
 * What was asked of SIMs. One is open for each number, as a unique index has it. Whoever waits reads a row; one job of
 * each node asks the providers, and rows say which node asks about which.
 */
@Repository
class SimTransactions {

    static final String SEALED = "sim_signing.sealed";

    /** A prompt is taken for lost when the node that starts it said nothing for so long: longer than a person may take. */
    static final Duration LEASE = Duration.ofMinutes(5);

    /** The same for looking at a certificate. */
    static final Duration LOOKING = Duration.ofSeconds(30);

    /** How long after its end a provider may still say what became of a prompt. */
    static final Duration GRACE = Duration.ofMinutes(4);

    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcClient db;
    private final JsonMapper json;
    private final Vault vault;
    private final Clock clock;

    SimTransactions(JdbcClient db, JsonMapper json, Vault vault, Clock clock) {
        this.db = db;
        this.json = json;
        this.vault = vault;
        this.clock = clock;
    }

    /** The one that is open at a number; mine also where I left it. */
    record Open(UUID id, boolean mine, SimProvider provider, Instant expiresAt) {}

    /** False when another is open at that number. */
    boolean open(UUID id, SimProvider provider, Kept kept, Duration life) {
        var now = clock.instant();
        return db.sql("""
                insert into sim_signing
                    (id, number_hash, bearer_hash, provider, state, sealed, due_at, asked_at, expires_at)
                values (:id, :number, :bearer, :provider, 'asked', :sealed, :now, :now, :expires)
                on conflict (number_hash) where due_at is not null do nothing
                """)
                        .param("id", id)
                        .param("number", number(kept.phone()))
                        .param("bearer", bearer(kept.bearer()))
                        .param("provider", provider.name())
                        .param("sealed", seal(id, kept))
                        .param("now", at(now))
                        .param("expires", at(now.plus(life)))
                        .update()
                == 1;
    }

    /** What is open at a number, and not over; one that is over makes room. */
    Optional<Open> openAt(PhoneNumber phone, String bearer) {
        var now = at(clock.instant());
        db.sql("""
                update sim_signing set state = 'failed', fault = coalesce(fault, 'user-timeout'), due_at = null
                where number_hash = :number and due_at is not null and expires_at <= :now and state <> 'checking'
                """).param("number", number(phone)).param("now", now).update();
        return db.sql("""
                select id, bearer_hash = :bearer as mine, provider, expires_at
                from sim_signing where number_hash = :number and due_at is not null
                """)
                .param("number", number(phone))
                .param("bearer", bearer(bearer))
                .query((row, index) -> new Open(
                        row.getObject("id", UUID.class),
                        row.getBoolean("mine"),
                        new SimProvider(row.getString("provider")),
                        instant(row, "expires_at")))
                .optional();
    }

    /** For whoever asked; for everybody else there is none. */
    Optional<SimTransaction> find(UUID id, String bearer) {
        return db.sql("select * from sim_signing where id = :id and bearer_hash = :bearer")
                .param("id", id)
                .param("bearer", bearer(bearer))
                .query((row, index) -> read(row, row.getString("state")))
                .optional();
    }

    /** Whoever asked waits for it again after all. False when it ended meanwhile. */
    boolean takeUp(UUID id, String bearer) {
        return db.sql("""
                update sim_signing set left_at = null
                where id = :id and bearer_hash = :bearer and due_at is not null
                """).param("id", id).param("bearer", bearer(bearer)).update() == 1;
    }

    /** Whoever asked wants nothing of it any more, or of any but one. */
    void leave(String bearer, @Nullable UUID but) {
        db.sql("""
                update sim_signing set left_at = :now
                where bearer_hash = :bearer and left_at is null and due_at is not null and id is distinct from :but
                """)
                .param("now", at(clock.instant()))
                .param("bearer", bearer(bearer))
                .param("but", but, Types.OTHER)
                .update();
    }

    /**
     * Takes what is due at a provider, each for this node alone. A prompt that a phone shows is due again after a while
     * without a further word, so that an answer "not yet" costs no writing; what is taken otherwise is this node's until
     * its lease runs out. Each is returned as it stood before.
     */
    List<SimTransaction> claim(SimProvider provider, int most, Duration pollEvery) {
        var now = clock.instant();
        return db.sql("""
                with due as (
                    select id, state as was from sim_signing
                    where provider = :provider and due_at <= :now
                    order by due_at limit :most for update skip locked)
                update sim_signing t
                set state = case due.was when 'asked' then 'starting' else due.was end,
                    due_at = case due.was when 'waiting' then :next::timestamptz
                        when 'asked' then :lease::timestamptz else :looking::timestamptz end
                from due where t.id = due.id
                returning t.*, due.was
                """)
                .param("provider", provider.name())
                .param("now", at(now))
                .param("most", most)
                .param("next", at(now.plus(pollEvery)))
                .param("lease", at(now.plus(LEASE)))
                .param("looking", at(now.plus(LOOKING)))
                .query((row, index) -> read(row, row.getString("was")))
                .list();
    }

    /** Goes on: in that state, looked at again after a pause. False when another moved it on first. */
    boolean goOn(SimTransaction transaction, State state, Duration pause) {
        return write(transaction, state, transaction.fault(), clock.instant().plus(pause));
    }

    /** Nothing will come; nobody is told before the time is over. */
    boolean silence(SimTransaction transaction, String fault) {
        return write(transaction, State.SILENT, fault, transaction.expiresAt());
    }

    boolean end(SimTransaction transaction, State state, @Nullable String fault) {
        return write(transaction, state, fault, null);
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
    void forgetOld() {
        db.sql("delete from sim_signing where asked_at < :before")
                .param("before", at(clock.instant().minus(KEPT)))
                .update();
    }

    /** How many prompts are open, by provider. */
    long open(SimProvider provider) {
        return db.sql("select count(*) from sim_signing where provider = :provider and due_at is not null")
                .param("provider", provider.name())
                .query(Long.class)
                .single();
    }

    /** Only over the state in which it was taken. */
    private boolean write(SimTransaction transaction, State state, @Nullable String fault, @Nullable Instant due) {
        var taken = transaction.state() == State.ASKED ? State.STARTING : transaction.state();
        return db.sql("""
                update sim_signing set state = :state, fault = :fault, sealed = :sealed, due_at = :due
                where id = :id and due_at is not null and state = :taken
                """)
                        .param("state", state.word())
                        .param("fault", fault, Types.VARCHAR)
                        .param("sealed", seal(transaction.id(), transaction.kept()))
                        .param("due", due == null ? null : at(due), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("id", transaction.id())
                        .param("taken", taken.word())
                        .update()
                == 1;
    }

    private SimTransaction read(ResultSet row, String state) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var left = row.getObject("left_at", OffsetDateTime.class);
        return new SimTransaction(
                id,
                new SimProvider(row.getString("provider")),
                State.valueOf(state.toUpperCase(Locale.ROOT)),
                row.getString("fault"),
                json.readValue(vault.open(SEALED, id.toString(), row.getBytes("sealed")), Kept.class),
                instant(row, "asked_at"),
                instant(row, "expires_at"),
                left == null ? null : left.toInstant());
    }

    private byte[] seal(UUID id, Kept kept) {
        return vault.seal(SEALED, id.toString(), json.writeValueAsBytes(kept));
    }

    private byte[] number(PhoneNumber phone) {
        return vault.lookup("sim-signing.number", phone.value());
    }

    private byte[] bearer(String bearer) {
        return vault.lookup("sim-signing.bearer", bearer);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
