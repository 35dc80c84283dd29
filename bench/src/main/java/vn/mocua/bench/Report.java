package vn.mocua.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What is printed for people, and the same in JSON for those who compare. */
final class Report {

    private final Map<String, Object> json = new LinkedHashMap<>();

    Report(String scenario) throws IOException {
        json.put("scenario", scenario);
        var machine = new LinkedHashMap<String, Object>();
        machine.put("processor", fact("/proc/cpuinfo", "model name"));
        machine.put("cores", Runtime.getRuntime().availableProcessors());
        machine.put("memory", fact("/proc/meminfo", "MemTotal"));
        machine.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("jdk", System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
        machine.put("loadBefore", Files.readString(Path.of("/proc/loadavg")).strip());
        json.put("machine", machine);
        say("machine: %s", machine);
    }

    private static String fact(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    @SuppressWarnings("SystemOut") // it is a command, this is its answer
    void say(String format, Object... arguments) {
        System.out.println(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
    }

    void put(String name, Object value) {
        json.put(name, value);
    }

    /** Rows as a table, the first column to the left and the others to the right; numbers to two digits. */
    void table(String title, List<Row> rows) {
        say("");
        say(title);
        if (rows.isEmpty()) {
            return;
        }
        var columns = rows.getFirst().columns();
        var widths = new ArrayList<Integer>();
        for (var column : columns) {
            widths.add(Math.max(
                    column.length(),
                    rows.stream()
                            .mapToInt(row -> cell(row.cell(column)).length())
                            .max()
                            .orElse(0)));
        }
        var head = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            head.append(padded(columns.get(i), widths.get(i), i == 0));
        }
        say(head.toString());
        for (var row : rows) {
            var line = new StringBuilder();
            for (int i = 0; i < columns.size(); i++) {
                line.append(padded(cell(row.cell(columns.get(i))), widths.get(i), i == 0));
            }
            say(line.toString());
        }
    }

    /** A target and whether it was met; nothing depends on it. */
    void target(String what, double measured, double wanted, String unit) {
        say(
                "%-62s %8.2f %-4s (aim: %s%s)%s",
                what, measured, unit, "<= ", cell(wanted), measured <= wanted ? "" : "  missed");
        targets()
                .add(new Row()
                        .with("what", what)
                        .with("measured", measured)
                        .with("aim", wanted)
                        .with("unit", unit));
    }

    /** Something that must hold; the command fails when it does not. */
    void check(String what, boolean holds) {
        say("%-5s %s", holds ? "ok" : "FAIL", what);
        checks().add(new Row().with("what", what).with("holds", holds));
    }

    /** Nothing that is measured may leave an error in the portal's log. */
    void checkLog(House house) throws IOException {
        var errors = house.errors();
        errors.stream().limit(3).forEach(line -> say("%s", line));
        check("no error in the portal's log", errors.isEmpty());
    }

    @SuppressWarnings("unchecked")
    private List<Row> targets() {
        return (List<Row>) json.computeIfAbsent("targets", name -> new ArrayList<>());
    }

    @SuppressWarnings("unchecked")
    private List<Row> checks() {
        return (List<Row>) json.computeIfAbsent("checks", name -> new ArrayList<>());
    }

    boolean allHold() {
        return checks().stream().allMatch(check -> Boolean.TRUE.equals(check.cell("holds")));
    }

    void write() throws IOException {
        var file = Files.createDirectories(House.root().resolve("target")).resolve("bench.json");
        Files.write(
                file,
                JsonMapper.builder()
                        .enable(SerializationFeature.INDENT_OUTPUT)
                        .build()
                        .writeValueAsBytes(json));
        say("");
        say("written: %s", House.root().relativize(file));
    }

    private static String cell(@org.jspecify.annotations.Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number -> String.format(Locale.ROOT, "%.2f", number);
            default -> value.toString();
        };
    }

    private static String padded(String text, int width, boolean toTheLeft) {
        return toTheLeft ? String.format("%-" + width + "s", text) : String.format("  %" + width + "s", text);
    }
}
