package vn.mocua.portal.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

@Tag("slow")
class EmbeddedServerTest {

    /** Unpacked once, and linked into each new data directory. */
    private static @Nullable Path software;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path data;

    private final List<EmbeddedServer> servers = new ArrayList<>();
    private final List<Process> programs = new ArrayList<>();

    @BeforeEach
    void unpackOnce() throws Exception {
        var unpacked = software;
        if (unpacked == null) {
            unpacked = Files.createTempDirectory("software");
            Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
            Software.unpackedIn(unpacked);
            software = unpacked;
        }
        Files.createSymbolicLink(data.resolve("software"), unpacked);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void end() throws Exception {
        for (var program : programs) {
            program.destroyForcibly().waitFor();
        }
        servers.forEach(EmbeddedServer::close);
        // What a killed program left behind, if a test failed on the way.
        if (processes().findAny().isPresent()) {
            EmbeddedServer.in(data, true).close();
        }
        assertThat(processes()).isEmpty();
    }

    @Test
    void nothingThatIsSavedIsLostWhenThePowerGoes() {
        var owner = owner(open());

        for (var setting : new String[] {"fsync", "full_page_writes", "synchronous_commit", "data_checksums"}) {
            assertThat(show(owner, setting)).as(setting).isEqualTo("on");
        }
    }

    @Test
    void onlyThisMachineAndOnlyWithThePasswordReachesIt() throws Exception {
        var server = open();
        var owner = owner(server);

        assertThat(show(owner, "listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(show(superuser(server), "unix_socket_directories")).isEmpty();
        assertThat(show(owner, "password_encryption")).isEqualTo("scram-sha-256");
        for (var role : new String[] {"mocua_app", "mocua_owner", "postgres"}) {
            for (var password : new String[] {"", "postgres", "wrong"}) {
                assertThatThrownBy(() ->
                                DriverManager.getConnection(server.runTime().url(), role, password))
                        .as(role)
                        .hasMessageContaining("password");
            }
        }
        assertThat(server.runTime().password())
                .hasSizeGreaterThan(30)
                .isNotEqualTo(server.owner().password());
    }

    @Test
    void secretsAreReadableByTheirOwnerOnly() throws Exception {
        open();

        for (var file : new String[] {"postgres.secrets", "database.address"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        for (var folder : new String[] {"postgres", "postgres/cluster"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(folder))))
                    .as(folder)
                    .isEqualTo("rwx------");
        }
        assertThat(data.resolve("postgres/password")).doesNotExist();
        try (var files = Files.walk(data.resolve("software").toRealPath())) {
            assertThat(files.filter(file -> !Files.isSymbolicLink(file)))
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .doesNotContain(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
        }
    }

    @Test
    void asRootItRunsAsAUserWhoOwnsItsFolderOnly() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root")
                && Files.readString(Path.of("/etc/passwd")).contains("\npostgres:"));
        open();

        assertThat(processes())
                .isNotEmpty()
                .allSatisfy(process -> assertThat(process.info().user()).get().isIn("postgres", "mocua"));
        assertThat(Files.getOwner(data.resolve("postgres/cluster")).getName()).isIn("postgres", "mocua");
        assertThat(Files.getOwner(data.resolve("postgres.secrets")).getName()).isEqualTo("root");
    }

    @Test
    void whereNoOtherUserReachesTheFolderItRunsAllTheSame() throws Exception {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        var first = open();
        assertThat(owner(first).sql("select 1").query(Integer.class).single()).isEqualTo(1);
        first.close();
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThat(owner(open()).sql("select 1").query(Integer.class).single())
                .as("a folder once made for one user stays theirs")
                .isEqualTo(1);
    }

    @Test
    void theRunTimeRoleMayDoNothingThatIsNotGranted() {
        var server = open();
        owner(server).sql("create table t (n int)").update();

        var portal = client(server.runTime());
        for (var sql :
                new String[] {"create table mine (n int)", "create schema mine", "create temporary table mine (n int)"
                }) {
            assertThatThrownBy(() -> portal.sql(sql).update()).as(sql).hasStackTraceContaining("permission denied");
        }
        assertThatThrownBy(() -> portal.sql("select * from t").query().listOfRows())
                .hasStackTraceContaining("permission denied");
        assertThat(owner(server)
                        .sql("select bool_or(rolsuper or rolcreaterole or rolcreatedb) from pg_roles"
                                + " where rolname like 'mocua%'")
                        .query(Boolean.class)
                        .single())
                .isFalse();
    }

    @Test
    void itKnowsVietnameseLettersWhateverTheMachineKnows() {
        var owner = owner(open());

        assertThat(owner.sql("select upper('\u0111\u1eb7ng th\u1ecb th\u1ee7y')")
                        .query(String.class)
                        .single())
                .isEqualTo("\u0110\u1eb6NG TH\u1eca TH\u1ee6Y");
        assertThat(owner.sql("select 'x' is nfc normalized")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void itKeepsItsDataItsPasswordsAndItsPort() {
        var first = open();
        owner(first).sql("create table kept as select 42 as n").update();
        first.close();
        assertThat(processes()).isEmpty();
        assertThat(data.resolve("database.address")).doesNotExist();

        var second = open();

        assertThat(second.owner()).isEqualTo(first.owner());
        assertThat(owner(second).sql("select n from kept").query(Integer.class).single())
                .isEqualTo(42);
    }

    @Test
    void itTakesAnotherPortWhenItsOwnIsTaken() throws Exception {
        var first = open();
        first.close();
        var port = Integer.parseInt(first.owner().url().replaceAll(".*:([0-9]+)/.*", "$1"));
        try (var other = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(other.isBound()).isTrue();
            var second = open();
            assertThat(second.owner().url()).isNotEqualTo(first.owner().url());
            assertThat(owner(second).sql("select 1").query(Integer.class).single())
                    .isEqualTo(1);
        }
    }

    @Test
    void aPortalThatWasKilledFindsItsServerStillRunning() throws Exception {
        var program = start(true);
        var written = writeWhileKilled(program, () -> program.destroyForcibly().waitFor());
        assertThat(processes()).isNotEmpty();

        var server = open();

        assertThat(owner(server)
                        .sql("select count(*) from promised")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(written);
        server.close();
        assertThat(processes()).isEmpty();
    }

    @Test
    void whenEverythingWasKilledWhatWasPromisedIsThere() throws Exception {
        var program = start(true);
        var written = writeWhileKilled(program, () -> {
            program.destroyForcibly().waitFor();
            processes().forEach(ProcessHandle::destroyForcibly);
        });

        assertThat(owner(open())
                        .sql("select count(*) from promised")
                        .query(Long.class)
                        .single())
                .isGreaterThanOrEqualTo(written);
    }

    @Test
    void aPidFileWhoseNumberIsSomebodyElsesByNowDoesNotStopTheStart() throws Exception {
        var first = open();
        first.close();
        var stale = data.resolve("postgres/cluster/postmaster.pid");
        Files.writeString(
                stale,
                ProcessHandle.current().pid() + "\n" + data.resolve("postgres/cluster")
                        + "\n1\n1\n\n127.0.0.1\n\nready\n");

        assertThat(owner(open()).sql("select 1").query(Integer.class).single()).isEqualTo(1);
    }

    @Test
    void aServerThatDiesIsStartedAgain() throws Exception {
        var server = open();
        processes().forEach(ProcessHandle::destroyForcibly);

        var patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                assertThat(owner(server).sql("select 1").query(Integer.class).single())
                        .isEqualTo(1);
                return;
            } catch (DataAccessException notYet) {
                assertThat(System.nanoTime()).as("started again").isLessThan(patience);
                Thread.sleep(50);
            }
        }
    }

    @Test
    void aCommandIsLedToTheServerOfTheRunningPortal() throws Exception {
        var program = start(true);

        var command = EmbeddedServer.in(data, false);
        assertThat(client(command.runTime())
                        .sql("select 1")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        command.close();

        assertThat(client(command.runTime())
                        .sql("select 1")
                        .query(Integer.class)
                        .single())
                .as("the server does not end with the command")
                .isEqualTo(1);
        program.getOutputStream().close();
        assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(processes()).isEmpty();
    }

    @Test
    void aPortalWaitsUntilACommandIsDoneAndThenRunsItsOwn() throws Exception {
        var command = start(false);
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(500);
                command.getOutputStream().close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });

        var server = open();

        assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(owner(server).sql("select 1").query(Integer.class).single()).isEqualTo(1);
    }

    private interface Act {
        void run() throws Exception;
    }

    /** Commits rows one by one until the kill ends it; how many were reported as saved. */
    private long writeWhileKilled(Process program, Act kill) throws Exception {
        var address = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve("database.address"))) {
            address.load(reader);
        }
        var url = "jdbc:postgresql://127.0.0.1:" + address.getProperty("port") + "/mocua";
        long written = 0;
        try (var connection =
                DriverManager.getConnection(url, "mocua_owner", address.getProperty("mocua_owner.password"))) {
            connection.createStatement().execute("create table promised (n bigint primary key)");
            for (int i = 0; i < 200; i++) {
                connection.createStatement().execute("insert into promised values (" + i + ")");
                written++;
            }
            kill.run();
        }
        assertThat(program.isAlive()).isFalse();
        return written;
    }

