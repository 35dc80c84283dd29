package vn.mocua.portal.account;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.database.TimeOrderedId;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.vault.Vault;

/** The certificates of every account. The unique key over their fingerprints decides whose one is. */
@Repository
public class AccountCertificates {

    static final String CALLED = "account_certificate.called";

    /** A responder's answer may be an hour old: only then it is certain that nobody had revoked it before. */
    private static final Duration FIRST_LOOK = Duration.ofHours(1);

    /**
     * One of an account's.
     *
     * @param called by its owner; empty until they say
     * @param since from when it is revoked or on hold, as its authority says; null where it does not say, or is neither
     */
    public record Kept(
            UUID id,
            String authority,
            @Nullable Instant validFrom,
            Instant validTo,
            String called,
            CertificateStanding standing,
            @Nullable Instant since) {

        @Override
        public String toString() {
            return "Kept[" + id + "]";
        }
    }

    /** The sealed part of a row. */
    record Called(String name) {}

    private final JdbcClient db;
    private final JsonMapper json;
    private final Vault vault;
    private final Clock clock;

    AccountCertificates(JdbcClient db, JsonMapper json, Vault vault, Clock clock) {
        this.db = db;
        this.json = json;
        this.vault = vault;
        this.clock = clock;
    }

    /** Whose account one signs in to. */
    public Optional<UUID> holderOf(String fingerprint) {
        return db.sql("""
                select account from account_certificate
                where fingerprint = :fingerprint and standing = 'GOOD' and removed_at is null
                """)
                .param("fingerprint", hash(fingerprint))
                .query(UUID.class)
                .optional();
    }

    /** How one stands; empty when no account knows it. */
    public Optional<CertificateStanding> standingOf(String fingerprint) {
        return db.sql("select standing from account_certificate where fingerprint = :fingerprint")
                .param("fingerprint", hash(fingerprint))
                .query(String.class)
                .optional()
                .map(CertificateStanding::valueOf);
    }

    /** Those of an account, newest first. */
    public List<Kept> of(UUID account) {
        return db.sql("""
                select id, authority, valid_from, valid_to, called, standing, revoked_at from account_certificate
                where account = :account and removed_at is null order by added_at desc, id desc
                """).param("account", account).query(this::read).list();
    }

    /** Whether the owner of an account has taken one off it. */
    public boolean isTakenOff(UUID account, UUID certificate) {
        return db.sql("""
                select exists (select from account_certificate
                    where id = :id and account = :account and removed_at is not null)
                """)
                .param("id", certificate)
                .param("account", account)
                .query(Boolean.class)
                .single();
    }

    /** Keeps what the owner calls one of theirs; nothing happens to one that is not. */
    public void call(UUID account, UUID certificate, String name) {
        db.sql("update account_certificate set called = :called where id = :id and account = :account")
                .param("called", sealed(certificate, name))
                .param("id", certificate)
                .param("account", account)
                .update();
    }

    /** Adds one to an account that may have it already; false when it is another's, or has ended. */
    boolean add(UUID account, AccountCertificate certificate) {
        var id = TimeOrderedId.next(clock);
        var added = db.sql("""
                insert into account_certificate
                    (id, fingerprint, account, authority, valid_from, valid_to, called, added_at, due_at)
                values (:id, :fingerprint, :account, :authority, :from, :to, :called, :now, :due)
                on conflict (fingerprint) do update set removed_at = null
                    where account_certificate.account = excluded.account
                        and account_certificate.standing in ('GOOD', 'ON_HOLD')
                """)
                .param("id", id)
                .param("fingerprint", hash(certificate.fingerprint()))
                .param("account", account)
                .param("authority", certificate.authority())
                .param("from", certificate.validFrom() == null ? null : at(certificate.validFrom()))
                .param("to", at(certificate.validTo()))
                .param("called", sealed(id, ""))
                .param("now", at(clock.instant()))
                .param("due", at(clock.instant().plus(FIRST_LOOK)))
                .update();
        return added == 1;
    }

    /** Puts back one that its owner has taken off; false when none was. */
    boolean putBack(UUID account, Evidence evidence) {
        return AccountCertificate.in(evidence)
                .filter(certificate -> db.sql("""
                        update account_certificate set removed_at = null
                        where fingerprint = :fingerprint and account = :account
                            and removed_at is not null and standing in ('GOOD', 'ON_HOLD')
                        """)
                                .param("fingerprint", hash(certificate.fingerprint()))
                                .param("account", account)
                                .update()
                        == 1)
                .isPresent();
    }

    private Kept read(ResultSet row, int number) throws SQLException {
        var id = row.getObject("id", UUID.class);
        var from = row.getObject("valid_from", OffsetDateTime.class);
        var since = row.getObject("revoked_at", OffsetDateTime.class);
        return new Kept(
                id,
                row.getString("authority"),
                from == null ? null : from.toInstant(),
                row.getObject("valid_to", OffsetDateTime.class).toInstant(),
                json.readValue(vault.open(CALLED, id.toString(), row.getBytes("called")), Called.class)
                        .name(),
                CertificateStanding.valueOf(row.getString("standing")),
                since == null ? null : since.toInstant());
    }

    private byte[] sealed(UUID id, String name) {
        return vault.seal(CALLED, id.toString(), json.writeValueAsBytes(new Called(name)));
    }

    byte[] hash(String fingerprint) {
        return vault.lookup("certificate", fingerprint);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
