package vn.mocua.portal.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.database.TimeOrderedId;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.TextValue;
import vn.mocua.portal.vault.Vault;

/**
 * Other phones and e-mail addresses for accounts, or none: at once, or after a waiting time when the former phone could not
 * be asked, or goes. What was before is kept sealed as long as the owner may say that it was not them (decision 42).
 */
@Repository
public class ContactChanges {

    static final String CONTACTS = "contact_change.contacts";

    /** A change and its notice are written in one transaction, by one clock or two. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private static final String SYSTEM = "system";

    /**
     * A change that has happened.
     *
     * @param account as it is now
     * @param formerPhone null when there was none, or it stayed
     * @param formerEmail null when there was none that was confirmed, or it stayed
     */
    public record Changed(
            Account account,
            @Nullable PhoneNumber formerPhone,
            @Nullable EmailAddress formerEmail) {}

    /**
     * A change of the phone that waits.
     *
     * @param next null when there will be none
     */
    public record Waiting(UUID id, @Nullable PhoneNumber next, Instant dueAt) {}

    /** What keeps a phone with an account whose owner would be without one. */
    public enum Keeping {
        /** There is none. */
        NONE_THERE,
        /** No confirmed e-mail address by which the owner would be reached. */
        ONLY_ADDRESS,
        /** No key by which the owner would sign in: a password needs a code to the phone. */
        ONLY_PROOF
    }

    private enum Kind {
        PHONE,
        EMAIL
    }

    /**
     * The sealed part of a row.
     *
     * @param formerSince when the former phone came or the former address was confirmed; null when it was there from the
     *     beginning, or never was confirmed
     */
    record Contacts(
            @Nullable PhoneNumber formerPhone,
            @Nullable PhoneNumber nextPhone,
            @Nullable EmailAddress formerEmail,
            @Nullable EmailAddress nextEmail,
            @Nullable Instant formerSince) {

        @Override
        public String toString() {
            return "Contacts[***]";
        }
    }

    private record Row(
            UUID id,
            UUID account,
            Contacts contacts,
            @Nullable Instant dueAt) {}

    private final JdbcClient db;
    private final JsonMapper json;
    private final Vault vault;
    private final Accounts accounts;
    private final AccountPhones phones;
    private final CertificateStandings standings;
    private final Audit audit;
    private final Clock clock;

    /** As long as a notice can be answered, and a day more. */
    private final Duration kept;

    ContactChanges(
            JdbcClient db,
            JsonMapper json,
            Vault vault,
            Accounts accounts,
            AccountPhones phones,
            CertificateStandings standings,
            Audit audit,
            Clock clock,
            @Value("${mocua.notice.answerable:10d}") Duration answerable) {
        this.db = db;
        this.json = json;
        this.vault = vault;
        this.accounts = accounts;
        this.phones = phones;
        this.standings = standings;
        this.audit = audit;
        this.clock = clock;
        this.kept = answerable.plusDays(1);
    }

    /**
     * Changes the phone at once. Empty when the number's holder has another account by their other card (threat T03), or
     * the account was frozen or closed in this very moment; the caller rolls its transaction back.
     */
    @Transactional
    public Optional<Changed> changePhone(UUID account, PhoneNumber next, String actor, @Nullable String client) {
        var before = lock(account);
        if (before.status() != Account.Status.ACTIVE) {
            return Optional.empty();
        }
        if (next.equals(before.phone())) {
            return Optional.of(new Changed(before, null, null));
        }
        drop(account);
        var contacts = new Contacts(before.phone(), next, null, null, before.phoneChangedAt());
        if (!movePhone(before, next)) {
            return Optional.empty();
        }
        setPhoneChangedAt(account, clock.instant());
        keep(account, Kind.PHONE, contacts);
        audit.record(new Act("account.phone-changed", actor, account, client, Map.of()));
        return Optional.of(new Changed(accounts.find(account).orElseThrow(), before.phone(), null));
    }

