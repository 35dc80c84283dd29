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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import vn.mocua.portal.vault.Vault;

/** Devices on which a person need not type a code again. The browser holds a random word; we hold its keyed hash. */
@Repository
public class RememberedDevices {

    /** Thirty days, after which a code is asked again. */
    public static final Duration LIFE = Duration.ofDays(30);

    private final JdbcClient db;
    private final Vault vault;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    RememberedDevices(JdbcClient db, Vault vault, Clock clock) {
        this.db = db;
        this.vault = vault;
        this.clock = clock;
    }

    /** Remembers a device and returns the word that its browser is to keep. */
    public String remember(UUID account) {
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var word = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        db.sql("insert into remembered_device (word, account, expires_at) values (:word, :account, :expires)")
                .param("word", vault.lookup("device", word))
                .param("account", account)
                .param("expires", clock.instant().plus(LIFE).atOffset(ZoneOffset.UTC))
                .update();
        return word;
    }

    /** Whether this browser's word is one that this account remembers. */
    public boolean knows(UUID account, String word) {
        return db.sql("select expires_at from remembered_device where word = :word and account = :account")
                .param("word", vault.lookup("device", word))
                .param("account", account)
                .query(OffsetDateTime.class)
                .optional()
                .filter(expires -> expires.toInstant().isAfter(clock.instant()))
                .isPresent();
    }

    /** Until when each device of an account is remembered. */
    public List<Instant> of(UUID account) {
        return db.sql("select expires_at from remembered_device where account = :account and expires_at > :now"
                        + " order by expires_at")
                .param("account", account)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .query((row, number) ->
                        row.getObject("expires_at", OffsetDateTime.class).toInstant())
                .list();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT3M")
    void forgetExpired() {
        db.sql("delete from remembered_device where expires_at < :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }
}
