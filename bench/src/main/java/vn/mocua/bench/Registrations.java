package vn.mocua.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Main.Options;
import vn.mocua.bench.Registration.Method;
import vn.mocua.bench.Registration.Request;
import vn.mocua.bench.Town.Person;

/** Whole registrations: what each costs the machine, and how long people wait for each page. */
final class Registrations {

    private static final int WARM_UP_USERS = 8;
    private static final int STEP_USERS = 4;
    private static final int STEP_JOURNEYS = 300;
    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(45);
    private static final Duration LONGEST_RUN = Duration.ofSeconds(60);

    /** Until what a registration leaves to be done is done: the audit trail is sealed each second. */
    private static final long AFTERMATH_MILLIS = 1_500;

    /** One run: so many at once. */
    record Run(Crowd.Outcome outcome, Cpu cpu) {

        double perJourney(long nanos) {
            return nanos / 1e6 / Math.max(1, outcome.done());
        }
    }

    private final Options options;
    private final Report report;
    private final Method method;
    private final int repetitions;

    private Registrations(Options options, Report report) {
        this.options = options;
        this.report = report;
        this.method = options.method();
        this.repetitions = options.number("repetitions", 3, 50);
    }

    static Report run(Options options) throws IOException {
        var report = new Report("registrations");
        var all = new Registrations(options, report);
        report.put("method", all.method.word());
        for (var hash : options.hashes()) {
            all.with(hash);
        }
        return report;
    }

    private void with(Hash hash) throws IOException {
        var data = House.newData();
        try {
            House.train(data);
            try (var house = House.start(data, hash);
                    var town = house.town()) {
                measure(house, town, hash);
            }
        } finally {
            House.delete(data);
        }
    }

    private void measure(House house, Town town, Hash hash) throws IOException {
        var warmUp = Crowd.registers(
                house,
                town.make(options.number("warm-up", hash == Hash.CHEAP ? 3_000 : 600, 100_000)),
                WARM_UP_USERS,
                LONGEST_WARM_UP,
                method);
        report.say("");
        report.say(
                "%s, %s hash: warmed up by %d registrations in %.0f s",
                method.word(), hash.word(), warmUp.done(), warmUp.took().toMillis() / 1000.0);
        var recording = record(
                house,
                hash,
                "JFR.start",
                "settings=profile jdk.CPUTimeSample#enabled=true jdk.CPUTimeSample#throttle=5ms");
        var runs = new TreeMap<Integer, List<Run>>();
        for (int i = 0; i < repetitions; i++) {
            for (var users : options.users()) {
                runs.computeIfAbsent(users, many -> new ArrayList<>()).add(once(house, town, users));
            }
        }
        if (recording) {
            record(
                    house,
                    hash,
                    "JFR.stop",
                    "filename=" + options.folder("record").resolve("portal-" + hash.word() + ".jfr"));
        }
        tell(hash, runs);
        if (hash == Hash.CHEAP) {
            tellRequests(house, town);
        }
        var errors = house.log().stream().filter(line -> line.contains("ERROR")).count();
        report.put("errorsInLog-" + hash.word(), errors);
        report.say("errors in the portal's log: %d", errors);
    }

    private Run once(House house, Town town, int users) throws IOException {
        var journeys = options.number("journeys", Math.clamp(25L * users, 50, 250), 100_000);
        return once(house, town.make(journeys), users, method);
    }

    /** Registers these people, and waits until what they left to be done is done. */
    static Run once(House house, List<Person> people, int users, Method method) {
        var before = Cpu.now(house);
        var outcome = Crowd.registers(house, people, users, LONGEST_RUN, method);
        Town.pause(AFTERMATH_MILLIS);
        return new Run(outcome, Cpu.now(house).since(before));
    }

    private void tell(Hash hash, Map<Integer, List<Run>> runs) {
        var costs = new ArrayList<Row>();
        var times = new ArrayList<Row>();
        runs.forEach((users, all) -> {
            costs.add(costs(new Row().with("users", users), all));
            if (users == 1 || users == 64 || runs.size() == 1) {
                times.addAll(times(users, all));
            }
        });
        report.table(
                "Whole registrations, %s hash: CPU-ms for each (medians of %d runs)"
                        .formatted(hash.word(), repetitions),
                costs);
        report.table("Times of pages in ms, %s hash (all runs together)".formatted(hash.word()), times);
        report.put("registrations-" + hash.word(), costs);
        report.put("pages-" + hash.word(), times);
        runs.values().stream()
                .flatMap(List::stream)
                .flatMap(run -> run.outcome.failures().stream())
                .limit(3)
                .forEach(failure -> report.say("failed: %s", failure.replace("%", "%%")));
        report.say("");
        if (hash == Hash.CHEAP) {
            var dearest = costs.stream()
                    .mapToDouble(row -> row.number("portal") + row.number("postgres"))
                    .min()
                    .orElse(Double.NaN);
            var aim = method == Method.MOBILE_SUBSCRIBER ? 3 : 3 + Methods.DEARER_MILLIS;
            report.target("portal and PostgreSQL, a whole registration without the hash", dearest, aim, "ms");
        }
        if (hash == Hash.REAL && runs.containsKey(64)) {
            report.target("p99 of pages while 64 register, but for the hash itself", slowest(runs.get(64)), 20, "ms");
        }
    }

