package vn.mocua.portal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.DatabaseDump;
import vn.mocua.portal.TestDatabase;

class VaultTest {

    private static final String COLUMN = "person.full_name";
    private static final String ROW = UUID.randomUUID().toString();

    private final Vault vault = TestVault.vault();

    @Test
    void whatWasSealedOpensInItsPlace() {
        var sealed = vault.seal(COLUMN, ROW, "Nguyen Van An");

        assertThat(vault.openText(COLUMN, ROW, sealed)).isEqualTo("Nguyen Van An");
        assertThat(sealed).hasSize("Nguyen Van An".length() + 33);
    }

    @Test
    void theSameTextIsNeverSealedAlike() {
        var seen = new HashSet<String>();
        IntStream.range(0, 1_000).forEach(i -> seen.add(HexFormat.of().formatHex(vault.seal(COLUMN, ROW, "An"))));

        assertThat(seen).hasSize(1_000);
    }

    @Test
    void whatWasSealedIsRefusedInAnotherRowOrColumn() {
        var sealed = vault.seal(COLUMN, ROW, "Nguyen Van An");

        assertThatThrownBy(() -> vault.open(COLUMN, UUID.randomUUID().toString(), sealed))
                .isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> vault.open("person.birth_date", ROW, sealed)).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> vault.open("person", "full_name" + ROW, sealed))
                .isInstanceOf(SealBroken.class);
    }

    @Test
    void everyChangedByteIsRefused() {
        var sealed = vault.seal(COLUMN, ROW, "Nguyen Van An");

        for (int i = 0; i < sealed.length; i++) {
            var changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> vault.open(COLUMN, ROW, changed))
                    .isInstanceOf(SealBroken.class)
                    .hasMessageNotContaining("Nguyen");
        }
        assertThatThrownBy(() -> vault.open(COLUMN, ROW, new byte[0])).isInstanceOf(SealBroken.class);
        assertThatThrownBy(() -> vault.open(COLUMN, ROW, new byte[] {1, 0, 0, 0, 1}))
                .isInstanceOf(SealBroken.class);
    }

    @Test
    void aLookupIsTheSameEverywhereAndDiffersByPurpose() {
        var elsewhere = TestVault.on(TestDatabase.asPortal(), TestVault.keyring());

        assertThat(vault.lookup("national-id", "051090000001"))
                .hasSize(32)
                .isEqualTo(elsewhere.lookup("national-id", "051090000001"))
                .isNotEqualTo(vault.lookup("phone", "051090000001"))
                .isNotEqualTo(vault.mac("national-id", "051090000001".getBytes()));
        assertThat(vault.pepper(new byte[] {1})).hasSize(32).isNotEqualTo(vault.pepper(new byte[] {2}));
    }

    @Test
    void lookupsUnderAnotherKeyringDiffer() {
        var database = TestDatabase.separate("vault_other_keyring");
        var other = TestVault.on(database.asPortal(), TestVault.newKeyring());

        assertThat(other.lookup("phone", "+84912000001")).isNotEqualTo(vault.lookup("phone", "+84912000001"));
    }

    @Test
    void aKeyMadeWhileATransactionIsRolledBackStays() {
        var database = TestDatabase.separate("vault_rollback");
        var keyring = TestVault.newKeyring();
        var first = TestVault.on(database.asPortal(), keyring);
        var sealed = new TransactionTemplate(new JdbcTransactionManager(database.asPortal())).execute(status -> {
            status.setRollbackOnly();
            return first.seal(COLUMN, ROW, "An");
        });

        assertThat(TestVault.on(database.asPortal(), keyring).openText(COLUMN, ROW, sealed))
                .isEqualTo("An");
    }

    /** @param fresh short, as on a busy node; none, as on one on which nothing was sealed for minutes */
    @ParameterizedTest
    @ValueSource(longs = {20, 0})
    void aPoolThatIsAllTakenDoesNotStopThoseWhoHoldIt(long fresh) throws Exception {
        var database = TestDatabase.separate("vault_pool_" + fresh);
        var pool = new HikariDataSource();
        pool.setDataSource(database.asPortal());
        pool.setMaximumPoolSize(2);
        pool.setConnectionTimeout(15_000);
        var node = TestVault.node(pool, TestVault.newKeyring(), Duration.ofMillis(fresh));
        var transaction = new TransactionTemplate(new JdbcTransactionManager(pool));
        try (pool;
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var work = new ArrayList<Future<byte[]>>();
            for (int i = 0; i < 200; i++) {
                var inTransaction = i % 2 == 0;
                work.add(threads.submit(() -> inTransaction
                        ? transaction.execute(status -> node.seal(COLUMN, ROW, slowly("An")))
                        : node.seal(COLUMN, ROW, slowly("An"))));
            }
            for (var each : work) {
                assertThat(node.openText(COLUMN, ROW, each.get())).isEqualTo("An");
            }
        }
    }

    private static String slowly(String text) {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return text;
    }

    @Test
    void manyThreadsSealAndOpenAtOnce() {
        IntStream.range(0, 2_000).parallel().forEach(i -> {
            var text = "text " + i;
            assertThat(vault.openText(COLUMN, "" + i, vault.seal(COLUMN, "" + i, text)))
                    .isEqualTo(text);
            assertThat(vault.lookup("x", text)).isEqualTo(vault.lookup("x", text));
        });
    }

    @Test
    void theRunTimeRoleCannotTakeAwayKeys() {
        assertThatThrownBy(() -> TestDatabase.db().sql("delete from vault_key").update())
                .hasStackTraceContaining("permission denied");
        assertThatThrownBy(() -> TestDatabase.db()
                        .sql("update vault_key set wrapped = ''")
                        .update())
                .hasStackTraceContaining("permission denied");
    }

    @Test
    void aStolenDatabaseHoldsNothingThatCanBeRead() {
        var database = TestDatabase.separate("vault_stolen");
        var owner = JdbcClient.create(database.asOwner());
        new People(owner, TestVault.on(database.asPortal(), TestVault.newKeyring()))
                .store("051090000001", "Nguyen Thi Canary", "+84912000001", "1990-02-03");

        var dump = DatabaseDump.of(database.asOwner());
        for (var secret : new String[] {"051090000001", "Nguyen Thi Canary", "+84912000001", "1990-02-03"}) {
            assertThat(dump.tracesOf(secret)).isEmpty();
            assertThat(dump.hashesOf(secret)).isEmpty();
        }
    }

    @Test
    void theSearchOfAStolenDatabaseFindsWhatIsThereToBeFound() {
        var database = TestDatabase.separate("vault_careless");
        var owner = JdbcClient.create(database.asOwner());
        owner.sql(
                        "create table careless (id text, plain text, bytes bytea, hex text, base64 text, bare bytea, salted text)")
                .update();
        owner.sql("insert into careless values ('7', 'x 051090000001', convert_to('051090000001', 'UTF8'),"
                        + " encode(convert_to('051090000001', 'UTF8'), 'hex'),"
                        + " encode(convert_to('-051090000001', 'UTF8'), 'base64'),"
                        + " sha256(convert_to('051090000001', 'UTF8')), md5('7051090000001'))")
                .update();

        var dump = DatabaseDump.of(database.asOwner());
        assertThat(dump.tracesOf("051090000001"))
                .extracting(place -> place.replaceAll(".*\\.", ""))
                .containsExactlyInAnyOrder("plain", "bytes", "hex", "base64");
        assertThat(dump.hashesOf("051090000001"))
                .extracting(place -> place.replaceAll(".*\\.", ""))
                .containsExactlyInAnyOrder("bare", "salted");
    }

    /** A table as rooms make them: sealed values, found by keyed hash. */
    private record People(JdbcClient owner, Vault vault) {

        void store(String... secrets) {
            owner.sql("create table person (id uuid primary key, found_by bytea not null, sealed bytea not null)")
                    .update();
            for (var secret : secrets) {
                var id = UUID.randomUUID();
                owner.sql("insert into person values (:id, :hash, :sealed)")
                        .param("id", id)
                        .param("hash", vault.lookup("person", secret))
                        .param("sealed", vault.seal("person.sealed", id.toString(), secret))
                        .update();
            }
        }
    }
}
