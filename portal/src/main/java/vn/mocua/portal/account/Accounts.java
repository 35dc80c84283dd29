package vn.mocua.portal.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.database.TimeOrderedId;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.vault.Vault;

/** Every account. The primary key of its identifiers, not a question asked beforehand, decides who came first. */
@Repository
public class Accounts {

    static final String PERSON = "account.person";

    /** What came of opening an account. */
    public sealed interface Opening {

        record Opened(UUID account) implements Opening {}

        /** This person has one already; nothing was written that outlives the caller's rolled back transaction. */
        record Existing() implements Opening {}
    }

    /** What came of adding a proof to an account. */
    public enum Adding {
        ADDED,
        /** All of it stood there before, its certificate too; nothing was written. */
        STOOD_BEFORE,
        /** What it proves stood there before; its certificate, which the owner had taken off, opens the account again. */
        PUT_BACK,
        /** An identifier in it belongs to another account; the caller rolls its transaction back. */
        SOMEBODY_ELSES
    }

    /** The sealed part of an account's row. */
    record Person(
            Subject subject,
            @Nullable PhoneNumber phone,
            @Nullable EmailAddress email) {}

    private final JdbcClient db;
    private final JsonMapper json;
    private final Vault vault;
    private final AccountPhones phones;
    private final AccountCertificates certificates;
    private final AccountEvidence evidence;
    private final Consents consents;
    private final Audit audit;
    private final Clock clock;

    Accounts(
            JdbcClient db,
            JsonMapper json,
            Vault vault,
            AccountPhones phones,
            AccountCertificates certificates,
            AccountEvidence evidence,
            Consents consents,
            Audit audit,
            Clock clock) {
        this.db = db;
        this.json = json;
        this.vault = vault;
        this.phones = phones;
        this.certificates = certificates;
        this.evidence = evidence;
        this.consents = consents;
        this.audit = audit;
        this.clock = clock;
    }

    /** The account that holds one of these identifiers; a courtesy to the person, not the rule. */
    public Optional<UUID> holderOf(Collection<Identifier> identifiers) {
        for (var identifier : identifiers) {
            var holder = db.sql("select account from account_identifier where kind = :kind and value_hash = :hash")
                    .param("kind", identifier.kind().name())
                    .param("hash", hash(identifier))
                    .query(UUID.class)
                    .optional();
            if (holder.isPresent()) {
                return holder;
            }
        }
        return Optional.empty();
    }

    /** The account that holds an identifier and has that phone. Both are always looked for: time tells nothing. */
    public Optional<UUID> reachedAt(Identifier identifier, PhoneNumber phone) {
        var there = phones.accountsAt(phone);
        return holderOf(List.of(identifier)).filter(there::contains);
    }

    /**
     * The account of somebody who answered at this phone: one that holds an identifier of theirs, or that was opened at
     * the same phone with the person's other card (threat T03). As much a courtesy as the other.
     *
     * @param phone null for somebody who proved who they are without one
     */
    public Optional<UUID> holderOf(Subject subject, @Nullable PhoneNumber phone) {
        return holderOf(subject.identifiers())
                .or(() -> phone == null ? Optional.empty() : withOtherCard(subject, phones.accountsAt(phone)));
    }

    Optional<UUID> withOtherCard(Subject subject, List<UUID> atTheSamePhone) {
        return subject instanceof Citizen citizen
                ? atTheSamePhone.stream()
                        .filter(each -> subjectOf(each) instanceof Citizen other && citizen.holdsOtherCardOf(other))
                        .findFirst()
                : Optional.empty();
    }

    /**
     * Opens an account, or tells that this person has one; then the caller rolls its transaction back.
     * Two openings at once for one person: the second waits for the first at the primary key of the phone or of the
     * identifier, and is told.
     */
    @Transactional
    public Opening open(NewAccount account) {
        var id = TimeOrderedId.next(clock);
        // In one order for everybody, first the phone, so that two openings never wait for each other.
        var phone = account.phone();
        if (phone != null
                && withOtherCard(account.subject(), phones.join(phone, id)).isPresent()) {
            return new Opening.Existing();
        }
        if (!insert(id, account)) {
            return new Opening.Existing();
        }
        for (var each : account.evidence()) {
            if (!keepCertificate(id, each)) {
                return new Opening.Existing();
            }
            evidence.add(id, each);
        }
        var ial = Ial.from(account.evidence()).name();
        var method = account.evidence().getFirst().method();
        audit.record(new Act(
                "account.opened", "account:" + id, id, account.address(), Map.of("method", method, "level", ial)));
        return new Opening.Opened(id);
    }

