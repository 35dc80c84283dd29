package vn.mocua.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Main.Options;

/** From the command to the first page, with and without what the first start leaves; and what runs when nobody comes. */
final class Starts {

    private static final long UNTIL_IDLE_MILLIS = 8_000;
    private static final long IDLE_MILLIS = 10_000;

    private Starts() {}

    static Report run(Options options) throws IOException {
        var report = new Report("start");
        var repetitions = options.number("repetitions", 5, 20);
        var cold = new ArrayList<Double>();
        for (int i = 0; i < repetitions; i++) {
            cold.add(cold());
            report.say("first start: %.2f s", cold.getLast());
        }
        var warm = new ArrayList<Double>();
        var portal = new ArrayList<Double>();
        var all = new ArrayList<Double>();
        var idle = new ArrayList<Double>();
        var data = House.newData();
        try {
            House.train(data);
            House.start(data, Hash.REAL).close();
            for (int i = 0; i < repetitions; i++) {
                try (var house = House.start(data, Hash.REAL)) {
                    warm.add(house.untilFirstPage().toMillis() / 1000.0);
                    Town.pause(UNTIL_IDLE_MILLIS);
                    var before = Cpu.now(house);
                    Town.pause(IDLE_MILLIS);
                    var used = Cpu.now(house).since(before);
                    idle.add((used.portal() + used.postgres()) / 1e6 / (IDLE_MILLIS / 1000.0));
                    portal.add(mebibytes(house.portal(), "Rss"));
                    all.add(mebibytes(house.portal(), "Pss") + postgres(house));
                    report.say(
                            "start: %.2f s, portal %.0f MiB, with PostgreSQL %.0f MiB, idle %.1f CPU-ms/s",
                            warm.getLast(), portal.getLast(), all.getLast(), idle.getLast());
                }
            }
        } finally {
            House.delete(data);
        }
        var rows = List.of(
                row("first start to first page, new data, no class cache", cold, "s"),
                row("start to first page", warm, "s"),
                row("portal idle, resident", portal, "MiB"),
                row("portal and PostgreSQL idle, shared memory once", all, "MiB"),
                row("portal and PostgreSQL idle, processor", idle, "ms/s"));
        report.table("Medians of %d".formatted(repetitions), rows);
        report.put("start", rows);
        report.say("");
        report.target("start to first page, second start on", Samples.of(warm).median(), 2, "s");
        report.target("portal idle, resident", Samples.of(portal).median(), 300, "MiB");
        return report;
    }

    /** As on a fresh machine, once built: no data, no keys, no class cache, PostgreSQL still packed. */
    private static double cold() throws IOException {
        var aside = House.cache().resolveSibling("portal.aot.aside");
        if (House.hasCache()) {
            Files.move(House.cache(), aside, StandardCopyOption.REPLACE_EXISTING);
        }
        var data = House.newData();
        try (var house = House.start(data, Hash.REAL)) {
            return house.untilFirstPage().toMillis() / 1000.0;
        } finally {
            House.delete(data);
            if (Files.exists(aside)) {
                Files.move(aside, House.cache(), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static Row row(String what, List<Double> values, String unit) {
        var samples = Samples.of(values);
        var row = new Row();
        row.with("what", what);
        row.with("median", samples.median());
        row.with("least", samples.percentile(0));
        row.with("most", samples.most());
        row.with("unit", unit);
        return row;
    }

    private static double postgres(House house) throws IOException {
        var all = mebibytes(house.postgres(), "Pss");
        for (var child : Cpu.childrenOf(house.postgres())) {
            all += mebibytes(child, "Pss");
        }
        return all;
    }

    private static double mebibytes(long pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup")).stream()
                        .filter(line -> line.startsWith(name + ":"))
                        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                        .sum()
                / 1024;
    }
}
