package vn.mocua.portal.evidence;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.evidence.Worker.Archived;
import vn.mocua.portal.vault.SealedColumn;
import vn.mocua.portal.vault.Vault;

/** The sealed form of every proof, once it has one. */
@Repository
class Archives {

    static final SealedColumn ARCHIVE = SealedColumn.of("signature_archive", "proof", "archive");

    private final JdbcClient db;
    private final Vault vault;
    private final Audit audit;
    private final Clock clock;

    Archives(JdbcClient db, Vault vault, Audit audit, Clock clock) {
        this.db = db;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
    }

    Optional<byte[]> of(UUID proof) {
        return db.sql("select archive from signature_archive where proof = :proof")
                .param("proof", proof)
                .query((row, number) -> vault.open(ARCHIVE.name(), SealedColumn.row(proof), row.getBytes("archive")))
                .optional();
    }

    /** Of these, those that have no archive yet. */
    List<UUID> missing(List<UUID> proofs) {
        return db.sql("""
            select proof from unnest(:proofs) as asked (proof)
            where not exists (select from signature_archive there where there.proof = asked.proof)
            """)
                .param("proofs", proofs.toArray(UUID[]::new))
                .query((row, number) -> row.getObject("proof", UUID.class))
                .list();
    }

    /** Those whose last time stamp ends before then. */
    List<UUID> endingBefore(Instant then, int most) {
        return db.sql(
                        "select proof from signature_archive where renew_before < :then order by renew_before limit :most")
                .param("then", then.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, number) -> row.getObject("proof", UUID.class))
                .list();
    }

    /** Keeps an archive in place of the former one, if there is one. */
    @Transactional
    public void keep(UUID proof, Archived archived) {
        db.sql("""
            insert into signature_archive (proof, archive, renew_before, archived_at)
            values (:proof, :archive, :renew, :now)
            on conflict (proof) do update
                set archive = excluded.archive, renew_before = excluded.renew_before, archived_at = excluded.archived_at
            """)
                .param("proof", proof)
                .param("archive", vault.seal(ARCHIVE.name(), SealedColumn.row(proof), archived.archive()))
                .param("renew", archived.renewBefore().atOffset(ZoneOffset.UTC))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record(Act.of("evidence.archived", "system").with("proof", proof.toString()));
    }
}
