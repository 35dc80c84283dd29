package vn.mocua.portal.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.vault.Vault;

/**
 * How the certificates of accounts stand, and what falls with them. The row says who was first to find something out, so
 * that what follows happens once.
 */
@Repository
public class CertificateStandings {

    /** One that is looked at from time to time, even when its owner took it off. */
    public record Watched(
            UUID id,
            UUID account,
            CertificateStanding standing,
            Instant validTo,
            @Nullable Instant warnedAt) {}

    /**
     * What fell with one.
     *
     * @param proofs how many were withdrawn
     * @param newest when the last of them was made; null when there was none
     */
    public record Fallen(
            Ial before, Ial after, int proofs, @Nullable Instant newest) {}

    /** What came of taking one off. */
    public enum Removal {
        REMOVED,
        /** Without it nobody could sign in to the account any more. */
        LAST_WAY_IN,
        NOT_THERE
    }

    /** For longer no node remembers what an authority said. */
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private record Held(UUID id, Evidence evidence) {}

    private static final UUID NO_CERTIFICATE = new UUID(0, 0);

    private final JdbcClient db;
    private final JsonMapper json;
    private final Vault vault;
    private final Accounts accounts;
    private final AccountCertificates certificates;
    private final ObjectProvider<FurtherWayIn> further;
    private final Clock clock;

    CertificateStandings(
            JdbcClient db,
            JsonMapper json,
            Vault vault,
            Accounts accounts,
            AccountCertificates certificates,
            ObjectProvider<FurtherWayIn> further,
            Clock clock) {
        this.db = db;
        this.json = json;
        this.vault = vault;
        this.accounts = accounts;
        this.certificates = certificates;
        this.further = further;
        this.clock = clock;
    }

    /** Takes some that are due; who takes one and is never heard of again leaves it to others after the lease. */
    public List<Watched> claim(int most, Duration lease) {
        return db.sql("""
                with due as (
                    select id from account_certificate where due_at <= :now
                    order by due_at limit :most for update skip locked)
                update account_certificate c set due_at = :lease from due where c.id = due.id
                returning c.id, c.account, c.standing, c.valid_to, c.warned_at
                """)
                .param("lease", at(clock.instant().plus(lease)))
                .param("now", at(clock.instant()))
                .param("most", most)
                .query(CertificateStandings::read)
                .list();
    }

    /** The one with this fingerprint, unless no account knows it or it has ended. */
    public Optional<Watched> find(String fingerprint) {
        return db.sql("""
                select id, account, standing, valid_to, warned_at from account_certificate
                where fingerprint = :fingerprint and due_at is not null
                """)
                .param("fingerprint", certificates.hash(fingerprint))
                .query(CertificateStandings::read)
                .optional();
    }

    /** The proof that holds the certificate itself; empty when no evidence names one. */
    public Optional<UUID> proofOf(Watched certificate) {
        return broughtBy(certificate.id(), certificate.account()).stream()
                .flatMap(each -> Stream.ofNullable(each.evidence().answers().get("proof")))
                .map(UUID::fromString)
                .findFirst();
    }

    /**
     * When it is looked at next.
     *
     * @param answered whether its authority has answered just now
     */
    public void lookAgain(UUID certificate, Instant due, boolean answered) {
        db.sql("""
                update account_certificate
                set due_at = :due, checked_at = case when :answered then :now else checked_at end
                where id = :id and due_at is not null
                """)
                .param("due", at(due))
                .param("answered", answered)
                .param("now", at(clock.instant()))
                .param("id", certificate)
                .update();
    }

    /** It is on hold from now on. False when it is that already, or has ended. */
    @Transactional
    public boolean hold(Watched certificate, @Nullable Instant since) {
        return turn(certificate, "standing = 'GOOD'", CertificateStanding.ON_HOLD, since);
    }

    /** It is on hold no longer. False when it was not, or when what says so may be older than the hold. */
    @Transactional
    public boolean release(Watched certificate) {
        return db.sql("""
                update account_certificate set standing = 'GOOD', revoked_at = null, checked_at = :now
                where id = :id and standing = 'ON_HOLD' and checked_at <= :settled
                """)
                        .param("now", at(clock.instant()))
                        .param("id", certificate.id())
                        .param("settled", at(clock.instant().minus(REMEMBERED)))
                        .update()
                == 1;
    }

    /** It has ended, and withdraws what it proved. Empty when it had ended before. */
    @Transactional
    public Optional<Fallen> end(Watched certificate, CertificateStanding standing, @Nullable Instant since) {
        lock(certificate.account());
        var before = levelOf(certificate.account());
        if (!turn(certificate, "standing in ('GOOD', 'ON_HOLD')", standing, since)) {
            return Optional.empty();
        }
        var falling = broughtBy(certificate.id(), certificate.account());
        var withdrawn = db.sql("""
                update account_evidence set withdrawn_at = :now where id = any(:ids) and withdrawn_at is null
                """)
                .param("now", at(clock.instant()))
                .param("ids", falling.stream().map(Held::id).toArray(UUID[]::new))
                .update();
        var newest = falling.stream()
                .map(each -> each.evidence().obtainedAt())
                .max(Instant::compareTo)
                .orElse(null);
        return Optional.of(new Fallen(before, levelOf(certificate.account()), withdrawn, newest));
    }

