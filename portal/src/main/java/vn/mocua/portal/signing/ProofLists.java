package vn.mocua.portal.signing;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.command.WhileServing;

/**
 * Deletes revocation lists on which no proof rests any more. Lists are large, and each authority issues one every few hours.
 *
 * <p>A list that a proof refers to the database does not let go. What proofs of an earlier version rest on stands under their
 * seals; until all of them have been looked at nothing is deleted.
 */
@Component
@WhileServing
class ProofLists {

    private static final Logger LOG = LoggerFactory.getLogger(ProofLists.class);

    /** Of all nodes one at a time, to the end of its transaction. */
    static final long LOCK = 0x6d6f6375_6c697374L;

    /** Longer than a proof that no evidence names is kept. */
    static final Duration UNUSED = Duration.ofDays(7);

    private static final int PROOFS = 100;
    private static final int LISTS = 20;

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Proofs proofs;
    private final MeterRegistry meters;
    private final Clock clock;

    ProofLists(JdbcClient db, TransactionTemplate transaction, Proofs proofs, MeterRegistry meters, Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.proofs = proofs;
        this.meters = meters;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT6M")
    void run() {
        try {
            countUncounted();
            int some;
            do {
                some = forgetSome();
                meters.counter("mocua.signing.lists", "outcome", "deleted").increment(some);
            } while (some == LISTS);
        } catch (DataAccessException | TransactionException e) {
            LOG.warn("unused revocation lists are not deleted: {}", e.getClass().getSimpleName());
        }
    }

    private void countUncounted() {
        UUID behind = null;
        List<UUID> some;
        do {
            some = uncounted(behind);
            for (var proof : some) {
                count(proof);
                behind = proof;
            }
        } while (some.size() == PROOFS);
    }

    private List<UUID> uncounted(@Nullable UUID behind) {
        return db.sql("""
            select id from signature_proof
            where lists is null and (cast(:behind as uuid) is null or id > :behind)
            order by id limit :most
            """)
                .param("behind", behind)
                .param("most", PROOFS)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    private void count(UUID proof) {
        try {
            transaction.executeWithoutResult(status -> proofs.countLists(proof));
        } catch (DataAccessException | TransactionException e) {
            throw e;
        } catch (RuntimeException e) {
            // One that does not open, or whose list is not there, is a matter for `evidence verify`.
            LOG.error("proof {} does not say on which revocation lists it rests: none is deleted", proof, e);
            meters.counter("mocua.signing.lists", "outcome", "unclear").increment();
        }
    }

    private int forgetSome() {
        return transaction.execute(status -> {
            if (!db.sql("select pg_try_advisory_xact_lock(:lock)")
                    .param("lock", LOCK)
                    .query(Boolean.class)
                    .single()) {
                return 0;
            }
            // Who keeps a proof meanwhile holds its lists: those are passed over.
            return db.sql("""
                delete from signature_list where hash in (
                    select hash from signature_list l
                    where kept_at < :then
                        and not exists (select from signature_proof_list r where r.list = l.hash)
                        and not exists (select from signature_proof where lists is null)
                    order by kept_at limit :most
                    for update skip locked)
                """)
                    .param("then", clock.instant().minus(UNUSED).atOffset(ZoneOffset.UTC))
                    .param("most", LISTS)
                    .update();
        });
    }
}