    /** The account, its identifiers and what its owner agreed to; false when an identifier is another's. */
    private boolean insert(UUID id, NewAccount account) {
        var subject = account.subject();
        var identifiers = ordered(subject.identifiers());
        var agreed = List.copyOf(account.consents().entrySet());
        return db.sql("""
                with opened as (
                    insert into account
                        (id, kind, status, person, password_hash, language, opened_at, last_signed_in_at)
                    values (:id, :kind, :status, :person, :password, :language, :now, :now)),
                agreed as (
                    insert into account_consent (account, document, version, given_at)
                    select :id, document, version, :now from unnest(:documents, :versions) as consent (document, version))
                insert into account_identifier (kind, value_hash, account)
                select kind, hash, :id from unnest(:kinds, :hashes) as claimed (kind, hash) on conflict do nothing
                """)
                        .param("id", id)
                        .param("kind", subject.kind().name())
                        .param("status", firstStatusOf(subject.kind()).name())
                        .param("person", sealed(id, new Person(subject, account.phone(), account.email())))
                        .param("password", account.passwordHash())
                        .param("language", account.language())
                        .param("now", at(clock.instant()))
                        .param(
                                "documents",
                                agreed.stream().map(Map.Entry::getKey).toArray(String[]::new))
                        .param(
                                "versions",
                                agreed.stream().map(Map.Entry::getValue).toArray(String[]::new))
                        .param(
                                "kinds",
                                identifiers.stream()
                                        .map(each -> each.kind().name())
                                        .toArray(String[]::new))
                        .param("hashes", identifiers.stream().map(this::hash).toArray(byte[][]::new))
                        .update()
                == identifiers.size();
    }

    /** Two administrators approve an agency before it can sign in. */
    private static Account.Status firstStatusOf(SubjectKind kind) {
        return kind == SubjectKind.AGENCY ? Account.Status.PENDING : Account.Status.ACTIVE;
    }

    /** Evidence by a key brings its certificate along; false when that is another's. */
    private boolean keepCertificate(UUID account, Evidence evidence) {
        return AccountCertificate.in(evidence)
                .map(certificate -> certificates.add(account, certificate))
                .orElse(true);
    }

    /** In one order for everybody, so that two claims never wait for each other. */
    private static List<Identifier> ordered(Collection<Identifier> identifiers) {
        return identifiers.stream()
                .sorted(Comparator.comparing(Identifier::kind).thenComparing(Identifier::value))
                .toList();
    }

    /** False when one is another's. */
    private boolean claim(Collection<Identifier> identifiers, UUID account) {
        for (var identifier : ordered(identifiers)) {
            var claimed = db.sql("""
                insert into account_identifier (kind, value_hash, account) values (:kind, :hash, :id)
                on conflict do nothing
                """)
                    .param("kind", identifier.kind().name())
                    .param("hash", hash(identifier))
                    .param("id", account)
                    .update();
            if (claimed == 0 && !holderOf(List.of(identifier)).equals(Optional.of(account))) {
                return false;
            }
        }
        return true;
    }

    /** Whether what an authority says of somebody is said of the holder of this account. */
    public boolean isHeldBy(UUID account, Subject subject) {
        return find(account)
                .flatMap(each -> holderOf(subject, each.phone()))
                .filter(account::equals)
                .isPresent();
    }

    /**
     * Adds proofs to an account, and the identifiers that they bring: a card's other number becomes the holder's too.
     * One certificate proves the same however often it signs: what stands by it is not written again.
     */
    @Transactional
    public Adding add(UUID account, List<Evidence> evidence, Map<String, String> consents, String address) {
        var adding = Adding.STOOD_BEFORE;
        for (var each : evidence) {
            var isPutBack = certificates.putBack(account, each);
            if (!claim(each.subject().identifiers(), account) || !keepCertificate(account, each)) {
                return Adding.SOMEBODY_ELSES;
            }
            var details = Map.of("method", each.method(), "level", each.ial().name());
            if (!this.evidence.stands(account, each)) {
                this.evidence.add(account, each);
                audit.record(new Act("account.evidence-added", "account:" + account, account, address, details));
                adding = Adding.ADDED;
            } else if (isPutBack) {
                audit.record(new Act("certificate.put-back", "account:" + account, account, address, details));
                adding = adding == Adding.ADDED ? adding : Adding.PUT_BACK;
            }
        }
        this.consents.give(account, consents);
        return adding;
    }

