package vn.mocua.portal.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.audit.TestAudit;
import vn.mocua.portal.identity.OrganisationName;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.vault.TestVault;

/** Revocation lists stay as long as a proof rests on them, and no longer. */
class ProofListsTest {

    private static final Duration LATER = ProofLists.UNUSED.plusHours(1);

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-26T06:00:00Z"));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private TestDatabase.Separate database;
    private JdbcClient db;
    private TransactionTemplate transaction;
    private Proofs proofs;
    private ProofLists lists;

    @BeforeEach
    void begin() {
        database = TestDatabase.separate("lists_" + Long.toString(System.nanoTime(), 36));
        db = JdbcClient.create(database.asPortal());
        transaction = new TransactionTemplate(new JdbcTransactionManager(database.asPortal()));
        proofs = new Proofs(db, JsonMapper.shared(), TestVault.vault(), TestAudit.on(database.asPortal()), clock);
        lists = new ProofLists(db, transaction, proofs, meters, clock);
    }

    @Test
    void listsThatAProofRestsOnStayAndTheOthersGo() {
        var given = keep("root", "given up");
        var held = keep("root", "held");
        name(held);
        clock.advance(LATER);
        lists.run();
        assertThat(kept()).containsExactlyInAnyOrder("root", "given up", "held");
        proofs.forgetUnnamed();
        assertThat(proofs.find(given)).isEmpty();
        lists.run();
        assertThat(kept()).containsExactlyInAnyOrder("root", "held");
        assertThat(listsOf(held)).containsExactly("root", "held");
        assertThat(meters.counter("mocua.signing.lists", "outcome", "deleted").count())
                .isEqualTo(1);
    }

    @Test
    void aListThatNobodyNeedsStaysForAWhileAndManyGoInSmallLots() {
        for (int i = 0; i < 45; i++) {
            keep("list " + i);
        }
        clock.advance(Duration.ofDays(2));
        proofs.forgetUnnamed();
        lists.run();
        assertThat(kept()).hasSize(45);
        clock.advance(LATER);
        lists.run();
        assertThat(kept()).isEmpty();
    }

    @Test
    void whoeverKeepsAProofMeanwhileHoldsItsLists() {
        db.sql("delete from signature_proof where id = :id")
                .param("id", keep("old"))
                .update();
        clock.advance(LATER);
        var proof = transaction.execute(status -> {
            var id = keepWithin("old");
            inAnotherThread(lists::run);
            return id;
        });
        assertThat(listsOf(proof)).containsExactly("old");
    }

    @Test
    void aListThatIsJustBeingDeletedIsKeptAnew() throws Exception {
        db.sql("delete from signature_proof where id = :id")
                .param("id", keep("old"))
                .update();
        clock.advance(LATER);
        var deleted = new CountDownLatch(1);
        var waits = new CountDownLatch(1);
        var proof = new AtomicReference<UUID>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var deletion = threads.submit(() -> transaction.executeWithoutResult(status -> {
                db.sql("delete from signature_list").update();
                deleted.countDown();
                await(waits);
            }));
            await(deleted);
            var keeping = threads.submit(() -> proof.set(keep("old")));
            assertThatThrownBy(() -> keeping.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            waits.countDown();
            deletion.get();
            keeping.get();
        }
        assertThat(listsOf(proof.get())).containsExactly("old");
    }

    @Test
    void nothingIsDeletedBeforeEveryProofOfAnEarlierVersionSaysOnWhatItRests() {
        var proof = keep("root", "old");
        name(proof);
        asAnEarlierVersionKeptIt(proof);
        var broken = keep("other");
        name(broken);
        asAnEarlierVersionKeptIt(broken);
        var record = JdbcClient.create(database.asOwner())
                .sql("select record from signature_proof where id = :id")
                .param("id", broken)
                .query(byte[].class)
                .single();
        JdbcClient.create(database.asOwner())
                .sql("update signature_proof set record = '\\x00' where id = :id")
                .param("id", broken)
                .update();
        keepAlone("nobody's");
        clock.advance(LATER);
        lists.run();
        assertThat(kept()).contains("root", "old", "nobody's");
        assertThat(meters.counter("mocua.signing.lists", "outcome", "unclear").count())
                .isEqualTo(1);
        JdbcClient.create(database.asOwner())
                .sql("update signature_proof set record = :record where id = :id")
                .param("record", record)
                .param("id", broken)
                .update();
        lists.run();
        assertThat(kept()).containsExactlyInAnyOrder("root", "old", "other");
        assertThat(listsOf(proof)).containsExactly("root", "old");
    }

