package vn.mocua.portal.counter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.database.TimeOrderedId;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.information.Counters.Half;
import vn.mocua.portal.vault.Vault;

/**
 * The visits that are expected: one for each national id, as a unique key has it. What is over, whether cancelled,
 * replaced or expired, is deleted; that it was there, the audit trail tells.
 */
@Repository
class Reservations {

    static final String SEALED = "counter_reservation.visitor";

    /** What was made, and the reservation for the same national id that it took the place of. */
    record Made(Reservation reservation, Optional<Reservation> former) {}

    /** What is sealed. */
    record Kept(Reservation.Visitor visitor, Place place) {}

    private final JdbcClient db;
    private final JsonMapper json;
    private final Vault vault;
    private final Audit audit;
    private final Clock clock;

    Reservations(JdbcClient db, JsonMapper json, Vault vault, Audit audit, Clock clock) {
        this.db = db;
        this.json = json;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Of two at once for one national id, the second waits for the first at the unique key or at its row, and takes its
     * place.
     */
    @Transactional
    public Made make(Reservation.Visitor visitor, Place place, Slot slot, String address) {
        var now = clock.instant();
        var made = new Reservation(TimeOrderedId.next(clock), visitor, place, slot, now, expiry(now));
        var former = Optional.<Reservation>empty();
        while (insert(made) == 0) {
            var found = ofSamePerson(made);
            if (found.isPresent()) {
                former = found.filter(each -> each.expiresAt().isAfter(now));
                delete(found.get().id());
            }
        }
        former.ifPresent(each -> record(each, "reservation.replaced", "visitor", address));
        record(made, "reservation.made", "visitor", address);
        return new Made(made, former);
    }

    /** Empty when there is none, or none any more. */
    public Optional<Reservation> find(UUID id) {
        return db.sql("select * from counter_reservation where id = :id and expires_at > :now")
                .param("id", id)
                .param("now", at(clock.instant()))
                .query((row, number) -> read(row))
                .optional();
    }

    /** The reservation of that code, for whoever knows what goes with it; for everybody else there is none. */
    public Optional<Reservation> find(ReservationCode code, Proof proof) {
        return db.sql("select * from counter_reservation where code_hash = :hash and expires_at > :now")
                .param("hash", hash(code))
                .param("now", at(clock.instant()))
                .query((row, number) -> read(row))
                .optional()
                .filter(proof::isOf);
    }

    /** The reservation of a person; empty when there is none, or none any more. */
    Optional<Reservation> of(NationalId person) {
        return db.sql("select * from counter_reservation where national_id_hash = :person and expires_at > :now")
                .param("person", person(person))
                .param("now", at(clock.instant()))
                .query((row, number) -> read(row))
                .optional();
    }

    /** False when another request cancelled it first. */
    @Transactional
    public boolean cancel(Reservation reservation, String address) {
        if (delete(reservation.id()) == 0) {
            return false;
        }
        record(reservation, "reservation.cancelled", "visitor", address);
        return true;
    }

    /** Those of a day whose reminder nobody has written yet, made before that moment. */
    List<UUID> unreminded(LocalDate day, Instant madeBefore, int most) {
        return db.sql("""
            select id from counter_reservation
            where day = :day and reminded_at is null and made_at < :before and expires_at > :now
            order by id limit :most
            """)
                .param("day", day)
                .param("before", at(madeBefore))
                .param("now", at(clock.instant()))
                .param("most", most)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Takes the reminder of a reservation upon the caller, in the caller's transaction; empty when another node did. */
    @Transactional
    public Optional<Reservation> takeReminder(UUID id) {
        return db.sql("""
            update counter_reservation set reminded_at = :now where id = :id and reminded_at is null returning *
            """)
                .param("id", id)
                .param("now", at(clock.instant()))
                .query((row, number) -> read(row))
                .optional()
                .map(each -> {
                    record(each, "reservation.reminded", "system", null);
                    return each;
                });
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
    @Transactional
    public void forgetExpired() {
        var expired = db.sql("delete from counter_reservation where expires_at <= :now returning *")
                .param("now", at(clock.instant()))
                .query((row, number) -> Map.entry(row.getObject("id", UUID.class), row.getString("counter")))
                .list();
        expired.forEach(
                each -> audit.record(act("reservation.expired", "system", null, each.getKey(), each.getValue())));
    }

    /** At the end of the last day that could be chosen. */
    static Instant expiry(Instant madeAt) {
        return LocalDate.ofInstant(madeAt, Slot.VIETNAM)
                .plusDays(Slot.DAYS_AHEAD + 1L)
                .atStartOfDay(Slot.VIETNAM)
                .toInstant();
    }

    private int insert(Reservation made) {
        var kept = new Kept(made.visitor(), made.place());
        return db.sql("""
            insert into counter_reservation
                (id, national_id_hash, code_hash, visitor, counter, day, half, made_at, expires_at)
            values (:id, :person, :code, :visitor, :counter, :day, :half, :made, :expires)
            on conflict (national_id_hash) do nothing
            """)
                .param("id", made.id())
                .param("person", person(made.nationalId()))
                .param("code", hash(made.code()))
                .param("visitor", vault.seal(SEALED, made.id().toString(), json.writeValueAsBytes(kept)))
                .param("counter", made.place().key())
                .param("day", made.slot().day())
                .param("half", made.slot().word())
                .param("made", at(made.madeAt()))
                .param("expires", at(made.expiresAt()))
                .update();
    }

    private Optional<Reservation> ofSamePerson(Reservation made) {
        return db.sql("select * from counter_reservation where national_id_hash = :person for update")
                .param("person", person(made.nationalId()))
                .query((row, number) -> read(row))
                .optional();
    }

    private int delete(UUID id) {
        return db.sql("delete from counter_reservation where id = :id")
                .param("id", id)
                .update();
    }

    private Reservation read(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var kept = json.readValue(vault.open(SEALED, id.toString(), row.getBytes("visitor")), Kept.class);
        return new Reservation(
                id,
                kept.visitor(),
                kept.place(),
                new Slot(
                        row.getObject("day", LocalDate.class),
                        Half.valueOf(row.getString("half").toUpperCase(Locale.ROOT))),
                row.getObject("made_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private void record(Reservation reservation, String action, String actor, @Nullable String address) {
        audit.record(act(
                action, actor, address, reservation.id(), reservation.place().key()));
    }

    private static Act act(String action, String actor, @Nullable String address, UUID reservation, String counter) {
        return new Act(action, actor, null, address, Map.of("reservation", reservation.toString(), "counter", counter));
    }

    private byte[] person(NationalId person) {
        return vault.lookup("reservation.national-id", person.value());
    }

    private byte[] hash(ReservationCode code) {
        return vault.lookup("reservation.code", code.value());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
