package vn.mocua.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.audit.Verification.Anchor;
import vn.mocua.portal.audit.Verification.Answer.Intact;
import vn.mocua.portal.audit.Verification.Answer.Tampered;
import vn.mocua.portal.vault.TestVault;
import vn.mocua.portal.vault.Vault;

/** The chain, and what is found out when somebody lays hands on it behind the application. */
class ChainTest {

    private TestDatabase.Separate database;
    private Path keyring;
    private Vault vault;
    private Audit audit;
    private TransactionTemplate atOnce;
    private Chain chain;
    private JdbcClient owner;

    @BeforeEach
    void aTrail() {
        database = TestDatabase.separate("chain_" + Long.toString(System.nanoTime(), 36));
        keyring = TestVault.newKeyring();
        vault = TestVault.on(database.asPortal(), keyring);
        var portal = database.asPortal();
        audit = new Audit(JdbcClient.create(portal), vault, Clock.systemUTC());
        atOnce = new TransactionTemplate(new JdbcTransactionManager(portal));
        chain = TestAudit.chain(database.asPortal(), vault);
        owner = JdbcClient.create(database.asOwner());
    }

    @Test
    void anEmptyTrailIsIntact() {
        assertThat(chain.sealAll()).isZero();
        assertThat(verify()).isInstanceOf(Intact.class);
    }

    @Tag("slow")
    @Test
    void whatWasWrittenIsChainedOnceAndIntact() {
        write(2_500);

        assertThat(chain.sealAll()).isEqualTo(2_500);
        assertThat(chain.sealAll()).isZero();
        assertThat(verify()).isInstanceOfSatisfying(Intact.class, intact -> {
            assertThat(intact.entries()).isEqualTo(2_500);
            assertThat(intact.upTo()).isEqualTo(2_500);
        });
        assertThat(count("audit_unsealed")).isZero();
    }