    /** Has a change of the phone wait, in the place of one that waits already; empty when the account is frozen or closed. */
    @Transactional
    public Optional<Waiting> changePhoneLater(UUID account, PhoneNumber next, Duration wait, @Nullable String client) {
        var before = lock(account);
        if (before.status() != Account.Status.ACTIVE) {
            return Optional.empty();
        }
        drop(account);
        var id = TimeOrderedId.next(clock);
        var now = clock.instant();
        insert(id, account, Kind.PHONE, new Contacts(before.phone(), next, null, null, null), now.plus(wait));
        audit.record(new Act("account.phone-change-asked", "account:" + account, account, client, Map.of()));
        return Optional.of(new Waiting(id, next, now.plus(wait)));
    }

    /** Empty when the owner is reached, and signs in, without it as well. */
    public Optional<Keeping> keepsPhone(Account account) {
        if (account.phone() == null) {
            return Optional.of(Keeping.NONE_THERE);
        }
        if (account.email() == null || account.emailConfirmedAt() == null) {
            return Optional.of(Keeping.ONLY_ADDRESS);
        }
        return standings.opensByKey(account.id()) ? Optional.empty() : Optional.of(Keeping.ONLY_PROOF);
    }

    /** Has the phone go after a while; empty when it stays, or is to go already. */
    @Transactional
    public Optional<Waiting> removePhoneLater(UUID account, Duration wait, @Nullable String client) {
        var before = lock(account);
        if (before.status() != Account.Status.ACTIVE
                || keepsPhone(before).isPresent()
                || waiting(account).filter(each -> each.next() == null).isPresent()) {
            return Optional.empty();
        }
        drop(account);
        var id = TimeOrderedId.next(clock);
        var now = clock.instant();
        insert(id, account, Kind.PHONE, new Contacts(before.phone(), null, null, null, null), now.plus(wait));
        audit.record(new Act("account.phone-removal-asked", "account:" + account, account, client, Map.of()));
        return Optional.of(new Waiting(id, null, now.plus(wait)));
    }

    /** The change of an account's phone that waits. */
    public Optional<Waiting> waiting(UUID account) {
        return db.sql("select id, account, contacts, due_at from contact_change where account = :account"
                        + " and state = 'WAITING'")
                .param("account", account)
                .query(this::read)
                .optional()
                .flatMap(row -> row.dueAt() == null
                        ? Optional.empty()
                        : Optional.of(new Waiting(row.id(), row.contacts().nextPhone(), row.dueAt())));
    }

    /** Has no change of an account's phone wait any more; false when none does. */
    @Transactional
    public boolean cancel(UUID account, String actor, @Nullable String client) {
        var isRemoval = waiting(account).filter(each -> each.next() == null).isPresent();
        var cancelled = drop(account);
        if (cancelled && isRemoval) {
            audit.record(new Act("account.phone-removal-cancelled", actor, account, client, Map.of()));
        } else if (cancelled) {
            audit.record(new Act("account.phone-change-cancelled", actor, account, client, Map.of()));
        }
        return cancelled;
    }

