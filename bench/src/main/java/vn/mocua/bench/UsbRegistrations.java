package vn.mocua.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToDoubleFunction;
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Main.Options;
import vn.mocua.bench.UsbRegistration.Request;

/**
 * What a registration with a USB token costs, the authority's word about the certificate being known already or asked
 * for. Keys are made before anything is measured.
 */
final class UsbRegistrations {

    private static final double AIM_MILLIS = 6;
    private static final double AIM_PER_SECOND = 150;
    private static final double COMPILED_MILLIS = 0.3;
    private static final int MOST_ROUNDS = 8;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** Until what a registration leaves to be done is done. */
    private static final long AFTERMATH_MILLIS = 1_500;

    /** Whether the portal has heard of the certificate within two minutes. */
    private enum Status {
        REMEMBERED,
        ASKED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** One run. */
    private record Run(int done, List<String> failures, double seconds, Cpu cpu) {

        double perJourney(long nanos) {
            return nanos / 1e6 / Math.max(1, done);
        }

        /** What remains of the compilers' time is counted apart. */
        double cost() {
            return perJourney(cpu.compiled());
        }
    }

    private final House house;
    private final Report report;
    private final Options options;
    private final int users;
    private final int journeys;
    private final ConcurrentLinkedQueue<Token> tokens = new ConcurrentLinkedQueue<>();

    private UsbRegistrations(House house, Report report, Options options) {
        this.house = house;
        this.report = report;
        this.options = options;
        this.users = options.number("users", 8, 256);
        this.journeys = options.number("journeys", 150, 5_000);
    }

    static Report run(Options options) throws IOException {
        var report = new Report("usb");
        var data = House.newData();
        try {
            House.train(data);
            try (var house = House.start(data, Hash.CHEAP);
                    var town = house.town()) {
                new UsbRegistrations(house, report, options).measure(town);
                report.checkLog(house);
            }
        } finally {
            House.delete(data);
        }
        return report;
    }

    private void measure(Town town) throws IOException {
        var repetitions = options.number("repetitions", 3, 50);
        var warmUp = options.number("warm-up", 300, 5_000);
        // One more for each: the pass in step.
        makeTokens(town, warmUp * MOST_ROUNDS / 2 + journeys * (repetitions * Status.values().length + 1));
        warmUpSigning(options.number("signatures", 4_000, 100_000));
        warmUp(warmUp);
        var recording = options.has("record");
        if (recording) {
            Files.createDirectories(options.folder("record"));
            report.say(
                    "%s",
                    house.jcmd(
                            "JFR.start",
                            "name=usb",
                            "settings=profile",
                            "jdk.CPUTimeSample#enabled=true",
                            "jdk.CPUTimeSample#throttle=5ms"));
        }
        var runs = new EnumMap<Status, List<Run>>(Status.class);
        for (int i = 0; i < repetitions; i++) {
            var turns = List.of(Status.values());
            for (var status : i % 2 == 0 ? turns : turns.reversed()) {
                runs.computeIfAbsent(status, first -> new ArrayList<>()).add(once(take(journeys), status));
            }
        }
        if (recording) {
            report.say(
                    "%s",
                    house.jcmd(
                            "JFR.stop",
                            "name=usb",
                            "filename=" + options.folder("record").resolve("portal-usb.jfr")));
        }
        tell(runs);
        tellRequests(take(journeys));
    }

    /** The sandbox makes a key for everybody, which takes it a tenth of a second. */
    private void makeTokens(Town town, int count) throws IOException {
        var begun = System.nanoTime();
        var people = new ConcurrentLinkedQueue<>(town.makeHolders(count));
        Crowd.atOnce(CORES, () -> {
            try (var own = house.town()) {
                for (var person = people.poll(); person != null; person = people.poll()) {
                    tokens.add(own.token(person));
                }
            }
        });
        report.say("%d tokens made in %.0f s", tokens.size(), (System.nanoTime() - begun) / 1e9);
    }

    private List<Token> take(int count) {
        var taken = new ArrayList<Token>();
        while (taken.size() < count) {
            taken.add(tokens.remove());
        }
        return taken;
    }

    /** Signing costs nobody their person: the same ones sign until the portal's machine has learnt to check. */
    private void warmUpSigning(int signatures) {
        var some = List.copyOf(tokens).subList(0, Math.min(tokens.size(), 100));
        var begun = System.nanoTime();
        for (int done = 0; done < signatures; done += some.size()) {
            walk(some, UsbRegistration::untilSigned);
        }
        report.say("warm-up: %d signatures in %.0f s", signatures, (System.nanoTime() - begun) / 1e9);
    }

