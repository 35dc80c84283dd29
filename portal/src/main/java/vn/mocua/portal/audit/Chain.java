package vn.mocua.portal.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.vault.Vault;

/**
 * Chains and signs what was written down.
 *
 * <p>An entry is chained in the order in which it is first seen committed, not in the order of its id or time: what is
 * still to be chained stands in {@code audit_unsealed}, written by the entry's own transaction, so one that commits late
 * is simply chained later and none can fall into a gap.
 */
class Chain {

    private static final Logger LOG = LoggerFactory.getLogger(Chain.class);
    private static final int BATCH = 1_000;
    static final long LOCK = 0x6d6f6375_61756474L;

    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Vault vault;
    private final Clock clock;

    Chain(JdbcClient db, TransactionTemplate transaction, Vault vault, Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.vault = vault;
        this.clock = clock;
    }

    /** Seals all that waits, unless another node is at it; how many entries were sealed. Idle, it is one small query. */
    int sealAll() {
        if (!db.sql("select exists (select from audit_unsealed)")
                .query(Boolean.class)
                .single()) {
            return 0;
        }
        int all = 0;
        int sealed;
        do {
            sealed = transaction.execute(status -> sealSome());
            all += sealed;
        } while (sealed == BATCH);
        return all;
    }

    private record Head(long seq, byte[] hash) {}

    private int sealSome() {
        // Held to the end of the transaction; should two ever get past it, the chain's primary key lets one through.
        if (!db.sql("select pg_try_advisory_xact_lock(:lock)")
                .param("lock", LOCK)
                .query(Boolean.class)
                .single()) {
            return 0;
        }
        var waiting = db.sql("select e.* from audit_unsealed u join audit_entry e on e.id = u.entry"
                        + " order by u.entry limit :batch")
                .param("batch", BATCH)
                .query((row, n) -> StoredEntry.read(row))
                .list();
        if (waiting.isEmpty()) {
            return 0;
        }
        var head = db.sql("select seq, hash from audit_seal order by seq desc limit 1")
                .query((row, n) -> new Head(row.getLong("seq"), row.getBytes("hash")))
                .optional()
                .orElse(new Head(0, StoredEntry.BEGINNING));
        head = append(waiting, head);
        sign(head);
        return waiting.size();
    }

    private Head append(List<StoredEntry> waiting, Head head) {
        var seqs = new ArrayList<Long>();
        var entries = new ArrayList<UUID>();
        var prevs = new ArrayList<byte[]>();
        var hashes = new ArrayList<byte[]>();
        for (var entry : waiting) {
            seqs.add(head.seq + 1);
            entries.add(entry.id());
            prevs.add(head.hash);
            head = new Head(head.seq + 1, entry.hash(head.seq + 1, head.hash));
            hashes.add(head.hash);
        }
        db.sql("insert into audit_seal (seq, entry, prev, hash)"
                        + " select * from unnest(:seqs::bigint[], :entries::uuid[], :prevs::bytea[], :hashes::bytea[])")
                .param("seqs", seqs.toArray(Long[]::new))
                .param("entries", entries.toArray(UUID[]::new))
                .param("prevs", prevs.toArray(byte[][]::new))
                .param("hashes", hashes.toArray(byte[][]::new))
                .update();
        db.sql("delete from audit_unsealed where entry = any(:entries::uuid[])")
                .param("entries", entries.toArray(UUID[]::new))
                .update();
        return head;
    }

    private void sign(Head head) {
        var signature = vault.signing().sign(signed(head.seq, head.hash));
        db.sql("insert into audit_checkpoint (seq, hash, at, signature) values (:seq, :hash, :at, :signature)")
                .param("seq", head.seq)
                .param("hash", head.hash)
                .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                .param("signature", signature)
                .update();
        // Where logs are collected elsewhere, this line is the anchor that the database's owner cannot take back.
        LOG.info("audit trail sealed up to {}:{}", head.seq, HexFormat.of().formatHex(head.hash));
    }

    static byte[] signed(long seq, byte[] hash) {
        var title = "mocua-audit-checkpoint-1".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(title.length + Long.BYTES + hash.length)
                .put(title)
                .putLong(seq)
                .put(hash)
                .array();
    }
}