    /**
     * Notes that its owner hears that it ends. False when they heard since a moment, or have another that outlives it.
     *
     * @param since null when whatever they heard before is enough
     */
    @Transactional
    public boolean warn(Watched certificate, @Nullable Instant since) {
        return db.sql("""
                update account_certificate c set warned_at = :now
                where id = :id and due_at is not null and (warned_at is null or warned_at < :since)
                    and not exists (
                        select from account_certificate other
                        where other.account = c.account and other.standing = 'GOOD' and other.removed_at is null
                            and other.valid_to > c.valid_to)
                """)
                        .param("now", at(clock.instant()))
                        .param("id", certificate.id())
                        .param("since", since == null ? null : at(since), Types.TIMESTAMP_WITH_TIMEZONE)
                        .update()
                == 1;
    }

    /** Whether the owner can sign in without this one. */
    public boolean hasAnotherWayIn(UUID account, UUID certificate) {
        return hasPasswordOrKey(account, certificate) || further.stream().anyMatch(each -> each.opens(account));
    }

    /** Whether nobody could sign in to the account any more without this one; one that is over opens nothing. */
    public boolean isLastWayIn(UUID account, UUID certificate, CertificateStanding standing) {
        return !standing.isOver() && !hasAnotherWayIn(account, certificate);
    }

    /** Whether an account has a way in besides those that this room keeps. */
    public boolean hasWayInBeside(UUID account, String room) {
        return hasPasswordOrKey(account, NO_CERTIFICATE)
                || further.stream().filter(each -> !each.key().equals(room)).anyMatch(each -> each.opens(account));
    }

    /** Whether the holder of an account can sign in by a key alone: no password, no phone, nobody else's word. */
    public boolean opensByKey(UUID account) {
        return hasKey(account, NO_CERTIFICATE)
                || further.stream().filter(FurtherWayIn::isByKey).anyMatch(each -> each.opens(account));
    }

    private boolean hasPasswordOrKey(UUID account, UUID certificate) {
        return db.sql("select password_hash is not null from account where id = :account")
                        .param("account", account)
                        .query(Boolean.class)
                        .single()
                || hasKey(account, certificate);
    }

    private boolean hasKey(UUID account, UUID certificate) {
        return db.sql("""
                select exists (
                    select from account_certificate
                    where account = :account and id <> :certificate and standing = 'GOOD' and removed_at is null
                        and valid_to > :now)
                """)
                .param("account", account)
                .param("certificate", certificate)
                .param("now", at(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    /** Its owner takes it off: nobody signs in by it any more. What it proved stands, and it is looked at as before. */
    @Transactional
    public Removal remove(UUID account, UUID certificate) {
        lock(account);
        var standing = db.sql("""
                select standing from account_certificate
                where id = :id and account = :account and removed_at is null
                """)
                .param("id", certificate)
                .param("account", account)
                .query(String.class)
                .optional()
                .map(CertificateStanding::valueOf);
        if (standing.isEmpty()) {
            return Removal.NOT_THERE;
        }
        if (isLastWayIn(account, certificate, standing.get())) {
            return Removal.LAST_WAY_IN;
        }
        db.sql("update account_certificate set removed_at = :now where id = :id")
                .param("now", at(clock.instant()))
                .param("id", certificate)
                .update();
        return Removal.REMOVED;
    }

    private boolean turn(Watched certificate, String from, CertificateStanding to, @Nullable Instant since) {
        return db.sql("""
                update account_certificate
                set standing = :standing, revoked_at = :since, checked_at = :now,
                    due_at = case when :over then null else due_at end
                where id = :id and\s""" + from)
                        .param("standing", to.name())
                        .param("since", since == null ? null : at(since), Types.TIMESTAMP_WITH_TIMEZONE)
                        .param("now", at(clock.instant()))
                        .param("over", to.isOver())
                        .param("id", certificate.id())
                        .update()
                == 1;
    }

    /** Proofs may be added meanwhile; but of two certificates at once one ends, or is taken off, after the other. */
    private void lock(UUID account) {
        db.sql("select id from account where id = :id for no key update")
                .param("id", account)
                .query(UUID.class)
                .single();
    }

    private Ial levelOf(UUID account) {
        return accounts.find(account).orElseThrow().ial();
    }

    /** The evidence that it brought, whether it stands or not. */
    private List<Held> broughtBy(UUID certificate, UUID account) {
        var fingerprint = db.sql("select fingerprint from account_certificate where id = :id")
                .param("id", certificate)
                .query(byte[].class)
                .single();
        return db
                .sql("""
                select id, statement from account_evidence
                where account = :account and strength = 'KEY_PROVEN'
                """)
                .param("account", account)
                .query((row, number) -> new Held(
                        row.getObject("id", UUID.class),
                        json.readValue(
                                vault.open(AccountEvidence.EVIDENCE, row.getString("id"), row.getBytes("statement")),
                                Evidence.class)))
                .list()
                .stream()
                .filter(each -> AccountCertificate.in(each.evidence())
                        .filter(named -> Arrays.equals(certificates.hash(named.fingerprint()), fingerprint))
                        .isPresent())
                .toList();
    }

    private static Watched read(ResultSet row, int number) throws SQLException {
        var warned = row.getObject("warned_at", OffsetDateTime.class);
        return new Watched(
                row.getObject("id", UUID.class),
                row.getObject("account", UUID.class),
                CertificateStanding.valueOf(row.getString("standing")),
                Objects.requireNonNull(row.getObject("valid_to", OffsetDateTime.class))
                        .toInstant(),
                warned == null ? null : warned.toInstant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
