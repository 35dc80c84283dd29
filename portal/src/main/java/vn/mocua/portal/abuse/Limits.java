package vn.mocua.portal.abuse;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.abuse.Taken.Allowed;
import vn.mocua.portal.abuse.Taken.Refused;
import vn.mocua.portal.database.Commit;

/**
 * How often a thing may be done, counted in the database before it is done, and when it may be done again.
 *
 * <p>A limit of 5/1d holds in every stretch of a day: a use counts for a day from its own moment (for counts above 24,
 * up to a twenty-fourth longer), so nobody gets twice five around midnight. Nothing is refused for longer than it must.
 */
public class Limits {

    /** Up to so many uses are remembered one by one; more are put into so many slots of the stretch. */
    private static final int SLOTS = 24;

    /** How long failures are remembered that no success ended. */
    private static final Duration FAILURES_REMEMBERED = Duration.ofDays(1);

    private final Map<String, Rate> rates = new HashMap<>();
    private final Map<String, Delay> delays = new HashMap<>();
    private final JdbcClient db;
    private final Clock clock;

    /**
     * @param more limits that rooms declared, beside those that every portal has
     * @param settings the setting of a limit by its name, or null; outside its bounds is an IllegalArgumentException
     */
    public Limits(Collection<Limit> more, Function<String, @Nullable String> settings, JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
        for (var limits : List.of(Limit.ALL, more)) {
            for (var limit : limits) {
                var set = settings.apply(limit.name());
                rates.put(limit.name(), set == null ? limit.usual() : limit.bounded(Rate.of(set)));
            }
        }
        Delay.ALL.forEach(delay -> delays.put(delay.name(), delay.setTo(settings.apply(delay.name()))));
    }

    /** The rate in force. */
    public Rate rate(String limit) {
        var rate = rates.get(limit);
        if (rate == null) {
            throw new IllegalArgumentException("no limit is called " + limit);
        }
        return rate;
    }

