package vn.mocua.portal.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.vault.SealBroken;
import vn.mocua.portal.vault.SealedColumn;
import vn.mocua.portal.vault.Vault;

/** Reads the whole trail and says whether it is the one that was written, and where it first is not. */
class Verification {

    /** How long an entry may wait for its seal before its absence is a finding. */
    static final Duration DUE = Duration.ofMinutes(2);

    private static final int BATCH = 1_000;

    private final JdbcClient db;
    private final Vault vault;
    private final Clock clock;

    Verification(JdbcClient db, Vault vault, Clock clock) {
        this.db = db;
        this.vault = vault;
        this.clock = clock;
    }

    sealed interface Answer {
        /** @param upTo the last place in the chain, 0 in an empty one */
        record Intact(long entries, long upTo, String hash) implements Answer {}

        /** @param finding in words: which row, and what is wrong with it */
        record Tampered(String finding) implements Answer {}
    }

    private record Seal(
            long seq,
            UUID entry,
            byte[] prev,
            byte[] hash,
            @Nullable StoredEntry stored,
            byte @Nullable [] address) {}

    private record Checkpoint(long seq, byte[] hash, byte[] signature) {}

    private static final class Found extends RuntimeException {
        Found(String finding) {
            super(finding);
        }
    }

    /**
     * @param from where to begin; what stands before is believed
     * @param anchor places and hashes that were noted elsewhere and must still be there
     */
    Answer verify(long from, List<Anchor> anchors) {
        try {
            return new Reading(from, anchors).read();
        } catch (Found e) {
            return new Answer.Tampered(String.valueOf(e.getMessage()));
        }
    }

    /** A place in the chain as somebody noted it elsewhere: {@code 1234:9f86…}. */
    record Anchor(long seq, String hash) {
        static Optional<Anchor> of(String text) {
            var parts = text.split(":", 2);
            return parts.length == 2 && parts[0].matches("[0-9]{1,18}") && parts[1].matches("[0-9a-f]{64}")
                    ? Optional.of(new Anchor(Long.parseLong(parts[0]), parts[1]))
                    : Optional.empty();
        }
    }

    private final class Reading {

        private final long from;
        private final TreeMap<Long, Anchor> anchors = new TreeMap<>();
        private long last;
        private byte[] hash = StoredEntry.BEGINNING;
        private long signedUpTo;

        Reading(long from, List<Anchor> anchors) {
            this.from = from;
            this.last = from - 1;
            anchors.forEach(anchor -> this.anchors.put(anchor.seq, anchor));
        }

        Answer read() {
            if (from > 1) {
                hash = db.sql("select hash from audit_seal where seq = :seq")
                        .param("seq", from - 1)
                        .query((row, n) -> row.getBytes("hash"))
                        .optional()
                        .orElseThrow(() -> new Found("seal " + (from - 1) + " is missing"));
            }
            signedUpTo = last;
            List<Seal> seals;
            do {
                seals = seals();
                for (var seal : seals) {
                    check(seal, seals);
                    last = seal.seq;
                    hash = seal.hash;
                }
                checkSignatures(seals);
            } while (seals.size() == BATCH);
            checkEnd();
            return new Answer.Intact(last - from + 1, last, HexFormat.of().formatHex(hash));
        }

        private List<Seal> seals() {
            return db.sql("select s.seq, s.entry, s.prev, s.hash, e.*, c.address from audit_seal s"
                            + " left join audit_entry e on e.id = s.entry left join audit_client c on c.entry = s.entry"
                            + " where s.seq > :last order by s.seq limit :batch")
                    .param("last", last)
                    .param("batch", BATCH)
                    .query((row, n) -> new Seal(
                            row.getLong("seq"),
                            row.getObject("entry", UUID.class),
                            row.getBytes("prev"),
                            row.getBytes("hash"),
                            row.getObject("id") == null ? null : StoredEntry.read(row),
                            row.getBytes("address")))
                    .list();
        }

