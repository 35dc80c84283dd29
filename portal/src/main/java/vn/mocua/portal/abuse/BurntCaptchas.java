package vn.mocua.portal.abuse;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.database.Commit;

/** The captcha tokens that were answered, rightly or not, until they would have expired anyway. */
record BurntCaptchas(JdbcClient db) {

    /** Nodes' clocks may differ by this much without a burnt token coming back to life. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

    /** Whether this was the first time: of any number at once, one is the first. */
    boolean burn(byte[] tokenHash, Instant expires) {
        OwnTransaction.demand();
        return db.sql("insert into burnt_captcha (token_hash, expires_at) select ?, ? from " + Commit.SOON
                                + " on conflict do nothing")
                        .param(tokenHash)
                        .param(expires.plus(CLOCKS_APART).atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }

    void forgetExpired(Instant now) {
        db.sql("delete from burnt_captcha where expires_at < ?")
                .param(now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