    private EmbeddedServer open() {
        var server = EmbeddedServer.in(data, true);
        servers.add(server);
        return server;
    }

    private Process start(boolean serving) throws Exception {
        var program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        HoldsServer.class.getName(),
                        data.toString(),
                        Boolean.toString(serving))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        programs.add(program);
        var lines = new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8));
        String line;
        do {
            line = lines.readLine();
            assertThat(line).as("the program's output").isNotNull();
        } while (!line.startsWith("ready"));
        return program;
    }

    private Stream<ProcessHandle> processes() {
        return ProcessHandle.allProcesses().filter(process -> {
            try {
                var place = Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
                return place.equals(data.toRealPath().resolve("postgres/cluster"));
            } catch (IOException gone) {
                return false;
            }
        });
    }

    private JdbcClient superuser(EmbeddedServer server) throws Exception {
        var secrets = new Properties();
        try (var reader = Files.newBufferedReader(data.resolve("postgres.secrets"))) {
            secrets.load(reader);
        }
        return client(new Address(server.owner().url(), "postgres", secrets.getProperty("postgres.password")));
    }

    private static JdbcClient owner(EmbeddedServer server) {
        return client(server.owner());
    }

    private static JdbcClient client(Address address) {
        return JdbcClient.create(new DriverManagerDataSource(address.url(), address.role(), address.password()));
    }

    private static String show(JdbcClient client, String setting) {
        return client.sql("show " + setting).query((row, n) -> row.getString(1)).single();
    }
}