        private void check(Seal seal, List<Seal> around) {
            if (seal.seq != last + 1) {
                throw new Found("seal " + (last + 1) + " was deleted");
            }
            if (seal.stored == null) {
                throw new Found("entry " + seal.entry + " (seal " + seal.seq + ") was deleted");
            }
            if (!Arrays.equals(seal.prev, hash)) {
                throw new Found(
                        "seal " + seal.seq + " does not follow the one before: it was changed, inserted or moved");
            }
            if (!Arrays.equals(seal.hash, seal.stored.hash(seal.seq, hash))) {
                throw new Found(whatChanged(seal, around));
            }
            checkAddress(seal, seal.stored);
            var anchor = anchors.remove(seal.seq);
            if (anchor != null && !anchor.hash.equals(HexFormat.of().formatHex(seal.hash))) {
                throw new Found("seal " + seal.seq + " is not the one that was noted: the chain was made anew");
            }
        }

        private String whatChanged(Seal seal, List<Seal> around) {
            for (var other : around) {
                if (other.stored != null && Arrays.equals(seal.hash, other.stored.hash(seal.seq, hash))) {
                    return "entry " + seal.entry + " (seal " + seal.seq + ") stands in the place of entry "
                            + other.entry + ": the order was changed";
                }
            }
            return "entry " + seal.entry + " (seal " + seal.seq + ") was changed";
        }

        /** An address may have been forgotten, but not exchanged. */
        private void checkAddress(Seal seal, StoredEntry stored) {
            if (seal.address == null) {
                return;
            }
            var row = SealedColumn.row(seal.entry);
            try {
                var address = vault.openText(Audit.ADDRESS.name(), row, seal.address);
                if (!Arrays.equals(stored.clientKey(), vault.lookup(Audit.CLIENT, address))) {
                    throw new Found("the address of entry " + seal.entry + " (seal " + seal.seq + ") was exchanged");
                }
            } catch (SealBroken e) {
                throw new Found("the address of entry " + seal.entry + " (seal " + seal.seq + ") does not open");
            }
        }

        private void checkSignatures(List<Seal> seals) {
            var hashes = new TreeMap<Long, byte[]>();
            seals.forEach(seal -> hashes.put(seal.seq, seal.hash));
            if (hashes.isEmpty()) {
                return;
            }
            var checkpoints = db.sql("select * from audit_checkpoint where seq between :first and :last order by seq")
                    .param("first", hashes.firstKey())
                    .param("last", hashes.lastKey())
                    .query((row, n) ->
                            new Checkpoint(row.getLong("seq"), row.getBytes("hash"), row.getBytes("signature")))
                    .list();
            for (var checkpoint : checkpoints) {
                if (!Arrays.equals(checkpoint.hash, hashes.get(checkpoint.seq))
                        || !vault.signing()
                                .verifies(checkpoint.signature, Chain.signed(checkpoint.seq, checkpoint.hash))) {
                    throw new Found("the signature of checkpoint " + checkpoint.seq + " is not ours for this chain");
                }
                signedUpTo = checkpoint.seq;
            }
        }

        private void checkEnd() {
            db.sql("select seq from audit_checkpoint where seq > :last order by seq limit 1")
                    .param("last", last)
                    .query(Long.class)
                    .optional()
                    .ifPresent(seq -> {
                        throw new Found(
                                "seal " + (last + 1) + " was deleted, checkpoint " + seq + " still knows of it");
                    });
            if (signedUpTo < last) {
                throw new Found("seal " + (signedUpTo + 1) + " and what follows is not signed");
            }
            if (!anchors.isEmpty() && anchors.lastKey() >= from) {
                throw new Found("seal " + anchors.lastKey() + " was noted and is gone");
            }
            var due = clock.instant().minus(DUE).atOffset(ZoneOffset.UTC);
            db.sql("select e.id from audit_entry e where e.at < :due"
                            + " and not exists (select from audit_seal s where s.entry = e.id) order by e.id limit 1")
                    .param("due", due)
                    .query(UUID.class)
                    .optional()
                    .ifPresent(id -> {
                        throw new Found("entry " + id + " is not sealed though long due: it was inserted, or its seal"
                                + " was deleted");
                    });
        }
    }
}
