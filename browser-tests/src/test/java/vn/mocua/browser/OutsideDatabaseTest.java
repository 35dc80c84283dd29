package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The distribution's own PostgreSQL, as in production: two roles, addresses by DATABASE_URL's forms. */
class OutsideDatabaseTest {

    private static Path folder;
    private static Path programs;
    private static int port;

    @BeforeAll
    static void startTheDistributionsServer() throws Exception {
        programs = newest(Path.of("/usr/lib/postgresql"));
        Assumptions.assumeTrue(programs != null, "no PostgreSQL of the distribution here");
        folder = Files.createTempDirectory("mocua-outside-database");
        port = freePort();
        if (isRoot()) {
            run(List.of("chown", "postgres", folder.toString()));
        }
        asPostgres("initdb", "-D", cluster(), "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C");
        asPostgres(
                "pg_ctl",
                "-D",
                cluster(),
                "-w",
                "-l",
                folder.resolve("log").toString(),
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''",
                "start");
        for (var order : List.of(
                "create role mocua_owner login",
                "create role mocua_app login",
                "create database mocua owner mocua_owner")) {
            asPostgres("psql", "-h", "127.0.0.1", "-p", Integer.toString(port), "-U", "postgres", "-c", order);
        }
    }

    @AfterAll
    static void stopIt() throws Exception {
        if (folder != null) {
            asPostgres("pg_ctl", "-D", cluster(), "-m", "fast", "-w", "stop");
            Programs.delete(folder);
        }
    }

    @Test
    void aCitizenRegistersAndSignsInOverTheDistributionsServer() {
        var settings = Map.of(
                "database.url", "postgres://mocua_app@127.0.0.1:" + port + "/mocua",
                "database.migration-url", "postgres://mocua_owner@127.0.0.1:" + port + "/mocua");
        try (var installation = Installation.of("outside-database", 1, settings)) {
            var an = new Registrant(installation, installation.sandbox().someone());
            assertThat(an.registers().heading()).isEqualTo("Đăng ký thành công");
            assertThat(an.signsIn().text()).contains(an.person().fullName());
        }
    }

    private static String cluster() {
        return folder.resolve("cluster").toString();
    }

    /** The server refuses to run as root. */
    private static void asPostgres(String program, String... arguments) throws Exception {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(Arrays.asList(arguments));
        run(command);
    }

    private static void run(List<String> command) throws Exception {
        var process = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .redirectOutput(Programs.LOGS.resolve("outside-database.log").toFile())
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(command + ": " + Files.readString(Programs.LOGS.resolve("outside-database.log")));
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static Path newest(Path versions) throws IOException {
        if (!Files.isDirectory(versions)) {
            return null;
        }
        try (var all = Files.list(versions)) {
            return all.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