    /**
     * Takes one use of every limit named, or of none if one of them has no use left; exact however many ask at once.
     *
     * <p>For failures too: take before the try, {@link #giveBack} after a success, so that tries at once are counted.
     *
     * @throws IllegalStateException within a transaction, whose rollback would give the uses back
     */
    public Taken take(Use... uses) {
        OwnTransaction.demand();
        long now = clock.millis();
        var rows = rows(uses);
        var allowed = new int[rows.length];
        var until = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            var rate = rate(rows[i].limit());
            allowed[i] = rate.count();
            until[i] = until(now, rate);
        }
        return db.sql("""
                        select refused, next_at from %s left join take_uses(?, ?, ?, ?, ?) on true
                        order by next_at desc limit 1
                        """.formatted(Commit.SOON))
                .params(names(rows), keys(rows), allowed, until, now)
                .query((found, row) -> found.getString("refused") == null
                        ? new Allowed()
                        : new Refused(found.getString("refused"), Instant.ofEpochMilli(found.getLong("next_at"))))
                .single();
    }

    /** Gives back what was taken for a failure that did not happen. */
    public void giveBack(Use... uses) {
        OwnTransaction.demand();
        var rows = rows(uses);
        db.sql("select " + Commit.SOON + ", give_back_uses(?, ?)")
                .params(names(rows), keys(rows))
                .query((found, row) -> row)
                .list();
    }

    /**
     * What a success ends, in one statement: the uses that were taken for failures that did not happen are given back,
     * every use of one more limit is forgotten, and the failures in a row of a delay end.
     *
     * @param failures of a limit that is locked before all others, for its name stands first
     */
    public void settle(Collection<Use> unused, Use failures, Use delayed) {
        OwnTransaction.demand();
        delay(delayed);
        var rows = rows(unused.toArray(Use[]::new));
        var forgotten = Row.of(failures);
        if (rows.length > 0 && rows[0].limit().compareTo(forgotten.limit()) <= 0) {
            throw new IllegalArgumentException(rows[0].limit() + " is locked before " + forgotten.limit());
        }
        var ended = Row.of(delayed);
        // Both are counted, and so are over before any of the other rows is locked.
        db.sql("""
                        with forgotten as (
                            delete from limit_use using %s where name = ? and key = ? returning name),
                        ended as (delete from limit_delay where name = ? and key = ? returning name)
                        select give_back_uses(?, ?)
                        from (select count(*) from forgotten) as one, (select count(*) from ended) as other
                        """.formatted(Commit.SOON))
                .params(forgotten.limit(), forgotten.key(), ended.limit(), ended.key(), names(rows), keys(rows))
                .query((found, row) -> row)
                .list();
    }

    /**
     * Counts a try as failed before it is made, unless its wait is not over; {@link #succeeded} takes it back.
     *
     * <p>So of any number of tries at once, no more are made than one after the other.
     */
    public Taken attempt(Use use) {
        return fail(use, true)
                ? new Allowed()
                : new Refused(use.limit(), waitUntil(use).orElseGet(clock::instant));
    }

    /** Counts a failure; for tries that {@link #attempt} has not counted already. */
    public void failed(Use use) {
        fail(use, false);
    }

    /**
     * Ends the failures in a row.
     *
     * @param unused what was taken for a failure that did not happen, and is given back
     */
    public void succeeded(Use use, Collection<Use> unused) {
        if (unused.isEmpty()) {
            succeeded(use);
            return;
        }
        OwnTransaction.demand();
        delay(use);
        var ended = Row.of(use);
        var rows = rows(unused.toArray(Use[]::new));
        db.sql("""
                        with ended as (delete from limit_delay using %s where name = ? and key = ? returning name)
                        select give_back_uses(?, ?) from (select count(*) from ended) as one
                        """.formatted(Commit.SOON))
                .params(ended.limit(), ended.key(), names(rows), keys(rows))
                .query((found, row) -> row)
                .list();
    }

    /** Ends the failures in a row. */
    public void succeeded(Use use) {
        OwnTransaction.demand();
        delay(use);
        var row = Row.of(use);
        db.sql("delete from limit_delay using " + Commit.SOON + " where name = ? and key = ?")
                .params(row.limit(), row.key())
                .update();
    }

    /** When the next try may be made; empty if now. */
    public Optional<Instant> waitUntil(Use use) {
        delay(use);
        var row = Row.of(use);
        return db.sql("select wait_until from limit_delay where name = ? and key = ? and wait_until > ?")
                .params(row.limit(), row.key(), at(clock.instant()))
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    /**
     * How a delay stands.
     *
     * @param failures in a row; 0 when none
     * @param waitUntil when the next try may be made; null if now
     */
    public record Standing(int failures, @Nullable Instant waitUntil) {}

    /** How a delay stands now. */
    public Standing standing(Use use) {
        delay(use);
        var row = Row.of(use);
        var now = clock.instant();
        return db.sql("select failures, wait_until, expires_at from limit_delay where name = ? and key = ?")
                .params(row.limit(), row.key())
                .query((found, number) -> {
                    var wait =
                            found.getObject("wait_until", OffsetDateTime.class).toInstant();
                    var expires =
                            found.getObject("expires_at", OffsetDateTime.class).toInstant();
                    return new Standing(
                            expires.isAfter(now) ? found.getInt("failures") : 0, wait.isAfter(now) ? wait : null);
                })
                .optional()
                .orElseGet(() -> new Standing(0, null));
    }

    void forgetExpired() {
        var now = at(clock.instant());
        // Rows that somebody counts in just now are left for the next time.
        db.sql("delete from limit_use where ctid = any (array("
                        + "select ctid from limit_use where expires_at < ? for update skip locked))")
                .param(now)
                .update();
        db.sql("delete from limit_delay where expires_at < ?").param(now).update();
    }

    private boolean fail(Use use, boolean onlyIfWaited) {
        OwnTransaction.demand();
        var delay = delay(use);
        var row = Row.of(use);
        var now = clock.instant();
        return db.sql("""
                        insert into limit_delay as d (name, key, failures, wait_until, expires_at)
                        select :name, :key, 1, :now + make_interval(secs => :waitAfterFirst), :expires from %s
                        on conflict (name, key) do update
                        set failures = case when d.expires_at <= :now then 1 else d.failures + 1 end,
                            wait_until = greatest(d.wait_until, :now + make_interval(secs => case
                                when d.expires_at <= :now then :waitAfterFirst
                                when d.failures + 1 <= :free then 0
                                else least(:longest, :first * power(2, least(d.failures - :free, 30)))
                            end)),
                            expires_at = excluded.expires_at
                        where not :onlyIfWaited or d.wait_until <= :now
                        """.formatted(Commit.SOON))
                        .param("name", row.limit())
                        .param("key", row.key())
                        .param("now", at(now))
                        .param(
                                "waitAfterFirst",
                                delay.free() > 0 ? 0d : (double) delay.first().toSeconds())
                        .param("free", delay.free())
                        .param("first", (double) delay.first().toSeconds())
                        .param("longest", (double) delay.longest().toSeconds())
                        .param("expires", at(now.plus(FAILURES_REMEMBERED)))
                        .param("onlyIfWaited", onlyIfWaited)
                        .update()
                == 1;
    }

    private Delay delay(Use use) {
        var delay = delays.get(use.limit());
        if (delay == null) {
            throw new IllegalArgumentException("no delay is called " + use.limit());
        }
        return delay;
    }

    /** Until when a use of now counts: exactly, or to the end of its slot. */
    private static long until(long now, Rate rate) {
        long per = rate.per().toMillis();
        long slot = rate.count() <= SLOTS ? 1 : per / SLOTS;
        return (now + slot - 1) / slot * slot + per;
    }

    /** A use as the database knows it, under a short hash of its key. */
    private record Row(String limit, byte[] key) {

        static Row of(Use use) {
            try {
                var hash = MessageDigest.getInstance("SHA-256").digest(use.key().getBytes(StandardCharsets.UTF_8));
                return new Row(use.limit(), Arrays.copyOf(hash, 16));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Always in the same order, so that two who take the same limits do not wait for each other. */
    private static Row[] rows(Use... uses) {
        return Arrays.stream(uses)
                .distinct()
                .map(Row::of)
                .sorted(Comparator.comparing(Row::limit).thenComparing(Row::key, Arrays::compare))
                .toArray(Row[]::new);
    }

    private static String[] names(Row... rows) {
        return Arrays.stream(rows).map(Row::limit).toArray(String[]::new);
    }

    private static byte[][] keys(Row... rows) {
        return Arrays.stream(rows).map(Row::key).toArray(byte[][]::new);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
