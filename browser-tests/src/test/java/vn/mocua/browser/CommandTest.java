package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./mocua run}, as a newcomer types it. */
class CommandTest {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Test
    void runStartsEverythingSaysReadyOnceStopsEverythingAndKeepsAccounts(@TempDir Path folder) throws Exception {
        var data = folder.resolve("data");
        var ports = Installation.freePorts(2);
        var url = URI.create("http://localhost:" + ports.getFirst());
        var sandbox = new Sandbox(URI.create("http://127.0.0.1:" + ports.getLast()));
        Person person;

        var first = start("run-first", data, ports);
        try {
            awaitReady(first, url);
            assertThat(sandbox.isRegisteredPersonThere())
                    .as("the cast is as it is told to be")
                    .isTrue();
            var registrant = new Registrant(sandbox, sandbox.someone(), new Visitor(url, url.getPort()));
            person = registrant.person();
            assertThat(registrant.registers().path()).isEqualTo(Registrant.DONE);

            saying("in use by another", 1, "run", "--data", data.toString());
            saying("intact", 0, "audit", "verify", "--data", data.toString());
            saying("", 0, "keys", "rotate", "--data", data.toString());
            var elsewhere = folder.resolve("elsewhere").toString();
            var taken = ports.getFirst().toString();
            saying("port " + taken + " is taken", 1, "run", "--data", elsewhere, "--port", taken);
        } finally {
            first.stop();
        }
        assertThat(first.exitCode()).isZero();
        assertThat(outputOf(first)).containsExactly("ready " + url);
        assertThat(stillRunningOn(data)).isEmpty();

        var second = start("run-second", data, ports);
        try {
            awaitReady(second, url);
            var registrant = new Registrant(sandbox, person, new Visitor(url, url.getPort()));
            assertThat(registrant.signsIn().text()).contains(person.fullName());
        } finally {
            // As a power cut for the script alone: what it started hears of it and ends in order.
            second.kill();
        }
        assertThat(outputOf(second)).containsExactly("ready " + url);
        Await.that(
                "all that it started has ended",
                PATIENCE,
                () -> stillRunningOn(data).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "'run --port', --port needs a value",
        "'run --port eighty', --port needs a port",
        "'run --port=eighty', --port needs a port",
        "'run --port 65536', --port needs a port",
        "'run --port 9 --sandbox-port 9', are the same",
        "'run --data', --data needs a value",
        "'run --speed 9', unknown option: --speed",
        "'audit verify --data', --data needs a value",
        "'test --slow', unknown option: --slow",
        "'walk', unknown command: walk"
    })
    void whatIsNotUnderstoodIsSaidInOneLine(String words, String said) {
        assertThat(saying(said, 2, words.split(" ")).lines()).hasSize(1);
    }

    @Test
    void whatCannotBeDoneIsSaidInOneLineAndNothingIsMade(@TempDir Path folder) throws Exception {
        var file = Files.createFile(folder.resolve("file"));
        var nowhere = folder.resolve("nowhere");

        assertThat(saying("no directory to write in", 1, "run", "--data", file.toString())
                        .lines())
                .hasSize(1);
        assertThat(saying("no such file", 1, "run", "--limits", nowhere.toString())
                        .lines())
                .hasSize(1);
        assertThat(saying("no database in " + nowhere, 2, "audit", "verify", "--data", nowhere.toString())
                        .lines())
                .hasSize(1);
        saying("no database in " + nowhere, 2, "audit", "verify", "--data=" + nowhere);
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void itMayBeCalledByALinkFromAFolderWithBlanks(@TempDir Path folder) throws Exception {
        var link = Files.createSymbolicLink(
                Files.createDirectory(folder.resolve("a b")).resolve("the door"), Programs.REPOSITORY.resolve("mocua"));
        var keyring = link.resolveSibling("key ring.json");

        var made = Program.start(
                "link", link.getParent(), List.of(link.toString(), "keys", "create", keyring.toString()), Map.of());

        Await.that("keys are made", PATIENCE, () -> !made.isAlive());
        assertThat(made.exitCode()).as(made.printed()).isZero();
        assertThat(keyring).exists();
    }

    /** Runs a command to its end, and returns what it said. */
    private static String saying(String expected, int exitCode, String... words) {
        var name = "command-" + words[0];
        try {
            Files.deleteIfExists(Programs.LOGS.resolve(name + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var command = new ArrayList<>(List.of("./mocua"));
        command.addAll(List.of(words));
        var program = Program.start(name, Programs.REPOSITORY, command, Map.of());
        Await.that(name + " ends", PATIENCE, () -> !program.isAlive());
        assertThat(program.printed()).contains(expected);
        assertThat(program.exitCode()).as(program.printed()).isEqualTo(exitCode);
        return program.printed();
    }

    private static Program start(String name, Path data, List<Integer> ports) throws Exception {
        Files.deleteIfExists(Programs.LOGS.resolve(name + ".log"));
        return Program.start(
                name,
                Programs.REPOSITORY,
                List.of(
                        "./mocua",
                        "run",
                        "--port",
                        ports.getFirst().toString(),
                        "--sandbox-port",
                        ports.getLast().toString(),
                        "--data",
                        data.toString()),
                Map.of());
    }

    private static void awaitReady(Program run, URI url) {
        run.awaitThat("ready " + url, () -> run.printed().contains("ready " + url), PATIENCE);
    }

    /** Standard output and error go to one file; what the script says of its building is for people. */
    private static List<String> outputOf(Program run) {
        return run.printed()
                .lines()
                .filter(line -> !line.startsWith("building"))
                .toList();
    }

    /** Processes whose command line names this folder. */
    private static List<String> stillRunningOn(Path data) {
        return ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine().stream())
                .filter(command -> command.contains(data.toString()))
                .toList();
    }
}