    @Test
    void whatTheClockOrThePlaceOfAnIdSaysDoesNotMatter() throws Exception {
        // A transaction that began first commits last: its entry has the lowest id and is chained last.
        var slow = database.asPortal();
        var transactionOfSlow = new TransactionTemplate(new JdbcTransactionManager(slow));
        var recorded = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var late = threads.submit(() -> transactionOfSlow.execute(status -> {
                new Audit(JdbcClient.create(slow), vault, Clock.systemUTC()).record(Act.of("slow.act", "system"));
                recorded.countDown();
                return await(mayCommit);
            }));
            assertThat(recorded.await(60, TimeUnit.SECONDS)).isTrue();
            write(3);
            assertThat(chain.sealAll()).isEqualTo(3);
            mayCommit.countDown();
            assertThat(late.get()).isTrue();
        }
        assertThat(chain.sealAll()).isEqualTo(1);
        assertThat(verify()).isInstanceOf(Intact.class);
    }

    @Test
    void manyWritersAndTwoSealersLeaveNoGapAndNoFork() throws Exception {
        var end = new AtomicBoolean();
        var sealed = new AtomicInteger();
        var rolledBack = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sealers = new ArrayList<Future<?>>();
            for (int i = 0; i < 2; i++) {
                var mine = TestAudit.chain(database.asPortal(), vault);
                sealers.add(threads.submit(() -> {
                    while (!end.get()) {
                        sealed.addAndGet(mine.sealAll());
                    }
                }));
            }
            var writers = new ArrayList<Future<?>>();
            for (int i = 0; i < 8; i++) {
                var writer = i;
                writers.add(threads.submit(() -> {
                    var mine = database.asPortal();
                    var transaction = new TransactionTemplate(new JdbcTransactionManager(mine));
                    var mineToo = new Audit(JdbcClient.create(mine), vault, Clock.systemUTC());
                    for (int act = 0; act < 50; act++) {
                        var fails = (act + writer) % 7 == 0;
                        transaction.executeWithoutResult(status -> {
                            mineToo.record(Act.of("some.act", "system").from("203.0.113.7"));
                            if (fails) {
                                status.setRollbackOnly();
                                rolledBack.incrementAndGet();
                            }
                        });
                    }
                }));
            }
            for (var each : writers) {
                each.get();
            }
            end.set(true);
            for (var each : sealers) {
                each.get();
            }
        }
        sealed.addAndGet(chain.sealAll());

        assertThat(sealed.get()).isEqualTo(400 - rolledBack.get());
        assertThat(verify())
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.entries()).isEqualTo(sealed.get()));
    }

    @Test
    void aSealerThatIsNotAloneLeavesTheWorkToTheOther() throws Exception {
        write(1);
        try (var other = database.asPortal().getConnection()) {
            other.setAutoCommit(false);
            other.createStatement().execute("select pg_advisory_xact_lock(" + Chain.LOCK + ")");
            assertThat(chain.sealAll()).isZero();
        }
        assertThat(chain.sealAll()).isEqualTo(1);
    }

    @Test
    void aChangedEntryIsNamed() {
        writeAndSeal(20);
        // None of theirs: within a millisecond they are sealed in any order.
        behind("update audit_entry set details = 'number=21' where id = '" + entryAt(7) + "'");

        assertThat(finding()).isEqualTo("entry " + entryAt(7) + " (seal 7) was changed");
    }

    @Test
    void everyFieldIsCovered() {
        for (var change : List.of(
                "at = at + interval '1 microsecond'",
                "action = 'other.act'",
                "actor = 'officer:1'",
                "subject = gen_random_uuid()",
                "subject = null",
                "client_key = null",
                "client_key = '\\x00'",
                "details = ''")) {
            aTrail();
            writeAndSeal(3);
            behind("update audit_entry set " + change + " where id = '" + entryAt(2) + "'");
            assertThat(finding()).as(change).startsWith("entry " + entryAt(2) + " (seal 2) was changed");
        }
    }

    @Test
    void aDeletedEntryIsNamed() {
        writeAndSeal(20);
        var gone = entryAt(7);
        behind("delete from audit_entry where id = '" + gone + "'");

        assertThat(finding()).isEqualTo("entry " + gone + " (seal 7) was deleted");
    }

    @Test
    void aDeletedEntryIsNamedEvenWithItsSeal() {
        writeAndSeal(20);
        behind("delete from audit_entry where id = '" + entryAt(7) + "'");
        behind("delete from audit_seal where seq = 7");

        assertThat(finding()).isEqualTo("seal 7 was deleted");
    }

    @Test
    void theLastEntriesTakenOutWithTheirSealsAreMissed() {
        writeAndSeal(20);
        behind("delete from audit_entry where id = '" + entryAt(20) + "'");
        behind("delete from audit_seal where seq = 20");

        assertThat(finding()).isEqualTo("seal 20 was deleted, checkpoint 20 still knows of it");
    }

    @Test
    void aTrailCutAtASignatureIsFoundByWhatWasNotedElsewhere() {
        writeAndSeal(10);
        writeAndSeal(10);
        var noted = ((Intact) verify());
        behind("delete from audit_entry where id in (select entry from audit_seal where seq > 10)");
        behind("delete from audit_seal where seq > 10");
        behind("delete from audit_checkpoint where seq > 10");

        assertThat(verify()).isInstanceOf(Intact.class);
        assertThat(verification().verify(1, List.of(new Anchor(noted.upTo(), noted.hash()))))
                .isEqualTo(new Tampered("seal 20 was noted and is gone"));
    }

    @Test
    void anInsertedEntryIsNamed() {
        writeAndSeal(20);
        behind("insert into audit_entry values ('00000000-0000-7000-8000-000000000001',"
                + " now() - interval '1 hour', 'account.opened', 'visitor', null, null, '')");

        assertThat(finding()).startsWith("entry 00000000-0000-7000-8000-000000000001 is not sealed though long due");
    }

    @Test
    void anInsertedEntryIsNamedEvenWithASealOfItsOwn() {
        writeAndSeal(20);
        behind("insert into audit_entry values ('00000000-0000-7000-8000-000000000001',"
                + " now() - interval '1 hour', 'account.opened', 'visitor', null, null, '')");
        var forged = owner.sql("select * from audit_entry where id = '00000000-0000-7000-8000-000000000001'")
                .query((row, n) -> StoredEntry.read(row))
                .single();
        var head = owner.sql("select hash from audit_seal where seq = 20")
                .query((row, n) -> row.getBytes(1))
                .single();
        owner.sql("insert into audit_seal values (21, :entry, :prev, :hash)")
                .param("entry", forged.id())
                .param("prev", head)
                .param("hash", forged.hash(21, head))
                .update();

        assertThat(finding()).isEqualTo("seal 21 and what follows is not signed");
    }

    @Test
    void entriesInEachOthersPlaceAreNamed() {
        writeAndSeal(20);
        var seventh = entryAt(7);
        var eighth = entryAt(8);
        behind("update audit_seal set entry = '00000000-0000-0000-0000-000000000000' where seq = 7");
        behind("update audit_seal set entry = '" + seventh + "' where seq = 8");
        behind("update audit_seal set entry = '" + eighth + "' where seq = 7");

        assertThat(finding())
                .isEqualTo("entry " + eighth + " (seal 7) stands in the place of entry " + seventh
                        + ": the order was changed");
    }

    @Test
    void aChainMadeAnewWithoutTheKeyIsNotOurs() {
        writeAndSeal(5);
        behind("update audit_entry set details = 'number=forged' where id = '" + entryAt(3) + "'");
        var hash = owner.sql("select hash from audit_seal where seq = 2")
                .query((row, n) -> row.getBytes(1))
                .single();
        for (long seq = 3; seq <= 5; seq++) {
            var entry = owner.sql("select e.* from audit_entry e join audit_seal s on s.entry = e.id where seq = :seq")
                    .param("seq", seq)
                    .query((row, n) -> StoredEntry.read(row))
                    .single();
            var prev = hash;
            hash = entry.hash(seq, prev);
            unguarded("update audit_seal set prev = :prev, hash = :hash where seq = :seq", prev, hash, seq);
        }
        unguarded("update audit_checkpoint set hash = :hash where seq = :seq and :prev is not null", hash, hash, 5);

        assertThat(finding()).isEqualTo("the signature of checkpoint 5 is not ours for this chain");
    }

    @Test
    void anExchangedAddressIsNamedAndAForgottenOneIsNot() {
        writeAndSeal(5);
        owner.sql("delete from audit_client where entry = :entry")
                .param("entry", UUID.fromString(entryAt(2)))
                .update();
        assertThat(verify()).isInstanceOf(Intact.class);

        owner.sql("update audit_client set address = :address where entry = :entry")
                .param("entry", UUID.fromString(entryAt(3)))
                .param("address", vault.seal("audit_client.address", entryAt(3), "198.51.100.1"))
                .update();
        assertThat(finding()).isEqualTo("the address of entry " + entryAt(3) + " (seal 3) was exchanged");
    }

    @Test
    void whatIsNotSealedYetIsNoFinding() {
        writeAndSeal(5);
        write(2);

        assertThat(verify()).isInstanceOf(Intact.class);
    }

    @Test
    void anEntryThatTheSealerNeverSawIsAFindingLater() {
        writeAndSeal(5);
        write(1);
        owner.sql("delete from audit_unsealed").update();
        assertThat(chain.sealAll()).isZero();

        var later = Clock.offset(Clock.systemUTC(), Verification.DUE.plus(Duration.ofSeconds(1)));
        var answer = new Verification(JdbcClient.create(database.asPortal()), vault, later).verify(1, List.of());
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Tampered.class, found -> assertThat(found.finding()).contains("is not sealed though long due"));
    }

    @Test
    void itCanBeReadFromASealOn() {
        writeAndSeal(10);
        behind("update audit_entry set details = '' where id = '" + entryAt(4) + "'");

        assertThat(verification().verify(4, List.of())).isInstanceOf(Tampered.class);
        assertThat(verification().verify(5, List.of()))
                .isInstanceOfSatisfying(
                        Intact.class, intact -> assertThat(intact.entries()).isEqualTo(6));
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void write(int count) {
        atOnce.executeWithoutResult(status -> {
            for (int i = 0; i < count; i++) {
                audit.record(Act.of("some.act", "system")
                        .on(new UUID(1, i))
                        .from("203.0.113.7")
                        .with("number", "" + i));
            }
        });
    }

    private void writeAndSeal(int count) {
        write(count);
        assertThat(chain.sealAll()).isEqualTo(count);
        assertThat(verify()).isInstanceOf(Intact.class);
    }

    private String entryAt(long seq) {
        return owner.sql("select entry::text from audit_seal where seq = :seq")
                .param("seq", seq)
                .query((row, n) -> row.getString(1))
                .single();
    }

    private Verification verification() {
        return new Verification(JdbcClient.create(database.asPortal()), vault, Clock.systemUTC());
    }

    private Verification.Answer verify() {
        return verification().verify(1, List.of());
    }

    private String finding() {
        return verify() instanceof Tampered(var finding) ? finding : "none";
    }

    /** As the owner of the tables, who can switch the triggers off. */
    private void behind(String sql) {
        open(() -> assertThat(owner.sql(sql).update()).isPositive());
    }

    private void unguarded(String sql, byte[] prev, byte[] hash, long seq) {
        open(() -> owner.sql(sql)
                .param("prev", prev)
                .param("hash", hash)
                .param("seq", seq)
                .update());
    }

    private void open(Runnable act) {
        var tables = List.of("audit_entry", "audit_seal", "audit_checkpoint");
        tables.forEach(table ->
                owner.sql("alter table " + table + " disable trigger user").update());
        act.run();
        tables.forEach(table ->
                owner.sql("alter table " + table + " enable trigger user").update());
    }

    private long count(String table) {
        return owner.sql("select count(*) from " + table).query(Long.class).single();
    }
}