    /** Whether somebody may sign in, without opening anything sealed; empty when there is no such account. */
    public Optional<Account.Status> statusOf(UUID id) {
        return db.sql("select status from account where id = :id")
                .param("id", id)
                .query((row, number) -> Account.Status.valueOf(row.getString("status")))
                .optional();
    }

    /** One, with what stands for it: a row for each proof, or one when there is none. */
    public Optional<Account> find(UUID id) {
        return db.sql("""
            select a.id, a.status, a.person, a.email_confirmed_at, a.email_codes, a.phone_changed_at, a.opened_at,
                case when a.status = 'ACTIVE' then a.closing_at end as closing_at,
                a.password_hash is not null as has_password,
                exists (select from contact_change c where c.account = a.id and c.state = 'WAITING') as is_phone_changing,
                exists (select from account_certificate c where c.account = a.id and c.removed_at is null)
                    as has_certificates,
                e.id as evidence, e.statement
            from account a left join account_evidence e on e.account = a.id and e.withdrawn_at is null
            where a.id = :id order by e.obtained_at
            """).param("id", id).query(this::readAll);
    }

    /** Accounts that wait to be approved, who has waited longest first. */
    public List<Account> pending() {
        return db
                .sql("select id from account where status = 'PENDING' order by opened_at, id")
                .query((row, number) -> row.getObject("id", UUID.class))
                .list()
                .stream()
                .flatMap(id -> find(id).stream())
                .toList();
    }

    /** Ends the waiting of an account, once; a refused one gives back what it held. False when it does not wait. */
    @Transactional
    public boolean leavePending(UUID id, Account.Status status) {
        var left = db.sql("update account set status = :status where id = :id and status = 'PENDING'")
                .param("status", status.name())
                .param("id", id)
                .update();
        if (left == 1 && status == Account.Status.REFUSED) {
            db.sql("select release_refused(:id)")
                    .param("id", id)
                    .query((row, number) -> id)
                    .list();
        }
        return left == 1;
    }

    /**
     * Changes whether somebody may sign in, if it still is as the caller thinks; false otherwise. Whose account may be
     * signed in to again has just proved to be its owner: how long nobody signed in is counted from then on.
     *
     * @param action for the record of acts, such as {@code account.frozen}
     * @param actor who did it, as {@link Act} writes it
     * @param client the address it came from; null when it came from none
     */
    @Transactional
    public boolean turn(
            UUID id, Account.Status from, Account.Status to, String action, String actor, @Nullable String client) {
        var turned = db.sql("""
                update account set status = :to,
                    taken_back = case when 'FROZEN' = :to then nextval('account_generation') else taken_back end,
                    last_signed_in_at = case when 'ACTIVE' = :to then :now else last_signed_in_at end,
                    dormancy_notices = 0, dormancy_told_at = null
                where id = :id and status = :from
                """)
                .param("to", to.name())
                .param("now", at(clock.instant()))
                .param("id", id)
                .param("from", from.name())
                .update();
        if (turned == 1) {
            audit.record(new Act(action, actor, id, client, Map.of()));
        }
        return turned == 1;
    }

    /**
     * Opens an account again for whoever proved to be its holder: with another password, and perhaps another phone. How
     * long nobody signed in is counted from then on.
     *
     * @param passwordHash null when there is none to choose; what was there before is worth nothing any more
     * @param phone that they answered; null when the one that is known stays
     * @return how the account stood before; empty when it is not one that its holder can get back into
     */
    @Transactional
    public Optional<Account.Status> recover(
            UUID id, @Nullable String passwordHash, @Nullable PhoneNumber phone, String actor, String client) {
        var former = db.sql("select status from account where id = :id for update")
                .param("id", id)
                .query((row, number) -> Account.Status.valueOf(row.getString("status")))
                .optional()
                .filter(Account.Status::isRecoverable);
        if (former.isEmpty()) {
            return Optional.empty();
        }
        if (phone != null) {
            reachAt(id, phone);
        }
        db.sql("""
                update account set status = 'ACTIVE', password_hash = :hash, taken_back = nextval('account_generation'),
                    last_signed_in_at = :now, dormancy_notices = 0, dormancy_told_at = null
                where id = :id
                """)
                .param("hash", passwordHash)
                .param("now", at(clock.instant()))
                .param("id", id)
                .update();
        audit.record(new Act(
                "recovery.recovered",
                actor,
                id,
                client,
                Map.of("from", former.get().name(), "phone", phone == null ? "kept" : "changed")));
        return former;
    }

