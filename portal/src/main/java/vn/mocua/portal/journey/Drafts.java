package vn.mocua.portal.journey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.database.Commit;
import vn.mocua.portal.vault.Vault;

/** Journeys under way. A draft is saved only over the version from which it was read. */
@Repository
class Drafts {

    static final String SEALED = "journey_draft.kept";

    private final JdbcClient db;
    private final JsonMapper json;
    private final Vault vault;
    private final Clock clock;
    private final Map<Class<?>, JavaType> types = new ConcurrentHashMap<>();

    Drafts(JdbcClient db, JsonMapper json, Vault vault, Clock clock) {
        this.db = db;
        this.json = json;
        this.vault = vault;
        this.clock = clock;
    }

    <S> Draft<S> create(Journey<S> journey, S known) {
        var now = clock.instant();
        var draft =
                new Draft<>(UUID.randomUUID(), 1, true, 0, new Draft.Kept<>(known, Map.of(), null, null), null, now);
        db.sql("""
                insert into journey_draft
                    (id, path, generation, newest_seen, version, kept, begun_at, answered_at, expires_at)
                values (:id, :path, 1, true, 0, :kept, :now, :now, :expires)
                """)
                .param("id", draft.id())
                .param("path", journey.path())
                .param("kept", seal(draft))
                .param("now", at(now))
                .param("expires", at(expiry(journey, draft, now)))
                .update();
        return draft;
    }

    <S> Optional<Draft<S>> find(Journey<S> journey, UUID id) {
        return db.sql("""
                select generation, newest_seen, version, kept, ending, begun_at
                from journey_draft where id = :id and path = :path and expires_at > :now
                """)
                .param("id", id)
                .param("path", journey.path())
                .param("now", at(clock.instant()))
                .query((row, number) -> read(journey, id, row))
                .optional();
    }

    /** Empty when another request moved this draft on first. */
    <S> Optional<Draft<S>> save(Journey<S> journey, Draft<S> draft) {
        var now = clock.instant();
        var moved = db.sql("""
                update journey_draft set kept = :kept, generation = :generation, newest_seen = :seen,
                    version = version + 1, answered_at = :now, expires_at = :expires
                where id = :id and version = :version and ending is null
                """)
                .param("kept", seal(draft))
                .param("generation", draft.generation())
                .param("seen", draft.newestSeen())
                .param("now", at(now))
                .param("expires", at(expiry(journey, draft, now)))
                .param("id", draft.id())
                .param("version", draft.version())
                .update();
        return moved == 1
                ? Optional.of(new Draft<>(
                        draft.id(),
                        draft.generation(),
                        draft.newestSeen(),
                        draft.version() + 1,
                        draft.kept(),
                        null,
                        draft.begunAt()))
                : Optional.empty();
    }

    /**
     * The journey is over: what was known is forgotten, where it led is kept. False when another request moved the
     * draft on first; the row stays locked until the caller's transaction ends, so that only one can finish.
     */
    boolean end(Draft<?> draft, String ending, String receipt) {
        var forgotten = new Draft<>(
                draft.id(),
                draft.generation(),
                draft.newestSeen(),
                draft.version(),
                new Draft.Kept<>(null, Map.of(), null, receipt),
                ending,
                draft.begunAt());
        return db.sql("""
                update journey_draft set kept = :kept, ending = :ending, version = version + 1
                where id = :id and version = :version and ending is null
                """)
                        .param("kept", seal(forgotten))
                        .param("ending", ending)
                        .param("id", draft.id())
                        .param("version", draft.version())
                        .update()
                == 1;
    }

    /** Writes down what the end of the journey left, in the transaction that ended it. */
    void receipt(Draft<?> draft, String ending, String receipt) {
        var forgotten = draft.keeping(new Draft.Kept<>(null, Map.of(), null, receipt));
        db.sql("update journey_draft set kept = :kept, ending = :ending where id = :id")
                .param("kept", seal(forgotten))
                .param("ending", ending)
                .param("id", draft.id())
                .update();
    }

    /** Takes the last answer's page as the newest that the browser has. */
    void newestWasSeen(UUID id) {
        db.sql("update journey_draft set newest_seen = true from " + Commit.SOON + " where id = :id")
                .param("id", id)
                .update();
    }

    void forget(UUID id) {
        db.sql("delete from journey_draft where id = :id").param("id", id).update();
    }

    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT1M")
    void forgetExpired() {
        db.sql("delete from journey_draft where expires_at < :now")
                .param("now", at(clock.instant()))
                .update();
    }

    private static Instant expiry(Journey<?> journey, Draft<?> draft, Instant now) {
        var idle = now.plus(journey.lifetime().idle());
        var inAll = draft.begunAt().plus(journey.lifetime().inAll());
        return idle.isBefore(inAll) ? idle : inAll;
    }

    private byte[] seal(Draft<?> draft) {
        return vault.seal(SEALED, draft.id().toString(), json.writeValueAsBytes(draft.kept()));
    }

    private <S> Draft<S> read(Journey<S> journey, UUID id, ResultSet row) throws SQLException {
        Draft.Kept<S> kept =
                json.readValue(vault.open(SEALED, id.toString(), row.getBytes("kept")), type(journey.knows()));
        return new Draft<>(
                id,
                row.getInt("generation"),
                row.getBoolean("newest_seen"),
                row.getInt("version"),
                kept,
                row.getString("ending"),
                row.getObject("begun_at", OffsetDateTime.class).toInstant());
    }

    private JavaType type(Class<?> knows) {
        return types.computeIfAbsent(
                knows, each -> json.getTypeFactory().constructParametricType(Draft.Kept.class, each));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
