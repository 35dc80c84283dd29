package vn.mocua.portal.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.command.Commands;
import vn.mocua.portal.vault.TestVault;

/** The lowest rooms together, configured as the portal is. */
@Tag("slow")
class DatabaseSettingsTest {

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @ComponentScan({"vn.mocua.portal.database", "vn.mocua.portal.vault", "vn.mocua.portal.audit"})
    static class Ground {
        @Bean
        static Clock clock() {
            return Clock.systemUTC();
        }
    }

    @TempDir
    Path data;

    @BeforeEach
    void letOthersIn() throws Exception {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void stopTheServer() {
        if (Files.exists(data.resolve("postgres"))) {
            EmbeddedServer.in(data, true).close();
        }
    }

    @Test
    void anOutsideDatabaseIsUsedByItsRunTimeRoleAndMigratedByItsOwner() {
        try (var portal = start(TestDatabase.settings())) {
            var db = portal.getBean(JdbcClient.class);

            assertThat(db.sql("select current_user").query(String.class).single())
                    .isEqualTo("mocua_app");
            assertThat(portal.getBean(HikariDataSource.class).getMaximumPoolSize())
                    .isEqualTo(12);
            var account = UUID.randomUUID();
            portal.getBean(Audit.class)
                    .record(Act.of("portal.tried", "system").on(account).from("203.0.113.9"));
            assertThat(portal.getBean(Audit.class).of(account, 1)).hasSize(1);
            waitUntilSealed(db);
        }
    }

    @Test
    void oneRoleForAllIsEnough() {
        var url = TestDatabase.settings()[1].replace("--database.migration-url=", "--database.url=");
        try (var portal = start(url)) {
            var db = portal.getBean(JdbcClient.class);
            assertThat(db.sql("select current_user").query(String.class).single())
                    .isEqualTo("mocua_owner");
            portal.getBean(Audit.class).record(Act.of("portal.tried", "system"));
            waitUntilSealed(db);
        }
    }

    @Test
    void theEmbeddedDatabaseMayBeRestartedUnderTheRunningPortal() throws Exception {
        try (var portal = start("--mocua.data=" + data)) {
            var db = portal.getBean(JdbcClient.class);
            var audit = portal.getBean(Audit.class);
            for (int restart = 0; restart < 3; restart++) {
                var account = UUID.randomUUID();
                audit.record(Act.of("portal.tried", "system").on(account));
                var before = serverStart(db);
                interruptServer();
                assertThat(audit.of(account, 1))
                        .as("the first question after the restart")
                        .hasSize(1);
                assertThat(serverStart(db)).isNotEqualTo(before);
            }
        }
    }

    @Test
    void commandsWorkWhileThePortalRunsAndWhenItDoesNot() {
        var keyring = "--mocua.keyring=" + TestVault.keyring();
        var where = "--mocua.data=" + data;
        var commands = new Commands(Ground.class);
        try (var portal = start(where)) {
            portal.getBean(Audit.class).record(Act.of("portal.tried", "system"));
            waitUntilSealed(portal.getBean(JdbcClient.class));
            assertThat(commands.run("audit", "verify", where, keyring)).isZero();
            assertThat(commands.run("audit", "verify", "--from", "x", where, keyring))
                    .isEqualTo(2);
            assertThat(commands.run("keys", "rotate", where, keyring)).isZero();
            assertThat(commands.run("audit", "verify", "--anchor", "1:" + "0".repeat(64), where, keyring))
                    .isEqualTo(1);
        }
    }

    private ConfigurableApplicationContext start(String... settings) {
        var all = new String[settings.length + 1];
        System.arraycopy(settings, 0, all, 1, settings.length);
        all[0] = "--mocua.keyring=" + TestVault.keyring();
        return new SpringApplicationBuilder(Ground.class)
                .web(WebApplicationType.NONE)
                .run(all);
    }

    private static void waitUntilSealed(JdbcClient db) {
        var patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (db.sql("select exists (select from audit_unsealed)")
                .query(Boolean.class)
                .single()) {
            assertThat(System.nanoTime()).as("sealed in time").isLessThan(patience);
            pause();
        }
        assertThat(db.sql("select count(*) from audit_checkpoint")
                        .query(Long.class)
                        .single())
                .isPositive();
    }

    private static String serverStart(JdbcClient db) {
        return db.sql("select pg_postmaster_start_time()::text")
                .query(String.class)
                .single();
    }

    /** As an operator restarts a server: it sends its clients away and ends; the portal's watch starts it again. */
    private void interruptServer() throws Exception {
        var pidFile = data.resolve("postgres/cluster/postmaster.pid");
        var pid = Files.readAllLines(pidFile).getFirst();
        var server = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        assertThat(new ProcessBuilder("kill", "-INT", pid).start().waitFor()).isZero();
        server.onExit().get(30, TimeUnit.SECONDS);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