    /** Puts a phone in the place of the one that is known. In the transaction of whatever is the reason. */
    @Transactional
    public void reachAt(UUID id, PhoneNumber phone) {
        var account = find(id).orElseThrow();
        phones.join(phone, id);
        db.sql("update account set person = :person where id = :id")
                .param("person", sealed(id, new Person(account.subject(), phone, account.email())))
                .param("id", id)
                .update();
    }

    /** Takes away a password that somebody else may have chosen; nobody signs in by it any more, nor chooses another. */
    @Transactional
    public void dropPassword(UUID id) {
        db.sql("update account set password_hash = null, taken_back = nextval('account_generation') where id = :id")
                .param("id", id)
                .update();
    }

    /** Whether this is the phone at which the owner is reached. */
    public boolean isReachedAt(UUID id, PhoneNumber phone) {
        return db
                .sql("select person from account where id = :id")
                .param("id", id)
                .query((row, number) -> person(id, row.getBytes("person")).phone())
                .stream()
                .anyMatch(phone::equals);
    }

    /** Whoever else changes this account waits until the caller's transaction has ended. */
    @Transactional
    public void hold(UUID id) {
        db.sql("select id from account where id = :id for no key update")
                .param("id", id)
                .query(UUID.class)
                .optional();
    }

    public boolean wasOpenedSince(UUID id, Instant then) {
        return db.sql("select exists (select from account where id = :id and opened_at > :then)")
                .param("id", id)
                .param("then", at(then))
                .query(Boolean.class)
                .single();
    }

    /** Whose account it is, without its proofs. */
    public Optional<Subject> subject(UUID id) {
        return Optional.ofNullable(subjectOf(id));
    }

    /** Whose accounts some are; those that there are not are left out. */
    public Map<UUID, Subject> subjects(Collection<UUID> ids) {
        var subjects = new HashMap<UUID, Subject>();
        db.sql("select id, person from account where id in (:ids)")
                .param("ids", ids)
                .query(row -> {
                    var id = row.getObject("id", UUID.class);
                    subjects.put(id, person(id, row.getBytes("person")).subject());
                });
        return subjects;
    }

    private @Nullable Subject subjectOf(UUID id) {
        return db.sql("select person from account where id = :id")
                .param("id", id)
                .query((row, number) -> person(id, row.getBytes("person")).subject())
                .optional()
                .orElse(null);
    }

    /** Keeps the transaction under which codes are sent to the e-mail address. */
    public void noteEmailCodes(UUID id, UUID transaction) {
        db.sql("update account set email_codes = :transaction where id = :id")
                .param("transaction", transaction)
                .param("id", id)
                .update();
    }

    /** Takes the e-mail address as confirmed, if it still is the one that was confirmed. */
    @Transactional
    public void confirmEmail(UUID id, EmailAddress address, String clientAddress) {
        var current = find(id).map(Account::email);
        if (current.isPresent() && current.get().equals(address)) {
            db.sql("update account set email_confirmed_at = :now where id = :id and email_confirmed_at is null")
                    .param("now", at(clock.instant()))
                    .param("id", id)
                    .update();
            audit.record(new Act("account.email-confirmed", "account:" + id, id, clientAddress, Map.of()));
        }
    }

    private Optional<Account> readAll(ResultSet rows) throws SQLException {
        if (!rows.next()) {
            return Optional.empty();
        }
        var account = read(rows);
        return Optional.of(account.provedBy(evidence.from(rows)));
    }

    /** All but what stands for it. */
    private Account read(ResultSet row) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var person = person(id, row.getBytes("person"));
        return new Account(
                id,
                Account.Status.valueOf(row.getString("status")),
                person.subject(),
                person.phone(),
                person.email(),
                instant(row, "email_confirmed_at"),
                row.getObject("email_codes", UUID.class),
                instant(row, "phone_changed_at"),
                row.getBoolean("is_phone_changing"),
                row.getBoolean("has_password"),
                row.getBoolean("has_certificates"),
                row.getObject("opened_at", OffsetDateTime.class).toInstant(),
                instant(row, "closing_at"),
                List.of());
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    byte[] sealed(UUID id, Person person) {
        return vault.seal(PERSON, id.toString(), json.writeValueAsBytes(person));
    }

    Person person(UUID id, byte[] sealed) {
        return json.readValue(vault.open(PERSON, id.toString(), sealed), Person.class);
    }

    byte[] hash(Identifier identifier) {
        return vault.lookup("identifier " + identifier.kind(), identifier.value());
    }

    /** The keyed hash of an identifier, for limits and the like; the same for everybody who asks. */
    public String keyOf(Identifier identifier) {
        return Base64.getEncoder().encodeToString(hash(identifier));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
