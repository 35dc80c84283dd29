package vn.mocua.portal;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A real PostgreSQL for tests of repositories: one per test run, migrated, reached as the portal reaches it. */
public final class TestDatabase {

    private static final String NAME = "mocua";
    private static final String EMPTY = "mocua_empty";
    private static final EmbeddedPostgres SERVER = start();

    private TestDatabase() {}

    /** Connections of the run-time role, which may do only what the migrations grant. */
    public static DataSource asPortal() {
        return SERVER.getDatabase("mocua_app", NAME);
    }

    /** Connections of the owner of the tables. */
    public static DataSource asOwner() {
        return SERVER.getDatabase("mocua_owner", NAME);
    }

    public static JdbcClient db() {
        return JdbcClient.create(asPortal());
    }

    public static String url() {
        return SERVER.getJdbcUrl("mocua_app", NAME);
    }

    /** For a portal that a test starts whole: {@code --database.url=} and {@code --database.migration-url=}. */
    public static String[] settings() {
        return new String[] {
            "--database.url=" + url(), "--database.migration-url=" + SERVER.getJdbcUrl("mocua_owner", NAME)
        };
    }

    /** A second, empty database beside the first, for tests that change or count all there is: a copy of one migrated. */
    public static Separate separate(String name) {
        var superuser = JdbcClient.create(SERVER.getPostgresDatabase());
        // A test that is run a second time finds that of the first.
        superuser.sql("drop database if exists " + name + " with (force)").update();
        superuser
                .sql("create database " + name + " owner mocua_owner template " + EMPTY)
                .update();
        return new Separate(
                SERVER.getDatabase("mocua_app", name),
                SERVER.getDatabase("mocua_owner", name),
                SERVER.getJdbcUrl("mocua_app", name),
                SERVER.getJdbcUrl("mocua_owner", name));
    }

    /** @param asPortal connections of the run-time role */
    public record Separate(DataSource asPortal, DataSource asOwner, String url, String ownerUrl) {}

    private static EmbeddedPostgres start() {
        try {
            var server = EmbeddedPostgres.builder()
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    // Nobody looks at it after a power cut.
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .start();
            var superuser = JdbcClient.create(server.getPostgresDatabase());
            superuser.sql("create role mocua_app login").update();
            superuser.sql("create role mocua_owner login").update();
            superuser.sql("create database " + EMPTY + " owner mocua_owner").update();
            migrate(server, EMPTY);
            superuser
                    .sql("create database " + NAME + " owner mocua_owner template " + EMPTY)
                    .update();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void migrate(EmbeddedPostgres server, String name) {
        Flyway.configure()
                .dataSource(server.getDatabase("mocua_owner", name))
                .locations("classpath:db/migration")
                .placeholders(Map.of("app_role", "mocua_app"))
                .load()
                .migrate();
    }
}