    /** Changes whose waiting time is over. */
    public List<UUID> due() {
        return db.sql("select id from contact_change where state = 'WAITING' and due_at <= :now order by due_at")
                .param("now", at(clock.instant()))
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Lets a change that has waited take effect, once; empty when it may not any more, and then it waits no longer. */
    @Transactional
    public Optional<Changed> takeEffect(UUID change) {
        var waiting = db.sql("""
            select id, account, contacts, due_at from contact_change
            where id = :id and state = 'WAITING' and due_at <= :now for update skip locked
            """)
                .param("id", change)
                .param("now", at(clock.instant()))
                .query(this::read)
                .optional();
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        var account = waiting.get().account();
        var next = waiting.get().contacts().nextPhone();
        var before = lock(account);
        var isHindered = next == null
                ? keepsPhone(before).isPresent()
                : accounts.withOtherCard(before.subject(), phones.accountsAt(next))
                        .isPresent();
        if (before.status() != Account.Status.ACTIVE || isHindered) {
            cancel(account, SYSTEM, null);
            return Optional.empty();
        }
        return next == null ? Optional.of(removePhone(before)) : changePhone(account, next, SYSTEM, null);
    }

    /** With it goes the password, which is worth nothing without the code that would follow it. */
    private Changed removePhone(Account before) {
        drop(before.id());
        var contacts = new Contacts(before.phone(), null, null, null, before.phoneChangedAt());
        movePhone(before, null);
        setPhoneChangedAt(before.id(), clock.instant());
        accounts.dropPassword(before.id());
        keep(before.id(), Kind.PHONE, contacts);
        audit.record(new Act("account.phone-removed", SYSTEM, before.id(), null, Map.of()));
        return new Changed(accounts.find(before.id()).orElseThrow(), before.phone(), null);
    }

    /** Changes the e-mail address to one that was confirmed; empty when the account is frozen or closed. */
    @Transactional
    public Optional<Changed> changeEmail(UUID account, EmailAddress next, String client) {
        var before = lock(account);
        if (before.status() != Account.Status.ACTIVE) {
            return Optional.empty();
        }
        if (next.equals(before.email()) && before.emailConfirmedAt() != null) {
            return Optional.of(new Changed(before, null, null));
        }
        keep(account, Kind.EMAIL, new Contacts(null, null, before.email(), next, before.emailConfirmedAt()));
        setEmail(before, next, clock.instant());
        audit.record(new Act("account.email-changed", "account:" + account, account, client, Map.of()));
        return Optional.of(new Changed(
                accounts.find(account).orElseThrow(), null, before.emailConfirmedAt() == null ? null : before.email()));
    }

    /** Takes the e-mail address away; empty when there is none, or no phone beside it: the owner must be reached. */
    @Transactional
    public Optional<Changed> removeEmail(UUID account, String client) {
        var before = lock(account);
        if (before.email() == null || before.phone() == null || before.status() != Account.Status.ACTIVE) {
            return Optional.empty();
        }
        keep(account, Kind.EMAIL, new Contacts(null, null, before.email(), null, before.emailConfirmedAt()));
        setEmail(before, null, null);
        audit.record(new Act("account.email-removed", "account:" + account, account, client, Map.of()));
        return Optional.of(new Changed(
                accounts.find(account).orElseThrow(), null, before.emailConfirmedAt() == null ? null : before.email()));
    }

    /**
     * Brings back the phone or the address that an account had before it was told of a change, and has no change of its
     * phone wait any more; or takes back the wish to close it. Whatever was changed after that goes with it. Other
     * notices change nothing here.
     *
     * @param notice the key of the notice that the owner answers
     * @param toldAt when they were told
     * @return whether anything is as it was before
     */
    @Transactional
    public boolean undo(UUID account, String notice, Instant toldAt) {
        return switch (notice) {
            case "phone-changed", "phone-change-asked", "phone-removed", "phone-removal-asked" -> {
                var before = lock(account);
                var cancelled = cancel(account, "account:" + account, null);
                yield restore(before, Kind.PHONE, toldAt) || cancelled;
            }
            case "email-changed", "email-removed" -> restore(lock(account), Kind.EMAIL, toldAt);
            case "closing-asked" ->
                db.sql("update account set closing_at = null where id = :id and closing_at is not null")
                                .param("id", account)
                                .update()
                        > 0;
            default -> false;
        };
    }

    /**
     * What was changed lately, or waits, as the owner may see it.
     *
     * @param former empty when there was none
     */
    public record Kept(String former, String next, String state, Instant askedAt) {

        @Override
        public String toString() {
            return "Kept[" + state + "]";
        }
    }

    /** Newest first. */
    public List<Kept> of(UUID account) {
        return db.sql("select * from contact_change where account = :account order by id desc")
                .param("account", account)
                .query((row, number) -> {
                    var contacts = read(row, number).contacts();
                    return new Kept(
                            value(contacts.formerPhone() == null ? contacts.formerEmail() : contacts.formerPhone()),
                            value(contacts.nextPhone() == null ? contacts.nextEmail() : contacts.nextPhone()),
                            row.getString("state"),
                            row.getObject("asked_at", OffsetDateTime.class).toInstant());
                })
                .list();
    }

    private static String value(@Nullable TextValue contact) {
        return contact == null ? "" : contact.value();
    }

    private boolean restore(Account now, Kind kind, Instant toldAt) {
        var since = db.sql("""
            update contact_change set state = 'UNDONE'
            where account = :account and kind = :kind and state = 'DONE' and finished_at >= :since
            returning id, account, contacts, due_at
            """)
                .param("account", now.id())
                .param("kind", kind.name())
                .param("since", at(toldAt.minus(CLOCKS_DIFFER)))
                .query(this::read)
                .list();
        var first = since.stream().min(Comparator.comparing(Row::id)).map(Row::contacts);
        if (first.isEmpty()) {
            return false;
        }
        if (kind == Kind.PHONE) {
            movePhone(now, first.get().formerPhone());
            setPhoneChangedAt(now.id(), first.get().formerSince());
        } else {
            setEmail(now, first.get().formerEmail(), first.get().formerSince());
        }
        var action = kind == Kind.PHONE ? "account.phone-restored" : "account.email-restored";
        audit.record(new Act(action, "account:" + now.id(), now.id(), null, Map.of()));
        return true;
    }

    /** False when the number's holder has another account by their other card. */
    private boolean movePhone(Account before, @Nullable PhoneNumber next) {
        if (next != null
                && accounts.withOtherCard(before.subject(), phones.join(next, before.id()))
                        .isPresent()) {
            return false;
        }
        if (before.phone() != null) {
            phones.leave(before.phone(), before.id());
        }
        db.sql("update account set person = :person where id = :id")
                .param(
                        "person",
                        accounts.sealed(before.id(), new Accounts.Person(before.subject(), next, before.email())))
                .param("id", before.id())
                .update();
        return true;
    }

    private void setEmail(Account before, @Nullable EmailAddress next, @Nullable Instant confirmedAt) {
        db.sql("""
            update account set person = :person, email_confirmed_at = :confirmed, email_codes = null where id = :id
            """)
                .param(
                        "person",
                        accounts.sealed(before.id(), new Accounts.Person(before.subject(), before.phone(), next)))
                .param("confirmed", confirmedAt == null ? null : at(confirmedAt), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", before.id())
                .update();
    }

    /** Whoever changes contacts of one account at once does it one after the other. */
    private Account lock(UUID account) {
        db.sql("select id from account where id = :id for update")
                .param("id", account)
                .query(UUID.class)
                .single();
        return accounts.find(account).orElseThrow();
    }

    private boolean drop(UUID account) {
        return db.sql("update contact_change set state = 'CANCELLED', finished_at = :now where account = :account"
                                + " and state = 'WAITING'")
                        .param("now", at(clock.instant()))
                        .param("account", account)
                        .update()
                > 0;
    }

    private void keep(UUID account, Kind kind, Contacts contacts) {
        insert(TimeOrderedId.next(clock), account, kind, contacts, null);
    }

    /** @param due when it takes effect; null when it has */
    private void insert(UUID id, UUID account, Kind kind, Contacts contacts, @Nullable Instant due) {
        var now = at(clock.instant());
        db.sql("""
            insert into contact_change (id, account, kind, state, contacts, asked_at, due_at, finished_at)
            values (:id, :account, :kind, :state, :contacts, :now, :due, :finished)
            """)
                .param("id", id)
                .param("account", account)
                .param("kind", kind.name())
                .param("state", due == null ? "DONE" : "WAITING")
                .param("contacts", vault.seal(CONTACTS, id.toString(), json.writeValueAsBytes(contacts)))
                .param("now", now)
                .param("due", due == null ? null : at(due), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("finished", due == null ? now : null, Types.TIMESTAMP_WITH_TIMEZONE)
                .update();
    }

    private void setPhoneChangedAt(UUID account, @Nullable Instant when) {
        db.sql("update account set phone_changed_at = :when where id = :id")
                .param("when", when == null ? null : at(when), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("id", account)
                .update();
    }

    /** When the phone was last changed; empty when it is the one of the beginning. */
    public Optional<Instant> phoneChangedOn(UUID account) {
        return db.sql("select phone_changed_at from account where id = :id and phone_changed_at is not null")
                .param("id", account)
                .query(OffsetDateTime.class)
                .optional()
                .map(OffsetDateTime::toInstant);
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT6M")
    void forgetOld() {
        db.sql("delete from contact_change where finished_at < :then")
                .param("then", at(clock.instant().minus(kept)))
                .update();
    }

    private Row read(ResultSet row, int number) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var due = row.getObject("due_at", OffsetDateTime.class);
        return new Row(
                id,
                row.getObject("account", UUID.class),
                json.readValue(vault.open(CONTACTS, id.toString(), row.getBytes("contacts")), Contacts.class),
                due == null ? null : due.toInstant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