    @Test
    void theDatabaseLetsNobodyDeleteAListThatIsInUse() {
        keep("root");
        assertThatThrownBy(() -> db.sql("delete from signature_list").update())
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(
                        () -> db.sql("update signature_list set list = '\\x00'").update())
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> db.sql("delete from signature_proof_list").update())
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void aProofThatNoEvidenceNamesGoesWithItsArchive() {
        var proof = keep("root");
        db.sql(
                        "insert into signature_archive (proof, archive, renew_before, archived_at) values (:id, '\\x00', now(), now())")
                .param("id", proof)
                .update();
        clock.advance(LATER);
        proofs.forgetUnnamed();
        assertThat(proofs.find(proof)).isEmpty();
        assertThat(db.sql("select count(*) from signature_archive")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    private static void inAnotherThread(Runnable work) {
        try {
            Thread.ofVirtual().start(work).join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private UUID keep(String... on) {
        return transaction.execute(status -> keepWithin(on));
    }

    private UUID keepWithin(String... on) {
        var bytes =
                Stream.of(on).map(list -> list.getBytes(StandardCharsets.UTF_8)).toList();
        return proofs.keep(
                "token",
                new Asked(UUID.randomUUID(), "bearer", Purpose.REGISTER, SubjectKind.CITIZEN),
                new Challenge(UUID.randomUUID(), "nonce", new byte[] {1}, "0000", Instant.MAX),
                new byte[] {2},
                "https://cong.example",
                new CheckedCertificate(
                        new Holder.StateBody(OrganisationName.of("A"), null, null),
                        "CA",
                        Instant.MIN,
                        Instant.MAX,
                        "print",
                        new byte[] {3}),
                new Verdict.Grounds(List.of(new byte[] {4}), null, bytes, clock.instant()));
    }

    private void keepAlone(String list) {
        db.sql("delete from signature_proof where id = :id")
                .param("id", keep(list))
                .update();
    }

    private void name(UUID proof) {
        var owner = JdbcClient.create(database.asOwner());
        var account = UUID.randomUUID();
        owner.sql("""
            insert into account (id, kind, status, person, password_hash, opened_at)
            values (:id, 'CITIZEN', 'ACTIVE', '\\x00', 'x', now())
            """).param("id", account).update();
        owner.sql("""
            insert into account_evidence (id, account, strength, method, source, level, statement, obtained_at, proof)
            values (:id, :account, 'KEY_PROVEN', 'usb-signing', 'certificate', 'IAL3', '\\x00', now(), :proof)
            """)
                .param("id", UUID.randomUUID())
                .param("account", account)
                .param("proof", proof)
                .update();
    }

    private void asAnEarlierVersionKeptIt(UUID proof) {
        var owner = JdbcClient.create(database.asOwner());
        owner.sql("delete from signature_proof_list where proof = :id")
                .param("id", proof)
                .update();
        owner.sql("update signature_proof set lists = null where id = :id")
                .param("id", proof)
                .update();
    }

    private List<String> kept() {
        return db.sql("select list from signature_list").query(byte[].class).list().stream()
                .map(list -> new String(list, StandardCharsets.UTF_8))
                .toList();
    }

    private List<String> listsOf(UUID proof) {
        return proofs.find(proof).orElseThrow().grounds().lists().stream()
                .map(list -> new String(list, StandardCharsets.UTF_8))
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
