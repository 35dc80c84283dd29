package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
            var registrant = new Registrant(sandbox, sandbox.someone(), new Visitor(url, url.getPort()));
            person = registrant.person();
            assertThat(registrant.registers().path()).isEqualTo(Registrant.DONE);
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
            second.stop();
        }
        assertThat(outputOf(second)).containsExactly("ready " + url);
        assertThat(stillRunningOn(data)).isEmpty();
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
