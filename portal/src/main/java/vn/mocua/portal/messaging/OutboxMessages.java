package vn.mocua.portal.messaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import vn.mocua.portal.database.Commit;

/** The rows of the outbox. Every method is one statement, so that none leaves a half step. */
@Repository
class OutboxMessages {

    /** How long the node that wrote a message has it for itself. */
    private static final Duration OWN = Duration.ofSeconds(1);

    private static final String TAKE = """
            set state = 'claimed', claim = :claim, attempts = m.attempts + 1,
                due_at = case m.delivery when 'surely' then :lease::timestamptz end
            """;

    private static final String TAKEN = """
            returning m.id, m.channel, m.delivery, m.sealed, m.attempts, m.claim, m.expires_at
            """;

    private final JdbcClient db;
    private final Clock clock;

    OutboxMessages(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * A message that this node alone may hand over now.
     *
     * @param once whether it may never be handed over again
     * @param attempts this one included
     */
    record Claimed(UUID id, Channel channel, boolean once, byte[] sealed, int attempts, UUID claim, Instant expiresAt) {

        @Override
        public String toString() {
            return "Claimed[" + id + "]";
        }
    }

    /** What waits by one way. */
    record Backlog(Channel channel, long waiting, Instant oldest) {}

    /** How many messages ended in a state without being handed over. */
    record Ended(Channel channel, String state, long count) {}

    void add(
            UUID id,
            Channel channel,
            Delivery delivery,
            String purpose,
            byte[] sealed,
            Instant createdAt,
            Instant begin,
            Instant expiresAt) {
        db.sql("""
                        insert into outbox_message
                            (id, channel, delivery, purpose, state, sealed, due_at, expires_at, created_at, daytime)
                        values (:id, :channel, :delivery, :purpose, 'waiting', :sealed, :dueAt, :expiresAt, :createdAt,
                            :daytime)
                        """)
                .param("id", id)
                .param("channel", channel.word())
                .param("delivery", delivery instanceof Delivery.Once ? "once" : "surely")
                .param("purpose", purpose)
                .param("sealed", sealed)
                .param("dueAt", sql(begin.plus(OWN)))
                .param("expiresAt", sql(expiresAt))
                .param("createdAt", sql(createdAt))
                .param("daytime", delivery instanceof Delivery.Surely surely && surely.daytime())
                .update();
    }

    /** Takes one message that waits, unless somebody else was quicker or it expired. */
    Optional<Claimed> claim(UUID id, Duration lease) {
        return db.sql("update outbox_message m " + TAKE
                        + " where m.id = :id and m.state = 'waiting' and m.expires_at > :now " + TAKEN)
                .param("id", id)
                .param("claim", UUID.randomUUID())
                .param("lease", sql(clock.instant().plus(lease)))
                .param("now", sql(clock.instant()))
                .query(OutboxMessages::claimed)
                .optional();
    }

    /**
     * Takes messages that are due, codes first; notices too whose node said nothing until its lease ran out.
     *
     * @param quiet whether what can wait is left where it is
     */
    List<Claimed> claimDue(Channel channel, int most, Duration lease, boolean quiet) {
        return db.sql("""
                        with due as (
                            select id from outbox_message
                            where channel = :channel and due_at <= :now and expires_at > :now
                              and not (daytime and :quiet)
                            order by delivery, due_at
                            limit :most
                            for update skip locked)
                        update outbox_message m
                        """ + TAKE + " from due where m.id = due.id " + TAKEN)
                .param("channel", channel.word())
                .param("quiet", quiet)
                .param("most", most)
                .param("claim", UUID.randomUUID())
                .param("lease", sql(clock.instant().plus(lease)))
                .param("now", sql(clock.instant()))
                .query(OutboxMessages::claimed)
                .list();
    }

    /** Ends a message that we hold, and erases what it said. */
    boolean finish(
            Claimed message,
            Outbox.State state,
            String provider,
            @Nullable String providerMessage,
            @Nullable String failure) {
        return db.sql("""
                                update outbox_message
                                set state = :state, sealed = null, claim = null, due_at = null, finished_at = :now,
                                    provider = :provider, provider_message = left(:providerMessage, 65),
                                    failure = left(:failure, 80)
                                from %s
                                where id = :id and claim = :claim
                                """.formatted(Commit.SOON))
                        .param("id", message.id())
                        .param("claim", message.claim())
                        .param("state", word(state))
                        .param("now", sql(clock.instant()))
                        .param("provider", provider)
                        .param("providerMessage", providerMessage)
                        .param("failure", failure)
                        .update()
                == 1;
    }

    /** Gives back a message that we hold and that certainly nobody took, or a notice of which we are not sure. */
    void putBack(Claimed message, Duration pause, String provider, String failure) {
        db.sql("""
                        update outbox_message
                        set state = 'waiting', claim = null, due_at = :dueAt, provider = :provider,
                            failure = left(:failure, 80)
                        where id = :id and claim = :claim
                        """)
                .param("id", message.id())
                .param("claim", message.claim())
                .param("dueAt", sql(clock.instant().plus(pause)))
                .param("provider", provider)
                .param("failure", failure)
                .update();
    }

    /**
     * Ends what expired: codes that wait, notices, and codes whose node is gone.
     *
     * @param grace how long after its expiry a claimed code is believed to be in somebody's hands
     */
    List<Ended> endExpired(Duration grace) {
        return db.sql("""
                        with ended as (
                            update outbox_message
                            set state = case when delivery = 'surely' then 'given-up'
                                             when state = 'waiting' then 'dropped' else 'lost' end,
                                sealed = null, claim = null, due_at = null, finished_at = :now
                            where finished_at is null and expires_at <= :now
                              and (state = 'waiting' or expires_at <= :graceOver)
                            returning channel, state)
                        select channel, state, count(*) as count from ended group by channel, state
                        """)
                .param("now", sql(clock.instant()))
                .param("graceOver", sql(clock.instant().minus(grace)))
                .query((row, number) ->
                        new Ended(channel(row.getString("channel")), row.getString("state"), row.getLong("count")))
                .list();
    }

    /** Takes out what ended long enough ago, and receipts of that age. */
    int purge(Duration keep) {
        var before = sql(clock.instant().minus(keep));
        db.sql("delete from sms_receipt where received_at < :before")
                .param("before", before)
                .update();
        return db.sql("delete from outbox_message where finished_at < :before")
                .param("before", before)
                .update();
    }

    List<Backlog> backlog() {
        return db.sql("""
                        select channel, count(*) as waiting, min(created_at) as oldest
                        from outbox_message where finished_at is null group by channel
                        """)
                .query((row, number) ->
                        new Backlog(channel(row.getString("channel")), row.getLong("waiting"), instant(row, "oldest")))
                .list();
    }

    Map<UUID, Outbox.Fate> fatesOf(Collection<UUID> ids) {
        var fates = new HashMap<UUID, Outbox.Fate>();
        db.sql("""
                        select m.id, m.state, m.purpose, m.created_at, m.finished_at, m.provider, r.state as receipt
                        from outbox_message m
                        left join sms_receipt r on r.provider = m.provider and r.message = m.provider_message
                        where m.id = any(:ids::uuid[])
                        """)
                .param("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    fates.put(
                            row.getObject("id", UUID.class),
                            new Outbox.Fate(
                                    Outbox.State.valueOf(row.getString("state")
                                            .toUpperCase(Locale.ROOT)
                                            .replace('-', '_')),
                                    row.getString("purpose"),
                                    instant(row, "created_at"),
                                    row.getObject("finished_at") == null ? null : instant(row, "finished_at"),
                                    row.getString("provider"),
                                    row.getString("receipt")));
                });
        return fates;
    }

    private static Claimed claimed(ResultSet row, int number) throws SQLException {
        return new Claimed(
                row.getObject("id", UUID.class),
                channel(row.getString("channel")),
                row.getString("delivery").equals("once"),
                row.getBytes("sealed"),
                row.getInt("attempts"),
                row.getObject("claim", UUID.class),
                instant(row, "expires_at"));
    }

    private static Channel channel(String word) {
        return Channel.valueOf(word.toUpperCase(Locale.ROOT));
    }

    private static String word(Outbox.State state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static OffsetDateTime sql(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
