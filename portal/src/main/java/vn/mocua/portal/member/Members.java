package vn.mocua.portal.member;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.database.TimeOrderedId;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.member.Member.Invited;
import vn.mocua.portal.member.Member.Over;
import vn.mocua.portal.vault.Vault;

/** Who acts for which organisation. Unique indexes, not questions asked beforehand, keep anybody from standing there twice. */
@Repository
class Members {

    static final String SEALED = "member.invited";

    private static final String COLUMNS =
            "m.id, m.company, m.role, m.invited, m.invited_by, m.invited_at, m.expires_at,"
                    + " m.ends_on, m.person, m.joined_at, m.over, m.over_at, m.successor";

    /** Invitations to somebody who holds one of an account's numbers, whichever card it is on. */
    private static final String MINE = """
            from member m join account_identifier i on i.kind = 'NATIONAL_ID' and i.value_hash = m.id_hash
                join account c on c.id = m.company and c.status = 'ACTIVE'
            where i.account = :person and m.over_at is null and m.person is null and m.expires_at > :now
                and (m.ends_on is null or m.ends_on >= :today)
            """;

    private final JdbcClient db;
    private final JsonMapper json;
    private final Vault vault;
    private final Accounts accounts;
    private final Clock clock;

    Members(JdbcClient db, JsonMapper json, Vault vault, Accounts accounts, Clock clock) {
        this.db = db;
        this.json = json;
        this.vault = vault;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Everybody of an organisation, those that are no more among them; the newest first. */
    List<Member> of(UUID company) {
        return db.sql("select " + COLUMNS
                        + " from member m where m.company = :company order by m.invited_at desc, m.id")
                .param("company", company)
                .query(this::read)
                .list();
    }

    Optional<Member> find(UUID id) {
        return db.sql("select " + COLUMNS + " from member m where m.id = :id")
                .param("id", id)
                .query(this::read)
                .optional();
    }

    /** What somebody's row is by now, whatever it was before their role was changed. */
    UUID latest(UUID id) {
        return db.sql("""
                with recursive later (id, successor) as (
                    select id, successor from member where id = :id
                    union all select m.id, m.successor from member m join later l on m.id = l.successor)
                select id from later where successor is null
                """)
                .param("id", id)
                .query((row, number) -> row.getObject("id", UUID.class))
                .optional()
                .orElse(id);
    }

    /** Until the caller's transaction ends nobody else changes who acts for this organisation. */
    void hold(UUID company) {
        db.sql("select id from account where id = :company for update")
                .param("company", company)
                .query((row, number) -> company)
                .list();
    }

    /** Organisations for which somebody acts, or did. */
    List<Member> joinedBy(UUID person) {
        return db.sql("select " + COLUMNS + " from member m where m.person = :person order by m.joined_at desc, m.id")
                .param("person", person)
                .query(this::read)
                .list();
    }

    /** Invitations that wait for the holder of an account. Whoever typed a wrong number meant another name. */
    List<Member> waitingFor(UUID person, FullName name) {
        return mine(db.sql("select " + COLUMNS + " " + MINE + " order by m.invited_at desc, m.id"), person).stream()
                .filter(each -> isMeant(each, name))
                .toList();
    }

    /** One of them. */
    Optional<Member> waitingFor(UUID person, FullName name, UUID id) {
        return mine(db.sql("select " + COLUMNS + " " + MINE + " and m.id = :id").param("id", id), person).stream()
                .filter(each -> isMeant(each, name))
                .findFirst();
    }

    private List<Member> mine(JdbcClient.StatementSpec invitations, UUID person) {
        var now = clock.instant();
        return invitations
                .param("person", person)
                .param("now", at(now))
                .param("today", LastDay.today(now))
                .query(this::read)
                .list();
    }

    /** A name without its marks is still meant; a number with a slip in it is somebody else's. */
    static boolean isMeant(Member member, FullName name) {
        return member.called().compare(name) != FullName.Agreement.MISMATCH;
    }

    /** @return the new invitation; empty when this number stands there already */
    Optional<UUID> invite(
            Hand hand, NationalId nationalId, FullName called, Role role, @Nullable LocalDate endsOn, Duration open) {
        var id = TimeOrderedId.next(clock);
        var now = clock.instant();
        var written = db.sql("""
                insert into member (id, company, role, id_hash, invited, invited_by, invited_at, expires_at, ends_on)
                values (:id, :company, :role, :hash, :invited, :by, :now, :expires, :ends)
                on conflict (company, id_hash) where over_at is null do nothing
                """)
                .param("id", id)
                .param("company", hand.company())
                .param("role", role.name())
                .param("hash", Base64.getDecoder().decode(accounts.keyOf(Identifier.of(nationalId))))
                .param("invited", sealed(id, new Invited(called, nationalId.masked())))
                .param("by", hand.account())
                .param("now", at(now))
                .param("expires", at(now.plus(open)))
                .param("ends", endsOn, Types.DATE)
                .update();
        return written == 1 ? Optional.of(id) : Optional.empty();
    }

    /** What stands under a number: somebody who was invited, or acts by now. */
    Optional<Member> standingUnder(UUID company, NationalId nationalId) {
        return db.sql("select " + COLUMNS
                        + " from member m where m.company = :company and m.id_hash = :hash and m.over_at is null")
                .param("company", company)
                .param("hash", Base64.getDecoder().decode(accounts.keyOf(Identifier.of(nationalId))))
                .query(this::read)
                .optional();
    }

    /**
     * False when they act for this organisation already, by another of their cards; that its index would refuse.
     *
     * @param isNear whether the last day, which they have just read, is so soon that nobody is reminded of it once more
     */
    boolean join(Member member, UUID person, boolean isNear) {
        return db.sql("""
                        update member set person = :person, joined_at = :now,
                            reminded_for = case when :near then ends_on end
                        where id = :id and over_at is null and person is null and not exists (
                            select from member o where o.company = :company and o.person = :person and o.over_at is null)
                        """)
                        .param("person", person)
                        .param("now", at(clock.instant()))
                        .param("near", isNear)
                        .param("id", member.id())
                        .param("company", member.company())
                        .update()
                == 1;
    }

    boolean end(UUID id, Over over, @Nullable UUID by) {
        return db.sql("""
                        update member set over = :over, over_at = :now, over_by = :by where id = :id and over_at is null
                        """)
                        .param("over", over.name())
                        .param("now", at(clock.instant()))
                        .param("by", by, Types.OTHER)
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * The same membership, or invitation, in another role. It stands under another id: whatever rests on the former one, a
     * session in which they act or a page on which they are about to accept, is over with it.
     *
     * @return the new id; empty when it was over already
     */
    Optional<UUID> become(Member member, Role role, @Nullable UUID by) {
        var next = TimeOrderedId.next(clock);
        var ended = db.sql("""
                update member set over = 'WITHDRAWN', over_at = :now, over_by = :by, successor = :next
                where id = :id and over_at is null
                """)
                .param("now", at(clock.instant()))
                .param("by", by, Types.OTHER)
                .param("next", next)
                .param("id", member.id())
                .update();
        if (ended == 0) {
            return Optional.empty();
        }
        db.sql("""
                insert into member (id, company, role, id_hash, invited, invited_by, invited_at, expires_at, told_at, ends_on,
                    person, joined_at, reminded_for)
                select :next, company, :role, id_hash, :invited, invited_by, invited_at, expires_at, told_at, ends_on,
                    person, joined_at, reminded_for
                from member where id = :id
                """)
                .param("next", next)
                .param("role", role.name())
                .param("invited", sealed(next, new Invited(member.called(), member.maskedId())))
                .param("id", member.id())
                .update();
        return Optional.of(next);
    }

    /** Whether somebody acts for an organisation still, though not by that membership any more. */
    boolean actsOtherwise(UUID member, UUID company, UUID person) {
        return db.sql("""
                select exists (select from member where company = :company and person = :person and id <> :member
                    and over_at is null and (ends_on is null or ends_on >= :today))
                """)
                .param("company", company)
                .param("person", person)
                .param("member", member)
                .param("today", LastDay.today(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    /** @param isNear whether it is so soon that nobody is reminded of it once more */
    boolean actUntil(UUID id, @Nullable LocalDate endsOn, boolean isNear) {
        return db.sql("""
                        update member set ends_on = :ends, reminded_for = case when :near then cast(:ends as date) end
                        where id = :id and over_at is null
                        """)
                        .param("ends", endsOn, Types.DATE)
                        .param("near", isNear)
                        .param("id", id)
                        .update()
                == 1;
    }

    /** Invitations that ran out and people whose last day is past, so that they may be invited again. */
    void endLapsed(@Nullable UUID company) {
        var now = clock.instant();
        db.sql("""
                update member set over_at = :now,
                    over = case when person is null then 'EXPIRED' else 'ENDED' end
                where over_at is null and (cast(:company as uuid) is null or company = :company)
                    and (ends_on < :today or (person is null and expires_at <= :now))
                """)
                .param("now", at(now))
                .param("today", LastDay.today(now))
                .param("company", company, Types.OTHER)
                .update();
    }

    /** Drops invitations that nobody accepted, and that were over before a moment: they name people who are none of ours. */
    void forgetInvitationsOver(Instant before) {
        db.sql("delete from member where person is null and over_at < :before")
                .param("before", at(before))
                .update();
    }

    /** Invitations of whose person an account is known by now, and who was not told. */
    List<UntoldInvitation> untold() {
        return db.sql("""
                select m.id, i.account
                from member m join account_identifier i on i.kind = 'NATIONAL_ID' and i.value_hash = m.id_hash
                    join account p on p.id = i.account and p.status = 'ACTIVE'
                    join account c on c.id = m.company and c.status = 'ACTIVE'
                where m.over_at is null and m.person is null and m.told_at is null and m.expires_at > :now
                order by m.invited_at limit 100
                """)
                .param("now", at(clock.instant()))
                .query((row, number) ->
                        new UntoldInvitation(row.getObject("id", UUID.class), row.getObject("account", UUID.class)))
                .list();
    }

    record UntoldInvitation(UUID member, UUID person) {}

    /** For the caller, in whose transaction the person is told; false when another node was first. */
    boolean takeToTell(UUID id) {
        return db.sql("update member set told_at = :now where id = :id and told_at is null and over_at is null")
                        .param("now", at(clock.instant()))
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * A last day of some of an organisation's people, of which nobody was reminded.
     *
     * @param members whose it is
     */
    record Ending(UUID company, LocalDate day, List<UUID> members) {}

    /** Those up to a day, the nearest first. */
    List<Ending> ending(LocalDate upTo) {
        return db.sql("""
                select m.company, m.ends_on, array_agg(m.id order by m.id) as members
                from member m
                    join account c on c.id = m.company and c.status = 'ACTIVE'
                    join account p on p.id = m.person and p.status = 'ACTIVE'
                where m.over_at is null and m.ends_on between :today and :upTo
                    and m.reminded_for is distinct from m.ends_on
                group by m.company, m.ends_on order by m.ends_on, m.company limit 100
                """)
                .param("today", LastDay.today(clock.instant()))
                .param("upTo", upTo)
                .query((row, number) -> new Ending(
                        row.getObject("company", UUID.class),
                        row.getObject("ends_on", LocalDate.class),
                        List.of((UUID[]) row.getArray("members").getArray())))
                .list();
    }

    /**
     * For the caller, in whose transaction they are reminded; without those of whom another node was first, or whose last
     * day is another by now.
     *
     * @return the people
     */
    List<UUID> takeToRemind(Ending ending) {
        return db.sql("""
                update member set reminded_for = ends_on
                where id in (:members) and ends_on = :day and over_at is null and person is not null
                    and reminded_for is distinct from ends_on
                returning person
                """)
                .param("members", ending.members())
                .param("day", ending.day())
                .query((row, number) -> row.getObject("person", UUID.class))
                .list();
    }

    /** As what somebody acts for an organisation at this moment; empty when either account is barred, or it is over. */
    Optional<Role> standing(UUID member, UUID company, UUID person) {
        return db.sql("""
                select m.role from member m
                    join account c on c.id = m.company and c.status = 'ACTIVE'
                    join account p on p.id = m.person and p.status = 'ACTIVE'
                where m.id = :member and m.company = :company and m.person = :person and m.over_at is null
                    and (m.ends_on is null or m.ends_on >= :today)
                """)
                .param("member", member)
                .param("company", company)
                .param("person", person)
                .param("today", LastDay.today(clock.instant()))
                .query((row, number) -> Role.valueOf(row.getString("role")))
                .optional();
    }

    /** Whether this person acts, or acted, for this organisation. */
    boolean knows(UUID company, UUID person) {
        return db.sql("select exists (select from member where company = :company and person = :person)")
                .param("company", company)
                .param("person", person)
                .query(Boolean.class)
                .single();
    }

    private Member read(ResultSet row, int number) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var invited = json.readValue(vault.open(SEALED, id.toString(), row.getBytes("invited")), Invited.class);
        var over = row.getString("over");
        var successor = row.getObject("successor", UUID.class);
        return new Member(
                id,
                row.getObject("company", UUID.class),
                Role.valueOf(row.getString("role")),
                invited.called(),
                invited.maskedId(),
                row.getObject("invited_by", UUID.class),
                row.getObject("invited_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getObject("ends_on", LocalDate.class),
                row.getObject("person", UUID.class),
                moment(row, "joined_at"),
                successor != null ? Over.CHANGED : over == null ? null : Over.valueOf(over),
                moment(row, "over_at"),
                successor);
    }

    private byte[] sealed(UUID id, Invited invited) {
        return vault.seal(SEALED, id.toString(), json.writeValueAsBytes(invited));
    }

    private static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
