package vn.mocua.portal.recovery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.database.TimeOrderedId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.vault.Vault;

/** Delayed resets that were asked for, and what recoveries changed. One pending for each account; its key is the rule. */
@Repository
class Recoveries {

    static final String FORMER = "recovery_change.former";

    /**
     * A request.
     *
     * @param account null for an id that nobody has
     * @param dueAt when it may be completed
     */
    record Request(
            UUID id,
            @Nullable UUID account,
            SubjectKind kind,
            Instant askedAt,
            Instant dueAt,
            Instant expiresAt,
            Instant announcedAt,
            boolean calledOff,
            boolean done) {}

    /** What came of asking: whether this account's request is a new one, of which it must be told. */
    record Asked(UUID request, boolean isNew, Instant dueAt) {}

    /** The sealed part of a change. */
    record Former(@Nullable PhoneNumber phone) {}

    private final JdbcClient db;
    private final JsonMapper json;
    private final Vault vault;
    private final Clock clock;
    private final Duration delay;
    private final Duration life;
    private final Duration undoable;

    Recoveries(
            JdbcClient db,
            JsonMapper json,
            Vault vault,
            Clock clock,
            @Value("${mocua.recovery.delay:72h}") Duration delay,
            @Value("${mocua.recovery.life:30d}") Duration life,
            @Value("${mocua.notice.answerable:10d}") Duration undoable) {
        if (delay.compareTo(Duration.ofHours(24)) < 0 || delay.compareTo(Duration.ofDays(14)) > 0) {
            throw new IllegalStateException("mocua.recovery.delay is 24 hours to 14 days");
        }
        if (life.compareTo(Duration.ofDays(15)) < 0 || life.compareTo(Duration.ofDays(90)) > 0) {
            throw new IllegalStateException("mocua.recovery.life is 15 to 90 days");
        }
        this.db = db;
        this.json = json;
        this.vault = vault;
        this.clock = clock;
        this.delay = delay;
        this.life = life;
        this.undoable = undoable;
    }

    /** Within which whoever asked comes back. */
    Duration life() {
        return life;
    }

    /** How long whoever asks waits at least. */
    Duration delay() {
        return delay;
    }

    /**
     * Asks, in the transaction in which the owner is told. Whoever asks while a request is pending gets a word of their
     * own for the same one: nobody can keep the owner from asking by asking first.
     *
     * @param account null for an id that nobody has
     * @param least how long the owner has at least
     */
    Asked ask(@Nullable UUID account, SubjectKind kind, ResetCode code, Duration least, Instant now) {
        var due = now.plus(least.compareTo(delay) > 0 ? least : delay);
        if (account != null) {
            db.sql("update recovery_request set called_off_at = :now where account = :account"
                            + " and called_off_at is null and done_at is null and expires_at < :now")
                    .param("now", at(now))
                    .param("account", account)
                    .update();
        }
        var id = TimeOrderedId.next(clock);
        var isNew = db.sql("""
                insert into recovery_request (id, account, kind, asked_at, due_at, expires_at, announced_at)
                values (:id, :account, :kind, :now, :due, :expires, :now)
                on conflict do nothing
                """)
                        .param("id", id)
                        .param("account", account, java.sql.Types.OTHER)
                        .param("kind", kind.name())
                        .param("now", at(now))
                        .param("due", at(due))
                        .param("expires", at(now.plus(life)))
                        .update()
                == 1;
        var request = isNew ? id : pending(account).orElseThrow().id();
        if (!isNew) {
            db.sql("update recovery_request set expires_at = :expires where id = :id")
                    .param("expires", at(now.plus(life)))
                    .param("id", request)
                    .update();
        }
        db.sql("insert into recovery_code (code_hash, request, asked_at) values (:code, :request, :now)")
                .param("code", hash(code))
                .param("request", request)
                .param("now", at(now))
                .update();
        return new Asked(request, isNew, due);
    }

    /** The request of an account that is neither over nor called off nor completed. */
    Optional<Request> pending(@Nullable UUID account) {
        return account == null
                ? Optional.empty()
                : db.sql("select * from recovery_request where account = :account and called_off_at is null"
                                + " and done_at is null and expires_at > :now")
                        .param("account", account)
                        .param("now", at(clock.instant()))
                        .query((row, number) -> read(row))
                        .optional();
    }

    /**
     * What a word was given for, once whoever has it has waited for as long as everybody waits. Whether it was called
     * off, and whether this one must wait longer, is told only to who has proved to be the owner.
     */
    Optional<Request> of(ResetCode code) {
        var now = clock.instant();
        return db.sql("select r.* from recovery_code c join recovery_request r on r.id = c.request"
                        + " where c.code_hash = :code and c.asked_at <= :waited and c.asked_at > :forgotten")
                .param("code", hash(code))
                .param("waited", at(now.minus(delay)))
                .param("forgotten", at(now.minus(life)))
                .query((row, number) -> read(row))
                .optional();
    }

    Optional<Request> find(UUID id) {
        return db.sql("select * from recovery_request where id = :id")
                .param("id", id)
                .query((row, number) -> read(row))
                .optional();
    }

