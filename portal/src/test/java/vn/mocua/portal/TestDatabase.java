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

    private static final EmbeddedPostgres SERVER = start();

    private TestDatabase() {}

    /** Connections of the run-time role, which may do only what the migrations grant. */
    public static DataSource asPortal() {
        return SERVER.getDatabase("mocua_app", "postgres");
    }

    /** Connections of the owner of the tables. */
    public static DataSource asOwner() {
        return SERVER.getPostgresDatabase();
    }

    public static JdbcClient db() {
        return JdbcClient.create(asPortal());
    }

    public static String url() {
        return SERVER.getJdbcUrl("mocua_app", "postgres");
    }

    private static EmbeddedPostgres start() {
        try {
            var server = EmbeddedPostgres.builder().start();
            JdbcClient.create(server.getPostgresDatabase())
                    .sql("create role mocua_app login")
                    .update();
            Flyway.configure()
                    .dataSource(server.getPostgresDatabase())
                    .locations("classpath:db/migration")
                    .placeholders(Map.of("app_role", "mocua_app"))
                    .load()
                    .migrate();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
