package vn.mocua.portal.database;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import vn.mocua.portal.command.Commands;

/**
 * Says where the database is before anything else starts: {@code DATABASE_URL} names an outside one (and
 * {@code DATABASE_MIGRATION_URL} the role that owns its tables); else {@code mocua.data} names the directory in which
 * the portal runs its own; else {@code spring.datasource.url} is left to speak for itself.
 */
public final class DatabaseSettings implements EnvironmentPostProcessor, Ordered {

    /** Above which age Hikari asks a connection whether it still lives before it hands it out; its own default is 500. */
    private static final String UNASKED_MILLIS = "com.zaxxer.hikari.aliveBypassWindowMs";

    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        // Read as "database.url" so that both the environment's DATABASE_URL and a property are found.
        var outside = environment.getProperty("database.url", "");
        var data = environment.getProperty("mocua.data", "");
        if (!outside.isBlank()) {
            var runTime = Address.of(outside);
            var owner = environment.getProperty("database.migration-url", "");
            settle(environment, runTime, owner.isBlank() ? runTime : Address.of(owner));
        } else if (!data.isBlank()) {
            var server = EmbeddedServer.in(Path.of(data), !isCommand(environment));
            settle(environment, server.runTime(), server.owner());
        } else if (isCommand(environment) && !environment.containsProperty("spring.datasource.url")) {
            throw new NoDatabase.ForCommand();
        }
    }

    private static boolean isCommand(ConfigurableEnvironment environment) {
        return Arrays.asList(environment.getActiveProfiles()).contains(Commands.PROFILE);
    }

    private static void settle(ConfigurableEnvironment environment, Address runTime, Address owner) {
        var found = new LinkedHashMap<String, Object>();
        var connection = runTime.withDefaults(Map.of(
                "ApplicationName", "mocua",
                "connectTimeout", "3",
                "socketTimeout", "60",
                "tcpKeepAlive", "true",
                "reWriteBatchedInserts", "true"));
        found.put("spring.datasource.url", connection.url());
        found.put("spring.datasource.username", connection.role());
        found.put("spring.datasource.password", connection.password());
        found.put("spring.flyway.url", owner.url());
        found.put("spring.flyway.user", owner.role());
        found.put("spring.flyway.password", owner.password());
        found.put("spring.flyway.placeholders.app_role", runTime.roleInSql());
        environment.getPropertySources().addFirst(new MapPropertySource("where the database is", found));

        if (System.getProperty(UNASKED_MILLIS) == null) {
            System.setProperty(UNASKED_MILLIS, "10");
        }
        environment
                .getPropertySources()
                .addLast(new MapPropertySource("how the database is used", defaults(environment)));
    }

    /**
     * Two cores keep about a dozen connections busy, since most of a transaction is waiting for the disk; a request that
     * gets none within five seconds is told to come back. A restart of the database shorter than that is only a delay.
     */
    private static Map<String, Object> defaults(ConfigurableEnvironment environment) {
        return Map.of(
                "spring.datasource.hikari.maximum-pool-size",
                        environment.getProperty("mocua.database.connections", Integer.class, 12),
                "spring.datasource.hikari.minimum-idle", 2,
                "spring.datasource.hikari.connection-timeout", 5_000,
                "spring.datasource.hikari.validation-timeout", 1_000,
                "spring.datasource.hikari.keepalive-time", 60_000,
                "spring.datasource.hikari.max-lifetime", 1_200_000,
                "spring.datasource.hikari.initialization-fail-timeout", 60_000,
                "spring.flyway.connect-retries", 10,
                "spring.flyway.connect-retries-interval", "2s");
    }
}