    /** Completes a request, once; false when it was completed or called off before. */
    boolean complete(UUID id, Instant now) {
        return db.sql("update recovery_request set done_at = :now where id = :id and done_at is null"
                                + " and called_off_at is null and due_at <= :now and expires_at > :now")
                        .param("now", at(now))
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Calls the pending request of an account off; false when there is none. */
    boolean callOff(UUID account, Instant now) {
        return db.sql("update recovery_request set called_off_at = :now where account = :account"
                                + " and called_off_at is null and done_at is null")
                        .param("now", at(now))
                        .param("account", account)
                        .update()
                > 0;
    }

    /** Whether a request of an account was completed after its owner was told of one. */
    boolean wasCompletedSince(UUID account, Instant told) {
        return db.sql("select exists (select from recovery_request where account = :account and done_at > :told)")
                .param("account", account)
                .param("told", at(told))
                .query(Boolean.class)
                .single();
    }

    /** Has the owner more time; never less. */
    void postpone(UUID id, Instant due) {
        db.sql("update recovery_request set due_at = greatest(due_at, :due) where id = :id and done_at is null")
                .param("due", at(due))
                .param("id", id)
                .update();
    }

    /** Requests of which the owner was told last before an instant, and that are still awaited. */
    List<Request> unannounced(Instant before, int most) {
        return db.sql("select * from recovery_request where account is not null and called_off_at is null"
                        + " and done_at is null and announced_at < :before and due_at > :now"
                        + " order by announced_at limit :most")
                .param("before", at(before))
                .param("now", at(clock.instant()))
                .param("most", most)
                .query((row, number) -> read(row))
                .list();
    }

    /** Takes the announcing of a request upon this node; false when another was faster, or it is over. */
    boolean takeAnnouncing(Request request, Instant now) {
        return db.sql("update recovery_request set announced_at = :now where id = :id and announced_at = :former"
                                + " and called_off_at is null and done_at is null")
                        .param("now", at(now))
                        .param("id", request.id())
                        .param("former", at(request.announcedAt()))
                        .update()
                == 1;
    }

    /** Keeps what a recovery changed. */
    void keepFormer(UUID account, @Nullable PhoneNumber phone, Instant now) {
        var id = TimeOrderedId.next(clock);
        db.sql("insert into recovery_change (id, account, changed_at, former) values (:id, :account, :now, :former)")
                .param("id", id)
                .param("account", account)
                .param("now", at(now))
                .param("former", vault.seal(FORMER, id.toString(), json.writeValueAsBytes(new Former(phone))))
                .update();
    }

    /** The phone in whose place a recovery put another one, at an instant or after; empty when it put none. */
    Optional<PhoneNumber> formerPhone(UUID account, Instant since) {
        return db
                .sql("select id, former from recovery_change where account = :account and changed_at >= :since"
                        + " order by changed_at")
                .param("account", account)
                .param("since", at(since))
                .query((row, number) ->
                        json.readValue(vault.open(FORMER, row.getString("id"), row.getBytes("former")), Former.class))
                .list()
                .stream()
                .flatMap(each -> Optional.ofNullable(each.phone()).stream())
                .findFirst();
    }

    /** What stands of an account's requests and recoveries, the oldest first. */
    List<Map<String, String>> heldOf(UUID account) {
        var requests = db
                .sql("select * from recovery_request where account = :account order by asked_at")
                .param("account", account)
                .query((row, number) -> read(row))
                .list()
                .stream()
                .map(Recoveries::row);
        var changes = db
                .sql("select id, changed_at, former from recovery_change where account = :account order by changed_at")
                .param("account", account)
                .query((row, number) -> changed(
                        instant(row, "changed_at"),
                        json.readValue(vault.open(FORMER, row.getString("id"), row.getBytes("former")), Former.class)))
                .list()
                .stream();
        return Stream.concat(requests, changes).toList();
    }

    private static Map<String, String> row(Request request) {
        var state = request.done() ? "DONE" : request.calledOff() ? "CALLED_OFF" : "WAITING";
        return new TreeMap<>(Map.of(
                "askedAt",
                request.askedAt().toString(),
                "dueAt",
                request.dueAt().toString(),
                "expiresAt",
                request.expiresAt().toString(),
                "state",
                state));
    }

    private static Map<String, String> changed(Instant at, Former former) {
        var row = new TreeMap<>(Map.of("changedAt", at.toString()));
        if (former.phone() != null) {
            row.put("formerPhone", former.phone().value());
        }
        return row;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    @Transactional
    void forgetOld() {
        var now = clock.instant();
        db.sql("delete from recovery_request where expires_at < :then")
                .param("then", at(now.minus(undoable)))
                .update();
        db.sql("delete from recovery_change where changed_at < :then")
                .param("then", at(now.minus(undoable)))
                .update();
    }

    private static Request read(ResultSet row) throws SQLException {
        return new Request(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                SubjectKind.valueOf(row.getString("kind")),
                instant(row, "asked_at"),
                instant(row, "due_at"),
                instant(row, "expires_at"),
                instant(row, "announced_at"),
                row.getObject("called_off_at") != null,
                row.getObject("done_at") != null);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private byte[] hash(ResetCode code) {
        return vault.lookup("recovery code", code.value());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
