package vn.mocua.portal.signing;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import vn.mocua.portal.database.Commit;
import vn.mocua.portal.database.TimeOrderedId;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.vault.Vault;

/** What was given out to be signed: each for one bearer, purpose and kind, once, within five minutes. */
@Repository
public class Challenges {

    private static final Duration LIFE = Duration.ofMinutes(5);
    /** By how much the clocks of two nodes may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

    private static final int RANDOM = 32;
    private static final String ANY = "ANY";

    private final JdbcClient db;
    private final Vault vault;
    private final Origin origin;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    Challenges(JdbcClient db, Vault vault, Origin origin, Clock clock) {
        this.db = db;
        this.vault = vault;
        this.origin = origin;
        this.clock = clock;
    }

    /**
     * Makes a challenge. Its commit does not wait: the page on which it is shown stands in whatever its caller saves next.
     *
     * @param kind whom the certificate must name; null where any kind will do
     * @param bearer who alone may answer it, such as the draft's id
     * @param locale the language in which it is asked, {@code vi} or {@code en}
     */
    public Challenge issue(Purpose purpose, @Nullable SubjectKind kind, String bearer, String locale) {
        var id = TimeOrderedId.next(clock);
        var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        var chance = new byte[RANDOM];
        random.nextBytes(chance);
        var statement = new Statement(id, purpose, kind, origin.value(), locale, chance, now).encoded();
        var expires = now.plus(LIFE);
        db.sql("""
            insert into signature_challenge (id, purpose, kind, bearer_hash, statement, issued_at, expires_at)
            select :id, :purpose, :kind, :bearer, :statement, :now, :expires from %s
            """.formatted(Commit.SOON))
                .param("id", id)
                .param("purpose", purpose.name())
                .param("kind", word(kind))
                .param("bearer", hash(bearer))
                .param("statement", new String(statement, StandardCharsets.US_ASCII))
                .param("now", at(now))
                .param("expires", at(expires))
                .update();
        return challenge(id, purpose, statement, expires);
    }

    /** For showing the page again; empty when it was answered, is over, or is another's. */
    public Optional<Challenge> find(UUID id, String bearer) {
        return db.sql("""
            select id, purpose, statement, expires_at from signature_challenge
            where id = :id and bearer_hash = :bearer and used_at is null
              and expires_at > :now and expires_at <= :last
            """)
                .param("id", id)
                .param("bearer", hash(bearer))
                .param("now", at(clock.instant()))
                .param("last", at(last()))
                .query(Challenges::read)
                .optional();
    }

    /**
     * Takes a challenge away, for good but for {@link #giveBack}: of any number at once one gets it. Who is not its bearer,
     * or asks for another purpose or kind, gets nothing and takes nothing away. The commit does not wait: what comes of the
     * answer is written down before anybody hears of it, and takes this along.
     */
    Optional<Challenge> consume(Asked asked) {
        return db.sql("""
            update signature_challenge set used_at = :now from %s
            where id = :id and bearer_hash = :bearer and purpose = :purpose and kind = :kind and used_at is null
              and expires_at > :now and expires_at <= :last
            returning id, purpose, statement, expires_at
            """.formatted(Commit.SOON))
                .param("id", asked.challenge())
                .param("bearer", hash(asked.bearer()))
                .param("purpose", asked.purpose().name())
                .param("kind", word(asked.kind()))
                .param("now", at(clock.instant()))
                .param("last", at(last()))
                .query(Challenges::read)
                .optional();
    }

    /** Its answer could not be judged, and nothing came of it: it may be sent once more. */
    void giveBack(Challenge challenge) {
        db.sql("update signature_challenge set used_at = null where id = :id")
                .param("id", challenge.id())
                .update();
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT3M")
    void forgetOld() {
        db.sql("delete from signature_challenge where expires_at < :then")
                .param("then", at(clock.instant().minus(Duration.ofHours(1))))
                .update();
    }

    /** No clock gives a challenge more time than it was given, however far it is set back. */
    private Instant last() {
        return clock.instant().plus(LIFE).plus(CLOCKS_DIFFER);
    }

    private byte[] hash(String bearer) {
        return vault.lookup("signature-bearer", bearer);
    }

    private static String word(@Nullable SubjectKind kind) {
        return kind == null ? ANY : kind.name();
    }

    private static Challenge read(ResultSet row, int number) throws SQLException {
        return challenge(
                row.getObject("id", UUID.class),
                Purpose.valueOf(row.getString("purpose")),
                row.getString("statement").getBytes(StandardCharsets.US_ASCII),
                row.getObject("expires_at", OffsetDateTime.class).toInstant());
    }

    private static Challenge challenge(UUID id, Purpose purpose, byte[] statement, Instant expires) {
        var nonce = Statement.nonce(purpose, statement);
        return new Challenge(id, nonce, statement, Challenge.codeOf(nonce), expires);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