    private void warmUp(int count) {
        for (int round = 1; round <= MOST_ROUNDS && tokens.size() > count; round++) {
            // The last rounds' keys are those that the runs need.
            if (round > MOST_ROUNDS / 2) {
                break;
            }
            var run = once(take(count), Status.REMEMBERED);
            var compiling = run.perJourney(run.cpu.compiling());
            report.say("warm-up, round %d: %.1f ms of compiling for each registration", round, compiling);
            run.failures.stream().limit(3).forEach(each -> report.say("failed: %s", each.replace("%", "%%")));
            if (compiling < COMPILED_MILLIS) {
                return;
            }
        }
    }

    private Run once(List<Token> people, Status status) {
        if (status == Status.REMEMBERED) {
            walk(people, UsbRegistration::untilSigned);
            Town.pause(AFTERMATH_MILLIS);
        }
        var before = Cpu.now(house);
        var begun = System.nanoTime();
        var failures = walk(people, UsbRegistration::whole);
        var seconds = (System.nanoTime() - begun) / 1e9;
        Town.pause(AFTERMATH_MILLIS);
        return new Run(
                people.size() - failures.size(),
                failures,
                seconds,
                Cpu.now(house).since(before));
    }

    private interface Way {
        void walk(UsbRegistration registration) throws IOException;
    }

    private List<String> walk(List<Token> people, Way way) {
        var waiting = new ConcurrentLinkedQueue<>(people);
        var failures = new ConcurrentLinkedQueue<String>();
        Crowd.atOnce(users, () -> {
            try (var wire = house.wire();
                    var town = house.town()) {
                for (var token = waiting.poll(); token != null; token = waiting.poll()) {
                    try {
                        way.walk(registration(token, wire, town));
                    } catch (IOException | RuntimeException e) {
                        failures.add(String.valueOf(e.getMessage()));
                        wire.close();
                    }
                }
            }
        });
        return List.copyOf(failures);
    }

    private UsbRegistration registration(Token token, Wire wire, Town town) {
        return new UsbRegistration(
                token, new Browser(wire, house.url()), town, house.url().toString());
    }

    private void tell(Map<Status, List<Run>> runs) {
        var rows = new ArrayList<Row>();
        runs.forEach((status, all) -> {
            rows.add(new Row()
                    .with("status of the certificate", status.word())
                    .with("journeys", all.stream().mapToInt(Run::done).sum())
                    .with(
                            "failed",
                            all.stream().mapToInt(run -> run.failures.size()).sum())
                    .with("portal", median(all, run -> run.perJourney(run.cpu.portal())))
                    .with("of it JIT", median(all, run -> run.perJourney(run.cpu.compiling())))
                    .with("postgres", median(all, run -> run.perJourney(run.cpu.postgres())))
                    .with("portal and postgres, JIT aside", median(all, Run::cost))
                    .with("sandbox", median(all, run -> run.perJourney(run.cpu.sandbox())))
                    .with("bench", median(all, run -> run.perJourney(run.cpu.bench())))
                    .with("journeys/s", median(all, run -> run.done / run.seconds)));
            all.stream()
                    .flatMap(run -> run.failures.stream())
                    .limit(3)
                    .forEach(failure -> report.say("failed: %s", failure.replace("%", "%%")));
        });
        report.table("Whole registrations with a USB token: CPU-ms for each (medians)", rows);
        report.put("usb", rows);
        report.say("");
        report.check("everybody could register", rows.stream().allMatch(row -> row.number("failed") == 0));
        var remembered = runs.getOrDefault(Status.REMEMBERED, List.of());
        var cost = median(remembered, Run::cost);
        report.target("portal and PostgreSQL, status remembered, JIT aside", cost, AIM_MILLIS, "ms");
        var reached = median(remembered, run -> run.done / run.seconds);
        report.say(
                "%.0f a second with sandbox and bench on the same %d cores, %.0f had portal and PostgreSQL the cores alone"
                        + " (aim: >= %.0f)%s",
                reached, CORES, CORES * 1000 / cost, AIM_PER_SECOND, reached >= AIM_PER_SECOND ? "" : "  missed");
    }

    private void tellRequests(List<Token> people) throws IOException {
        walk(people, UsbRegistration::untilSigned);
        var rows = new ArrayList<Row>();
        try (var step = new InStep(house, users)) {
            step.walk(people, this::registration, List.of(Request.values()), UsbRegistration::take)
                    .forEach((request, cpu) -> rows.add(new Row()
                            .with("request", request.words())
                            .with("portal", (cpu.portal() - cpu.compiling()) / 1e6 / people.size())
                            .with("postgres", cpu.postgres() / 1e6 / people.size())));
        }
        report.table("Each request, status remembered: CPU-ms, JIT aside", rows);
        report.put("requests", rows);
    }

    private static double median(List<Run> all, ToDoubleFunction<Run> figure) {
        return Samples.of(all.stream().mapToDouble(figure)).median();
    }
}
