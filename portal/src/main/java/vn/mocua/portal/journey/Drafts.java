package vn.mocua.portal.journey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
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

    /** A draft that is kept when it is first saved, or has ended; until then no other request knows it. */
    <S> Draft<S> begun(S known) {
        var kept = new Draft.Kept<>(known, Map.of(), null, null);
        return new Draft<>(UUID.randomUUID(), 1, true, Draft.NOT_KEPT, kept, null, clock.instant());
    }

    /** Nothing is done to one that stands already. */
    private <S> Draft<S> keep(Journey<S> journey, Draft<S> draft) {
        db.sql("""
                insert into journey_draft
                    (id, path, generation, newest_seen, version, kept, ending, begun_at, answered_at, expires_at)
                values (:id, :path, :generation, :seen, 0, :kept, :ending, :begun, :begun, :expires)
                on conflict do nothing
                """)
                .param("id", draft.id())
                .param("path", journey.path())
                .param("generation", draft.generation())
                .param("seen", draft.newestSeen())
                .param("kept", seal(draft))
                .param("ending", draft.ending())
                .param("begun", at(draft.begunAt()))
                .param("expires", at(expiry(journey, draft, draft.begunAt())))
                .update();
        return draft.at(0);
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

    /** A draft, and the journey to which it belongs. */
    record Found<S>(Journey<S> journey, Draft<S> draft) {

        /** The address of the page that is due; empty when the journey is over. */
        Optional<String> due() {
            return draft.ending() == null ? journey.current(draft.known()).map(journey::address) : Optional.empty();
        }
    }

    /** As {@link #find(Journey, UUID)}, whichever of several journeys it belongs to. */
    Optional<Found<?>> find(Collection<? extends Journey<?>> journeys, UUID id) {
        return db
                .sql("""
                select path, generation, newest_seen, version, kept, ending, begun_at
                from journey_draft where id = :id and expires_at > :now
                """)
                .param("id", id)
                .param("now", at(clock.instant()))
                .query((row, number) -> found(journeys, id, row))
                .list()
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Found<?>> found(Collection<? extends Journey<?>> journeys, UUID id, ResultSet row)
            throws SQLException {
        var path = row.getString("path");
        for (var journey : journeys) {
            if (journey.path().equals(path)) {
                return Optional.of(found(journey, id, row));
            }
        }
        return Optional.empty();
    }

    private <S> Found<S> found(Journey<S> journey, UUID id, ResultSet row) throws SQLException {
        return new Found<>(journey, read(journey, id, row));
    }

    /** Empty when another request moved this draft on first. */
    <S> Optional<Draft<S>> save(Journey<S> journey, Draft<S> draft) {
        if (!draft.isKept()) {
            return Optional.of(keep(journey, draft));
        }
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
        return moved == 1 ? Optional.of(draft.at(draft.version() + 1)) : Optional.empty();
    }

    /** A journey ends without a receipt, and what was known is forgotten. False when another request moved it on first. */
    <S> boolean end(Journey<S> journey, Draft<S> draft, String ending) {
        var ended = draft.ended(ending, "");
        if (!draft.isKept()) {
            keep(journey, ended);
            return true;
        }
        return db.sql("""
                update journey_draft set kept = :kept, ending = :ending, generation = :generation,
                    newest_seen = :seen, version = version + 1
                where id = :id and version = :version and ending is null
                """)
                        .param("kept", seal(ended))
                        .param("ending", ended.ending())
                        .param("generation", ended.generation())
                        .param("seen", ended.newestSeen())
                        .param("id", ended.id())
                        .param("version", ended.version())
                        .update()
                == 1;
    }

    /**
     * Locks a draft whose journey is about to end until the caller's transaction does, so that only one can finish. False
     * when another request moved it on first; of one that is not kept yet no other request knows.
     */
    boolean lock(Draft<?> draft) {
        return !draft.isKept()
                || db.sql("select 1 from journey_draft where id = :id and version = :version and ending is null"
                                + " for update")
                        .param("id", draft.id())
                        .param("version", draft.version())
                        .query(Integer.class)
                        .optional()
                        .isPresent();
    }

    /** Forgets what was known, and keeps where a journey led and what it left; in the transaction that locked it. */
    <S> void finish(Journey<S> journey, Draft<S> locked, String ending, String receipt) {
        var ended = locked.ended(ending, receipt);
        if (!locked.isKept()) {
            keep(journey, ended);
            return;
        }
        db.sql("""
                update journey_draft set kept = :kept, ending = :ending, generation = :generation, newest_seen = :seen,
                    version = version + 1
                where id = :id
                """)
                .param("kept", seal(ended))
                .param("ending", ended.ending())
                .param("generation", ended.generation())
                .param("seen", ended.newestSeen())
                .param("id", ended.id())
                .update();
    }

    /** Takes the last answer's page as the newest that the browser has. */
    void newestWasSeen(UUID id) {
        db.sql("update journey_draft set newest_seen = true from " + Commit.SOON + " where id = :id")
                .param("id", id)
                .update();
    }

    void forget(UUID id) {
        db.sql("delete from journey_draft using " + Commit.SOON + " where id = :id")
                .param("id", id)
                .update();
    }

    /** Forgets a draft that is left; what was known in it, if it is one of this journey and was still under way. */
    <S> Optional<S> leave(Journey<S> journey, UUID id) {
        return db.sql("delete from journey_draft using " + Commit.SOON + """
                 where id = :id returning generation, newest_seen, version, kept, ending, begun_at,
                    path = :path and ending is null and expires_at > :now as under_way
                """)
                .param("id", id)
                .param("path", journey.path())
                .param("now", at(clock.instant()))
                .query((row, number) -> row.getBoolean("under_way")
                        ? Optional.of(read(journey, id, row).known())
                        : Optional.<S>empty())
                .optional()
                .flatMap(each -> each);
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
