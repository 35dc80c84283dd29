package vn.mocua.portal.passkey;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import vn.mocua.portal.vault.Vault;

/**
 * What a passkey is given to sign: for one browser and purpose, once, within five minutes (threat T22). A challenge carries
 * its own keyed code, so that nothing is kept of one that is never answered: every look at the sign-in page gives one out.
 */
@Repository
class PasskeyChallenges {

    static final Duration LIFE = Duration.ofMinutes(5);
    /** By how much the clocks of two nodes may differ. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(30);

    private static final int RANDOM = 32;
    private static final int HEAD = RANDOM + Long.BYTES;

    private final JdbcClient db;
    private final Vault vault;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    PasskeyChallenges(JdbcClient db, Vault vault, Clock clock) {
        this.db = db;
        this.vault = vault;
        this.clock = clock;
    }

    /** @param bearer who alone may answer: the browser's own word, and whose session it is */
    byte[] issue(Purpose purpose, String bearer) {
        var head = new byte[HEAD];
        random.nextBytes(head);
        ByteBuffer.wrap(head).putLong(RANDOM, clock.instant().plus(LIFE).toEpochMilli());
        var code = mac(purpose, bearer, head);
        return ByteBuffer.allocate(HEAD + code.length).put(head).put(code).array();
    }

    /**
     * Takes a challenge away, whatever its answer turns out to be worth: of any number at once one gets it. Whoever is not
     * its bearer, or answers for another purpose, gets nothing and takes nothing away.
     */
    boolean take(Purpose purpose, String bearer, byte[] challenge) {
        if (challenge.length <= HEAD) {
            return false;
        }
        var head = Arrays.copyOf(challenge, HEAD);
        var code = Arrays.copyOfRange(challenge, HEAD, challenge.length);
        if (!MessageDigest.isEqual(mac(purpose, bearer, head), code)) {
            return false;
        }
        var expires = Instant.ofEpochMilli(ByteBuffer.wrap(head).getLong(RANDOM));
        var now = clock.instant();
        // No clock gives a challenge more time than it was given, however far it is set back.
        if (!expires.isAfter(now) || expires.isAfter(now.plus(LIFE).plus(CLOCKS_DIFFER))) {
            return false;
        }
        return db.sql("""
                insert into passkey_challenge (answered, expires_at) values (:challenge, :expires) on conflict do nothing
                """)
                        .param(
                                "challenge",
                                vault.lookup(
                                        "passkey-challenge", Base64.getEncoder().encodeToString(head)))
                        .param("expires", expires.plus(CLOCKS_DIFFER).atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT3M")
    void forgetOld() {
        db.sql("delete from passkey_challenge where expires_at < :then")
                .param("then", clock.instant().minus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC))
                .update();
    }

    private byte[] mac(Purpose purpose, String bearer, byte[] head) {
        var whose = (purpose + "|" + bearer).getBytes(StandardCharsets.UTF_8);
        return vault.mac(
                "passkey-challenge",
                ByteBuffer.allocate(head.length + whose.length)
                        .put(head)
                        .put(whose)
                        .array());
    }
}