    /** Adds what registrations cost to a row, medians of all runs. */
    static Row costs(Row row, List<Run> all) {
        row.with("journeys", all.stream().mapToInt(run -> run.outcome.done()).sum());
        row.with(
                "failed",
                all.stream().mapToInt(run -> run.outcome.failures().size()).sum());
        row.with(
                "turned away",
                all.stream().mapToInt(run -> run.outcome.turnedAway()).sum());
        row.with("portal", median(all, run -> run.perJourney(run.cpu.portal())));
        row.with("of it JIT", median(all, run -> run.perJourney(run.cpu.compiling())));
        row.with("postgres", median(all, run -> run.perJourney(run.cpu.postgres())));
        row.with("sandbox", median(all, run -> run.perJourney(run.cpu.sandbox())));
        row.with("bench", median(all, run -> run.perJourney(run.cpu.bench())));
        row.with("journeys/s", median(all, run -> run.outcome.perSecond()));
        row.with(
                "SMS wait p50",
                Samples.millis(all.stream()
                                .flatMap(run -> run.outcome.waits().stream())
                                .toList())
                        .median());
        return row;
    }

    private static double median(List<Run> all, ToDoubleFunction<Run> figure) {
        return Samples.of(all.stream().mapToDouble(figure)).median();
    }

    private static List<Row> times(int users, List<Run> all) {
        var rows = new ArrayList<Row>();
        for (var request : Request.values()) {
            var samples = millis(all, request);
            var row = new Row();
            row.with("request", request.words());
            row.with("users", users);
            row.with("p50", samples.median());
            row.with("p99", samples.percentile(99));
            row.with("most", samples.most());
            row.with("n", samples.size());
            rows.add(row);
        }
        return rows;
    }

    private static Samples millis(List<Run> all, Request request) {
        return Samples.millis(all.stream()
                .flatMap(run -> run.outcome.times().getOrDefault(request, new ConcurrentLinkedQueue<>()).stream())
                .toList());
    }

    private static double slowest(List<Run> all) {
        var pages = new ArrayList<Long>();
        for (var run : all) {
            run.outcome.times().forEach((request, nanos) -> {
                if (request != Request.PASSWORD) {
                    pages.addAll(nanos);
                }
            });
        }
        return Samples.millis(pages).percentile(99);
    }

    private void tellRequests(House house, Town town) throws IOException {
        var portal = new EnumMap<Request, List<Double>>(Request.class);
        var postgres = new EnumMap<Request, List<Double>>(Request.class);
        for (int i = 0; i < repetitions; i++) {
            inStep(house, town, portal, postgres);
        }
        var rows = new ArrayList<Row>();
        for (var request : Request.values()) {
            var row = new Row();
            row.with("request", request.words());
            row.with(
                    "portal",
                    Samples.of(portal.getOrDefault(request, List.of())).median());
            row.with(
                    "postgres",
                    Samples.of(postgres.getOrDefault(request, List.of())).median());
            rows.add(row);
        }
        var sum = new Row();
        sum.with("request", "all");
        sum.with(
                "portal", rows.stream().mapToDouble(row -> row.number("portal")).sum());
        sum.with(
                "postgres",
                rows.stream().mapToDouble(row -> row.number("postgres")).sum());
        rows.add(sum);
        report.table("Each request, cheap hash: CPU-ms (medians of %d runs)".formatted(repetitions), rows);
        report.put("requests", rows);
        report.say("");
        report.target(
                "portal, dearest page that is shown",
                rows.stream()
                        .filter(row -> String.valueOf(row.cell("request")).startsWith("GET"))
                        .mapToDouble(row -> row.number("portal"))
                        .max()
                        .orElse(Double.NaN),
                0.25,
                "ms");
    }

    private void inStep(House house, Town town, Map<Request, List<Double>> portal, Map<Request, List<Double>> postgres)
            throws IOException {
        try (var step = new InStep(house, STEP_USERS)) {
            step.walk(
                            town.make(STEP_JOURNEYS),
                            (person, wire, eyes) -> new Registration(
                                    person, new Browser(wire, house.url()), eyes, method, Registration.PASSWORD),
                            List.of(Request.values()),
                            Registration::take)
                    .forEach((request, cpu) -> {
                        portal.computeIfAbsent(request, each -> new ArrayList<>())
                                .add(cpu.portal() / 1e6 / STEP_JOURNEYS);
                        postgres.computeIfAbsent(request, each -> new ArrayList<>())
                                .add(cpu.postgres() / 1e6 / STEP_JOURNEYS);
                    });
        }
    }

    /** Tells the portal's virtual machine to begin or end a flight recording; whether one was asked for. */
    private boolean record(House house, Hash hash, String order, String more) throws IOException {
        if (!options.has("record")) {
            return false;
        }
        Files.createDirectories(options.folder("record"));
        var jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(house.portal()),
                        order,
                        "name=" + hash.word() + " " + more)
                .redirectErrorStream(true)
                .start();
        report.say("%s", new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
        return true;
    }
}
