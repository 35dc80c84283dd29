package vn.mocua.portal.account;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import vn.mocua.portal.vault.Vault;

/** Devices on which a person need not type a code again. The browser holds a random word; we hold its keyed hash. */
@Repository
public class RememberedDevices {

    private final JdbcClient db;
    private final Vault vault;
    private final Clock clock;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();

    /** @param life after which a code is asked again */
    RememberedDevices(
            JdbcClient db, Vault vault, Clock clock, @Value("${mocua.session.remembered:30d}") Duration life) {
        if (life.compareTo(Duration.ofDays(1)) < 0 || life.compareTo(Duration.ofDays(90)) > 0) {
            throw new IllegalStateException("mocua.session.remembered is 1 to 90 days");
        }
        this.db = db;
        this.vault = vault;
        this.clock = clock;
        this.life = life;
    }

    /** How long one is remembered. */
    public Duration life() {
        return life;
    }

    /**
     * Remembers a device and returns the word that its browser is to keep.
     *
     * @param generation of the session that was granted on it: should all have been ended meanwhile, so has this
     */
    public String remember(UUID account, int generation) {
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var word = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        db.sql("""
                insert into remembered_device (word, account, generation, expires_at)
                values (:word, :account, :generation, :expires)
                """)
                .param("word", hash(word))
                .param("account", account)
                .param("generation", generation)
                .param("expires", clock.instant().plus(life).atOffset(ZoneOffset.UTC))
                .update();
        return word;
    }

    /** Whether this browser's word is one that this account remembers. */
    public boolean knows(UUID account, String word) {
        return db.sql("""
                select d.expires_at from remembered_device d
                join account a on a.id = d.account and a.session_generation = d.generation
                where d.word = :word and d.account = :account
                """)
                .param("word", hash(word))
                .param("account", account)
                .query(OffsetDateTime.class)
                .optional()
                .filter(expires -> expires.toInstant().isAfter(clock.instant()))
                .isPresent();
    }

    /** Until when each device of an account is remembered. */
    public List<Instant> of(UUID account) {
        return db.sql("""
                select d.expires_at from remembered_device d
                join account a on a.id = d.account and a.session_generation = d.generation
                where d.account = :account and d.expires_at > :now order by d.expires_at
                """)
                .param("account", account)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, number) ->
                        row.getObject("expires_at", OffsetDateTime.class).toInstant())
                .list();
    }

    /** As the database knows the word. */
    byte[] hash(String word) {
        return vault.lookup("device", word);
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT3M")
    void forgetExpired() {
        db.sql("delete from remembered_device where expires_at < :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
