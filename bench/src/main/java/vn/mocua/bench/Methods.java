package vn.mocua.bench;

import java.io.IOException;
import java.time.Duration;
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

    private static final Duration LONGEST_WARM_UP = Duration.ofSeconds(45);

    private Methods() {}

    static Report run(Options options) throws IOException {
        var report = new Report("methods");
        var data = House.newData();
        try {
            House.train(data);
            try (var house = House.start(data, Hash.CHEAP);
                    var town = house.town()) {
                tell(report, measure(house, town, options));
                report.check(
                        "no error in the portal's log", house.log().stream().noneMatch(line -> line.contains("ERROR")));
            }
        } finally {
            House.delete(data);
        }
        return report;
    }

    private static Map<Method, List<Run>> measure(House house, Town town, Options options) throws IOException {
        var users = options.number("users", 8, 256);
        var journeys = options.number("journeys", 300, 100_000);
        var repetitions = options.number("repetitions", 5, 50);
        var warmUp = options.number("warm-up", 1_500, 100_000);
        for (var method : Method.values()) {
            Crowd.registers(house, town.make(warmUp), users, LONGEST_WARM_UP, method);
        }
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

    private static void tell(Report report, Map<Method, List<Run>> runs) {
        var rows = new ArrayList<Row>();
        runs.forEach((method, all) -> {
            var row = Registrations.costs(new Row().with("method", method.word()), all);
            row.with("portal and postgres", cost(all));
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

    private static double cost(List<Run> all) {
        return Samples.of(all.stream()
                        .mapToDouble(run ->
                                run.perJourney(run.cpu().portal() + run.cpu().postgres())))
                .median();
    }
}
