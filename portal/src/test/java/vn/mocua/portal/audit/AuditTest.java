package vn.mocua.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.DatabaseDump;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.vault.TestVault;

class AuditTest {

    private final Audit audit = TestAudit.audit();
    private final UUID account = UUID.randomUUID();

    @Test
    void anActIsReadAsItWasDone() {
        audit.record(new Act(
                "account.opened",
                "visitor",
                account,
                "203.0.113.7",
                Map.of("method", "mobile-subscriber", "ial", "IAL2")));

        assertThat(audit.of(account, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo("account.opened");
            assertThat(entry.actor()).isEqualTo("visitor");
            assertThat(entry.subject()).isEqualTo(account);
            assertThat(entry.client()).isEqualTo("203.0.113.7");
            assertThat(entry.details()).isEqualTo(Map.of("method", "mobile-subscriber", "ial", "IAL2"));
            assertThat(Duration.between(entry.at(), Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
        });
    }

    @Test
    void anActWithoutSubjectAndAddressIsAnEntryToo() {
        var before = entries();
        audit.record(Act.of("portal.started", "system"));

        assertThat(entries()).isEqualTo(before + 1);
    }

    @Test
    void eachActLeavesExactlyOneEntry() {
        for (int i = 0; i < 50; i++) {
            audit.record(Act.of("sign-in.refused", "visitor").on(account).with("count", "" + i));
        }

        assertThat(audit.of(account, 100))
                .extracting(entry -> entry.details().get("count"))
                .hasSize(50)
                .doesNotHaveDuplicates();
        assertThat(audit.of(account, 3)).hasSize(3);
    }

    @Test
    void anActThatDidNotHappenLeavesNone() {
        var database = TestDatabase.asPortal();
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        transaction.executeWithoutResult(status -> {
            TestAudit.on(database)
                    .record(Act.of("account.opened", "visitor").on(account).from("203.0.113.7"));
            status.setRollbackOnly();
        });

        assertThat(TestAudit.actionsOn(account)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set action = 'x.y'",
                "delete from audit_entry",
                "truncate audit_entry",
                "update audit_seal set hash = ''",
                "delete from audit_seal",
                "delete from audit_checkpoint",
                "update audit_client set address = ''",
                "delete from audit_client",
                "alter table audit_entry disable trigger user",
                "drop table audit_entry"
            })
    void theRunTimeRoleCannotChangeOrTakeOut(String sql) {
        audit.record(Act.of("account.opened", "visitor"));

        assertThatThrownBy(() -> TestDatabase.db().sql(sql).update())
                .hasStackTraceContaining(
                        sql.startsWith("alter") || sql.startsWith("drop") ? "must be owner" : "permission denied");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set action = 'x.y'",
                "delete from audit_entry",
                "truncate audit_entry",
                "delete from audit_seal",
                "update audit_checkpoint set seq = 0"
            })
    void evenTheOwnerIsStoppedAtTheFirstTry(String sql) {
        assertThatThrownBy(
                        () -> JdbcClient.create(TestDatabase.asOwner()).sql(sql).update())
                .hasStackTraceContaining("only ever added to");
    }

    @Test
    void theAddressIsNotReadableInTheDatabase() {
        var database = TestDatabase.separate("audit_address");
        var quiet = new Audit(
                JdbcClient.create(database.asPortal()),
                TestVault.on(database.asPortal(), TestVault.newKeyring()),
                Clock.systemUTC());
        quiet.record(Act.of("account.opened", "visitor").on(account).from("203.0.113.77"));
        var dump = DatabaseDump.of(database.asOwner());

        assertThat(dump.tracesOf("203.0.113.77")).isEmpty();
        assertThat(dump.hashesOf("203.0.113.77")).isEmpty();
        assertThat(dump.tracesOf("account.opened")).isNotEmpty();
    }

    private long entries() {
        return TestDatabase.db()
                .sql("select count(*) from audit_entry")
                .query(Long.class)
                .single();
    }
}
