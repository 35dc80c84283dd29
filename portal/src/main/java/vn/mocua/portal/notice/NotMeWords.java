package vn.mocua.portal.notice;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import vn.mocua.portal.database.TimeOrderedId;
import vn.mocua.portal.vault.Vault;

/**
 * The words by which an owner answers a notice with "that was not me": a link for mails, a code that can be typed for
 * short messages. Only their keyed hashes are kept.
 */
@Repository
public class NotMeWords {

    /** Letters and digits that nobody takes for one another. Ten of them are 50 bits. */
    private static final String LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    private static final int CODE_LENGTH = 10;
    private static final int LINK_BYTES = 24;

    /** What one notice carries. */
    record Issued(String link, String code) {

        @Override
        public String toString() {
            return "Issued[***]";
        }
    }

    /**
     * What somebody was told.
     *
     * @param notice its key
     */
    public record Told(UUID id, UUID account, String notice, Instant toldAt) {}

    private final JdbcClient db;
    private final Vault vault;
    private final Clock clock;
    private final Duration life;
    private final SecureRandom random = new SecureRandom();

    /** @param life ten days: long enough for whoever was away, short enough that an old mail freezes nobody's account */
    NotMeWords(JdbcClient db, Vault vault, Clock clock, @Value("${mocua.notice.answerable:10d}") Duration life) {
        if (life.compareTo(Duration.ofDays(2)) < 0 || life.compareTo(Duration.ofDays(30)) > 0) {
            throw new IllegalStateException("mocua.notice.answerable is 2 to 30 days");
        }
        this.db = db;
        this.vault = vault;
        this.clock = clock;
        this.life = life;
    }

    Issued issue(UUID account, String notice) {
        var bytes = new byte[LINK_BYTES];
        random.nextBytes(bytes);
        var link = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        var code = new StringBuilder();
        for (var i = 0; i < CODE_LENGTH; i++) {
            code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        var now = clock.instant();
        db.sql("""
                insert into not_me_word (id, account, notice, link_hash, code_hash, told_at, expires_at)
                values (:id, :account, :notice, :link, :code, :now, :expires)
                """)
                .param("id", TimeOrderedId.next(clock))
                .param("account", account)
                .param("notice", notice)
                .param("link", hash("link", link))
                .param("code", hash("code", code.toString()))
                .param("now", at(now))
                .param("expires", at(now.plus(life)))
                .update();
        return new Issued(link, code.insert(5, '-').toString());
    }

    /** What a link tells of; empty when there is none of it, it has run out, or it was answered. */
    public Optional<Told> byLink(String link) {
        return find("link_hash", hash("link", link));
    }

    /** What a code tells of, however it is spaced and whichever case it is in; as {@link #byLink}. */
    public Optional<Told> byCode(String code) {
        return find("code_hash", hash("code", code.replaceAll("[\\s.-]", "").toUpperCase(Locale.ROOT)));
    }

    /** Marks a notice as answered, in the transaction of what follows from it; false when it was before. */
    public boolean answer(Told told) {
        return db.sql("update not_me_word set answered_at = :now where id = :id and answered_at is null")
                        .param("now", at(clock.instant()))
                        .param("id", told.id())
                        .update()
                == 1;
    }

    /** Whether the owner said so of something, lately. */
    public boolean wasAnswered(UUID account, Instant since) {
        return db.sql("select exists (select from not_me_word where account = :account and answered_at > :since)")
                .param("account", account)
                .param("since", at(since))
                .query(Boolean.class)
                .single();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT4M")
    void forgetExpired() {
        db.sql("delete from not_me_word where expires_at < :now")
                .param("now", at(clock.instant()))
                .update();
    }

    private Optional<Told> find(String column, byte[] hash) {
        return db.sql("select id, account, notice, told_at from not_me_word where " + column + " = :hash"
                        + " and answered_at is null and expires_at > :now")
                .param("hash", hash)
                .param("now", at(clock.instant()))
                .query((row, number) -> new Told(
                        row.getObject("id", UUID.class),
                        row.getObject("account", UUID.class),
                        row.getString("notice"),
                        row.getObject("told_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    private byte[] hash(String kind, String word) {
        return vault.lookup("not-me " + kind, word);
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
