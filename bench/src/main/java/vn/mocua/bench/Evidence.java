package vn.mocua.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Main.Options;

/** What archiving proofs of signatures and looking at them again takes of time and memory, in the worker alone. */
final class Evidence {

    private static final long LOOKING_MILLIS = 10;

    /** One run of the worker, as far as it was seen. */
    private record Run(double seconds, double cpuSeconds, double mebibytes) {}

    private final House house;
    private final Path data;
    private final Report report;

    private Evidence(House house, Path data, Report report) {
        this.house = house;
        this.data = data;
        this.report = report;
    }

    static Report run(Options options) throws IOException {
        var report = new Report("evidence");
        var data = House.newData();
        try {
            House.train(data);
            try (var house = House.start(data, Hash.CHEAP);
                    var town = house.town()) {
                new Evidence(house, data, report).measure(town, options.number("people", 50, 1_000));
            }
        } finally {
            House.delete(data);
        }
        return report;
    }

    private void measure(Town town, int people) throws IOException {
        // One by itself, which tells what starting the worker takes.
        register(town, 1);
        var rows = new ArrayList<Row>();
        var archivedOne = command("archive");
        var reviewedOne = command("verify", "--all");
        register(town, people);
        var archived = command("archive");
        var reviewed = command("verify", "--all");
        rows.add(row("archive", 1, archivedOne, archivedOne));
        rows.add(row("archive", people, archived, archivedOne));
        rows.add(row("verify", 1, reviewedOne, reviewedOne));
        rows.add(row("verify", people + 1, reviewed, reviewedOne));
        report.table("The worker, from its start to its end", rows);
        report.put("evidence", rows);
    }

    private void register(Town town, int people) throws IOException {
        for (var holder : town.makeHolders(people)) {
            try (var wire = house.wire()) {
                new UsbRegistration(
                                town.token(holder),
                                new Browser(wire, house.url()),
                                town,
                                house.url().toString())
                        .whole();
            }
        }
    }

    private Run command(String... words) throws IOException {
        var line = new ArrayList<>(List.of(House.root().resolve("mocua").toString(), "evidence"));
        line.addAll(List.of(words));
        line.addAll(List.of("--data", data.toString()));
        var command = new ProcessBuilder(line).redirectErrorStream(true).start();
        command.getOutputStream().close();
        var run = watch(command);
        var said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        report.say(
                "%s: %s", words[0], said.substring(said.lastIndexOf('\n') + 1).replace("%", "%%"));
        report.check(words[0] + " ends well", command.exitValue() == 0);
        return run;
    }

    /** The last that is seen of the worker is as good as its end. */
    private Run watch(Process command) throws IOException {
        var seen = new Run(0, 0, 0);
        var begun = 0L;
        var worker = -1L;
        while (command.isAlive()) {
            worker = worker < 0 ? worker() : worker;
            if (worker >= 0 && Cpu.commandLine(worker).contains("evidence-worker.jar")) {
                begun = begun == 0 ? System.nanoTime() : begun;
                seen = new Run(
                        (System.nanoTime() - begun) / 1e9,
                        Math.max(seen.cpuSeconds, Cpu.nanos(worker) / 1e9),
                        Math.max(seen.mebibytes, Cpu.mostResidentBytes(worker) / 1048576.0));
            }
            Town.pause(LOOKING_MILLIS);
        }
        return seen;
    }

    private static long worker() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> Cpu.commandLine(pid).contains("evidence-worker.jar --trust"))
                .findFirst()
                .orElse(-1L);
    }

    private static Row row(String work, int proofs, Run run, Run one) {
        return new Row()
                .with("work", work)
                .with("proofs", proofs)
                .with("seconds", run.seconds)
                .with("CPU-seconds", run.cpuSeconds)
                .with("at most resident, MiB", run.mebibytes)
                .with("ms for each more", more(proofs, run.seconds - one.seconds))
                .with("CPU-ms for each more", more(proofs, run.cpuSeconds - one.cpuSeconds));
    }

    /** What starting the worker takes, and its first proof, is left aside. */
    private static double more(int proofs, double seconds) {
        return proofs < 2 ? 0 : seconds * 1000 / (proofs - 1);
    }
}
