package vn.mocua.portal.account;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Numbers that only grow, for all accounts together. Whoever begins something that takes a while notes the newest; an
 * account that was given a newer one meanwhile shuts them out (decision 48).
 */
@Repository
public class Generations {

    private final JdbcClient db;

    Generations(JdbcClient db) {
        this.db = db;
    }

    /** The newest that any account was given: it tells nothing of any of them. */
    public int latest() {
        return db.sql("select last_value from account_generation")
                .query(Integer.class)
                .single();
    }

    /**
     * Whether nobody has taken an account back since: by proving to be its owner, or by saying that something was not
     * them. Until the caller's transaction ends nobody does.
     *
     * @param noted by {@link #latest} when the caller began; null in a draft of before, which is begun anew
     */
    public boolean isUntaken(UUID account, @Nullable Integer noted) {
        return noted != null
                && db.sql("select taken_back <= :noted from account where id = :id for update")
                        .param("noted", noted)
                        .param("id", account)
                        .query(Boolean.class)
                        .optional()
                        .orElse(false);
    }
}
