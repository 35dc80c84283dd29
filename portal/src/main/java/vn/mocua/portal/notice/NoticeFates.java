package vn.mocua.portal.notice;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.messaging.Outbox;
import vn.mocua.portal.vault.Vault;

/**
 * What became of each notice that an owner was sent, for the owner to see: of what, to which address, and whether it
 * came. Not what it said. Of codes, only those that did not come. The outbox forgets its messages after a day.
 */
@Repository
public class NoticeFates {

    static final String ADDRESS = "notice_fate.address";

    /** A year: as long as somebody may need to show that they were told, or were not. */
    private static final Duration KEPT = Duration.ofDays(365);

    /** After which nothing is heard of a code any more that was taken: it is worth nothing long before. */
    private static final Duration CODE_HEARD_OF = Duration.ofHours(1);

    private static final int AT_A_TIME = 500;
    private static final UUID FIRST = new UUID(0, 0);
    private static final Set<String> UNDELIVERED = Set.of("expired", "deleted", "undeliverable", "rejected");

    /** How far a notice came. */
    public enum State {
        WAITING,
        /** Whoever carries it has taken it. */
        SENT,
        /** The network says that it is on the phone. */
        DELIVERED,
        FAILED,
        /** Nobody can say whether it went out. */
        UNCERTAIN
    }

    /**
     * One notice at one address.
     *
     * @param notice its key
     * @param bySms else by mail
     * @param address masked
     */
    public record Told(String notice, boolean bySms, String address, State state, Instant at, Instant toldAt) {}

    /** @param onlyFailed whether the owner cares for it only when it did not come */
    private record Open(UUID id, State state, boolean onlyFailed, Instant toldAt) {}

    private final JdbcClient db;
    private final Vault vault;
    private final Outbox outbox;
    private final Clock clock;

    NoticeFates(JdbcClient db, Vault vault, Outbox outbox, Clock clock) {
        this.db = db;
        this.vault = vault;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** In the transaction in which a message was put into the outbox. */
    public void note(UUID message, UUID account, String notice, PhoneNumber phone) {
        note(message, account, notice, "sms", phone.masked(), false);
    }

    /** As {@link #note(UUID, UUID, String, PhoneNumber)}. */
    public void note(UUID message, UUID account, String notice, EmailAddress mail) {
        note(message, account, notice, "mail", mail.masked(), false);
    }

    /**
     * A code that was sent for an account. Its owner, who waited for it, knows whether it came: it is forgotten, unless it
     * did not.
     *
     * @param notice a key as of a notice
     */
    public void noteCode(UUID message, UUID account, String notice, PhoneNumber phone) {
        note(message, account, notice, "sms", phone.masked(), true);
    }

    /** As {@link #noteCode(UUID, UUID, String, PhoneNumber)}. */
    public void noteCode(UUID message, UUID account, String notice, EmailAddress mail) {
        note(message, account, notice, "mail", mail.masked(), true);
    }

    private void note(UUID message, UUID account, String notice, String channel, String masked, boolean onlyFailed) {
        db.sql("""
                insert into notice_fate (id, account, notice, channel, address, state, told_at, at, only_failed)
                values (:id, :account, :notice, :channel, :address, 'waiting', :now, :now, :onlyFailed)
                """)
                .param("id", message)
                .param("account", account)
                .param("notice", notice)
                .param("channel", channel)
                .param("address", vault.seal(ADDRESS, message.toString(), masked.getBytes(StandardCharsets.UTF_8)))
                .param("onlyFailed", onlyFailed)
                .param("now", at(clock.instant()))
                .update();
    }

    /** What the owner of an account was told, the newest first. */
    public List<Told> of(UUID account, int most) {
        settle(db.sql("select id, state, only_failed, told_at from notice_fate where account = :account and not settled"
                        + " order by id limit :most")
                .param("account", account)
                .param("most", AT_A_TIME)
                .query(NoticeFates::open)
                .list());
        return db.sql("""
                select id, notice, channel, address, state, at, told_at from notice_fate
                where account = :account and (state = 'failed' or not only_failed) order by told_at desc, id limit :most
                """)
                .param("account", account)
                .param("most", most)
                .query((row, number) -> new Told(
                        row.getString("notice"),
                        row.getString("channel").equals("sms"),
                        new String(
                                vault.open(ADDRESS, row.getString("id"), row.getBytes("address")),
                                StandardCharsets.UTF_8),
                        state(row),
                        instant(row, "at"),
                        instant(row, "told_at")))
                .list();
    }

    /** Looks how each one fares of which more may be heard, before the outbox forgets it. Any number of nodes may. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT2M")
    void settle() {
        var last = FIRST;
        for (var some = openAfter(last); !some.isEmpty(); some = openAfter(last)) {
            settle(some);
            last = some.getLast().id();
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT5M")
    void forgetOld() {
        db.sql("delete from notice_fate where told_at < :before")
                .param("before", at(clock.instant().minus(KEPT)))
                .update();
    }

    private List<Open> openAfter(UUID last) {
        return db.sql("select id, state, only_failed, told_at from notice_fate where not settled and id > :last"
                        + " order by id limit :most")
                .param("last", last)
                .param("most", AT_A_TIME)
                .query(NoticeFates::open)
                .list();
    }

    private void settle(List<Open> some) {
        var fates = outbox.fatesOf(some.stream().map(Open::id).toList());
        for (var each : some) {
            var fate = fates.get(each.id());
            var state = fate == null ? forgotten(each.state()) : state(fate);
            var settled = fate == null || isLast(state);
            if (each.onlyFailed() && state != State.FAILED) {
                if (settled || state == State.SENT && isLongAgo(each)) {
                    forget(each);
                }
            } else if (settled || state != each.state()) {
                db.sql("""
                        update notice_fate set state = :state, settled = :settled,
                            at = case when state = :state then at else :now end
                        where id = :id and not settled
                        """)
                        .param("state", word(state))
                        .param("settled", settled)
                        .param("now", at(clock.instant()))
                        .param("id", each.id())
                        .update();
            }
        }
    }

    private boolean isLongAgo(Open code) {
        return code.toldAt().plus(CODE_HEARD_OF).isBefore(clock.instant());
    }

    private void forget(Open code) {
        db.sql("delete from notice_fate where id = :id and not settled")
                .param("id", code.id())
                .update();
    }

    /** What waited when it was last looked at, and is gone, went out or was given up unseen. */
    private static State forgotten(State last) {
        return last == State.WAITING ? State.UNCERTAIN : last;
    }

    private static boolean isLast(State state) {
        return state == State.DELIVERED || state == State.FAILED || state == State.UNCERTAIN;
    }

    private static State state(Outbox.Fate fate) {
        return switch (fate.state()) {
            case WAITING, CLAIMED -> State.WAITING;
            case ACCEPTED -> received(fate.receipt());
            case UNCERTAIN -> State.UNCERTAIN;
            case REFUSED, DROPPED, GIVEN_UP, LOST -> State.FAILED;
        };
    }

    private static State received(@Nullable String receipt) {
        if (receipt == null) {
            return State.SENT;
        }
        return receipt.equals("delivered")
                ? State.DELIVERED
                : UNDELIVERED.contains(receipt) ? State.FAILED : State.SENT;
    }

    private static Open open(ResultSet row, int number) throws SQLException {
        return new Open(
                row.getObject("id", UUID.class), state(row), row.getBoolean("only_failed"), instant(row, "told_at"));
    }

    private static State state(ResultSet row) throws SQLException {
        return State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
    }

    private static String word(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
