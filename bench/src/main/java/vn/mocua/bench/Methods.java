package vn.mocua.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Main.Options;
import vn.mocua.bench.Registration.Method;
import vn.mocua.bench.Registrations.Run;

/** What a registration by social insurance costs more than one by mobile subscriber: by turns, in the same processes. */
final class Methods {

    /** So much more may it cost, the hash left aside. */
    static final double DEARER_MILLIS = 1.5;

    /**
     * With so little of it left in a registration, compiling is over: it is the price of a portal's first minutes, and
     * falls to whichever method is walked less.
     */
    private static final double COMPILED_MILLIS = 0.3;

    private static final int MOST_ROUNDS = 12;

    private Methods() {}

    static Report run(Options options) throws IOException {
        var report = new Report("methods");
        var data = House.newData();
        try {
            House.train(data);
            try (var house = House.start(data, Hash.CHEAP);
                    var town = house.town()) {
                tell(report, measure(report, house, town, options));
                report.checkLog(house);
            }
        } finally {
            House.delete(data);
        }
        return report;
    }

    private static Map<Method, List<Run>> measure(Report report, House house, Town town, Options options)
            throws IOException {
        var users = options.number("users", 8, 256);
        var journeys = options.number("journeys", 300, 100_000);
        var repetitions = options.number("repetitions", 5, 50);
        warmUp(report, house, town, users, options.number("warm-up", 500, 100_000));
        var runs = new EnumMap<Method, List<Run>>(Method.class);
        for (int i = 0; i < repetitions; i++) {
            // Each goes first as often as the other: whatever still gets faster favours neither.
            var turns = List.of(Method.values());
            for (var method : i % 2 == 0 ? turns : turns.reversed()) {
                runs.computeIfAbsent(method, first -> new ArrayList<>())
                        .add(Registrations.once(house, town.make(journeys), users, method));
            }
        }
        return runs;
    }

    /** Round after round of both methods, until the compilers have little left to do. */
    private static void warmUp(Report report, House house, Town town, int users, int journeys) throws IOException {
        for (int round = 1; round <= MOST_ROUNDS; round++) {
            var compiling = 0.0;
            for (var method : Method.values()) {
                var run = Registrations.once(house, town.make(journeys), users, method);
                compiling = Math.max(compiling, run.perJourney(run.cpu().compiling()));
            }
            report.say("warm-up, round %d: at most %.1f ms of compiling for each registration", round, compiling);
            if (compiling < COMPILED_MILLIS) {
                return;
            }
        }
    }

    private static void tell(Report report, Map<Method, List<Run>> runs) {
        var rows = new ArrayList<Row>();
        runs.forEach((method, all) -> {
            var row = Registrations.costs(new Row().with("method", method.word()), all);
            row.with("portal and postgres, JIT aside", cost(all));
            rows.add(row);
            all.stream()
                    .flatMap(run -> run.outcome().failures().stream())
                    .limit(3)
                    .forEach(failure -> report.say("failed: %s", failure));
        });
        report.table("Whole registrations, cheap hash: CPU-ms for each (medians)", rows);
        report.put("methods", rows);
        var dearer = cost(runs.getOrDefault(Method.SOCIAL_INSURANCE, List.of()))
                - cost(runs.getOrDefault(Method.MOBILE_SUBSCRIBER, List.of()));
        report.put("dearerMillis", dearer);
        report.say("");
        report.check("everybody could register", rows.stream().allMatch(row -> row.number("failed") == 0));
        report.target("social insurance, dearer than mobile subscriber by", dearer, DEARER_MILLIS, "ms");
    }

    /** What remains of the compilers' time is counted apart. */
    private static double cost(List<Run> all) {
        return Samples.of(
                        all.stream().mapToDouble(run -> run.perJourney(run.cpu().compiled())))
                .median();
    }
}
