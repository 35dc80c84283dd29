package vn.mocua.portal.signing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.database.TimeOrderedId;
import vn.mocua.portal.vault.SealedColumn;
import vn.mocua.portal.vault.Vault;

/**
 * What was signed, by whom, and what the authorities said of it: kept sealed, and never changed. It is kept as long as some
 * evidence names it among its answers, as {@code proof}.
 */
@Repository
public class Proofs {

    static final SealedColumn RECORD = SealedColumn.of("signature_proof", "id", "record");

    /** What is sealed; lists stand apart, by their hashes. */
    record Kept(
            Purpose purpose,
            byte[] statement,
            byte[] answer,
            String origin,
            byte[] certificate,
            List<byte[]> chain,
            byte @Nullable [] ocsp,
            List<byte[]> lists,
            Instant checkedAt) {}

    private final JdbcClient db;
    private final JsonMapper json;
    private final Vault vault;
    private final Audit audit;
    private final Clock clock;

    Proofs(JdbcClient db, JsonMapper json, Vault vault, Audit audit, Clock clock) {
        this.db = db;
        this.json = json;
        this.vault = vault;
        this.audit = audit;
        this.clock = clock;
    }

    /** Read at one moment: with a proof that goes, its lists may go. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Optional<Proof> find(UUID id) {
        return db.sql("select form, record, made_at from signature_proof where id = :id")
                .param("id", id)
                .query((row, number) -> proof(
                        id,
                        row.getString("form"),
                        json.readValue(
                                vault.open(RECORD.name(), SealedColumn.row(id), row.getBytes("record")), Kept.class),
                        row.getObject("made_at", OffsetDateTime.class).toInstant()))
                .optional();
    }

    /** Those that evidence of an account names, oldest first, behind one of them or from the beginning. */
    public List<UUID> held(@Nullable UUID behind, int most) {
        return db.sql("""
            select id from signature_proof
            where exists (select from account_evidence where proof = signature_proof.id)
                and (cast(:behind as uuid) is null or id > :behind)
            order by id limit :most
            """)
                .param("behind", behind)
                .param("most", most)
                .query((row, number) -> row.getObject("id", UUID.class))
                .list();
    }

    /** Keeps a proof, and writes it down in the audit trail, in one transaction. */
    @Transactional
    public UUID keep(
            String form,
            Asked asked,
            Challenge challenge,
            byte[] answer,
            String origin,
            CheckedCertificate certificate,
            Verdict.Grounds grounds) {
        var id = TimeOrderedId.next(clock);
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        var lists = new TreeMap<String, byte[]>();
        grounds.lists().forEach(list -> lists.put(HexFormat.of().formatHex(Digest.sha256(list)), list));
        var hashes = List.of(hashes(lists));
        var kept = new Kept(
                asked.purpose(),
                challenge.statement(),
                answer,
                origin,
                certificate.der(),
                grounds.chain(),
                grounds.ocsp(),
                hashes,
                grounds.at());
        // Lists are shared, and so are there almost always.
        db.sql("""
            with kept as (
                insert into signature_proof (id, form, record, made_at, lists) values (:id, :form, :record, :now, :count)),
            held as (select hash from signature_list where hash = any(:lists) for key share)
            insert into signature_proof_list (proof, list) select :id, hash from held returning list
            """)
                .param("id", id)
                .param("form", form)
                .param("record", vault.seal(RECORD.name(), SealedColumn.row(id), json.writeValueAsBytes(kept)))
                .param("now", now)
                .param("count", hashes.size())
                .param("lists", hashes.toArray(byte[][]::new))
                .query(byte[].class)
                .list()
                .forEach(hash -> lists.remove(HexFormat.of().formatHex(hash)));
        if (!lists.isEmpty()) {
            addMissing(id, lists, now);
        }
        audit.record(SignedAnswers.act("signature.proved", form, asked).with("proof", id.toString()));
        return id;
    }

    private void addMissing(UUID proof, Map<String, byte[]> lists, OffsetDateTime now) {
        hold(lists, now);
        db.sql("insert into signature_proof_list (proof, list) select :id, unnest(:lists)")
                .param("id", proof)
                .param("lists", hashes(lists))
                .update();
    }

    private static byte[][] hashes(Map<String, byte[]> lists) {
        return lists.keySet().stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new);
    }

    /** Sees to it that lists are there, and that they stay until this transaction's proof refers to them. */
    private void hold(Map<String, byte[]> lists, OffsetDateTime now) {
        var missing = new LinkedHashMap<>(lists);
        while (!missing.isEmpty()) {
            db.sql("select hash from signature_list where hash = any(:hashes) for key share")
                    .param("hashes", hashes(missing))
                    .query(byte[].class)
                    .list()
                    .forEach(hash -> missing.remove(HexFormat.of().formatHex(hash)));
            if (missing.isEmpty()) {
                return;
            }
            // In one order everywhere, or two who keep the same two would wait for each other.
            missing.forEach((hash, list) -> db.sql(
                            "insert into signature_list (hash, list, kept_at) values (:hash, :list, :now) on conflict do nothing")
                    .param("hash", HexFormat.of().parseHex(hash))
                    .param("list", list)
                    .param("now", now)
                    .update());
        }
    }

    /** Writes beside a proof of an earlier version on which lists it rests, as is under its seal. */
    void countLists(UUID id) {
        var hashes = db.sql("select record from signature_proof where id = :id and lists is null for no key update")
                .param("id", id)
                .query(byte[].class)
                .optional()
                .map(record -> json.readValue(vault.open(RECORD.name(), SealedColumn.row(id), record), Kept.class)
                        .lists());
        hashes.ifPresent(lists -> {
            db.sql("""
                with counted as (update signature_proof set lists = :count where id = :id)
                insert into signature_proof_list (proof, list) select :id, unnest(:lists) on conflict do nothing
                """)
                    .param("id", id)
                    .param("count", lists.size())
                    .param("lists", lists.toArray(byte[][]::new))
                    .update();
        });
    }

    /** Of a registration that was given up nothing stays past a day, nor of signing in: no evidence came of those. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT4M")
    void forgetUnnamed() {
        db.sql("""
            delete from signature_proof p
            where made_at < :then and not exists (select from account_evidence e where e.proof = p.id)
            """)
                .param("then", clock.instant().minus(Duration.ofDays(1)).atOffset(ZoneOffset.UTC))
                .update();
    }

    private Proof proof(UUID id, String form, Kept kept, Instant at) {
        var lists = kept.lists().stream().map(this::list).toList();
        return new Proof(
                id,
                form,
                kept.purpose(),
                kept.statement(),
                kept.answer(),
                kept.origin(),
                kept.certificate(),
                new Verdict.Grounds(kept.chain(), kept.ocsp(), lists, kept.checkedAt()),
                at);
    }

    private byte[] list(byte[] hash) {
        return db.sql("select list from signature_list where hash = :hash")
                .param("hash", hash)
                .query(byte[].class)
                .single();
    }
}
