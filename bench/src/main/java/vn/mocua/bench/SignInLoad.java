package vn.mocua.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Main.Options;
import vn.mocua.bench.SignInCrowd.Run;
import vn.mocua.bench.SignInCrowd.Way;

/**
 * What signing in costs, how many can sign in each second, and whether pages stay fast meanwhile. With the cheap hash:
 * what hashing takes is chosen, not incurred.
 */
final class SignInLoad {

    private static final double AIM_MILLIS = 1.5;
    private static final double AIM_PAGE_MILLIS = 20;

    /** Who waits longer has come to a portal that does not keep up. */
    private static final double KEEPING_UP_MILLIS = 500;

    private static final int USERS = 8;
    private static final int STEP_PEOPLE = 200;
    private static final double[] SHARES = {1.0, 0.85, 0.7, 0.55, 0.4, 0.25, 0.1};

    private final House house;
    private final Report report;
    private final Duration lasting;
    private final int repetitions;
    private final int journeys;

    private SignInLoad(House house, Report report, Options options) {
        this.house = house;
        this.report = report;
        this.lasting = Duration.ofSeconds(options.number("seconds", 8, 600));
        this.repetitions = options.number("repetitions", 3, 50);
        this.journeys = options.number("journeys", 400, 100_000);
    }

    static Report run(Options options) throws IOException {
        var report = new Report("sign-ins");
        var data = House.newData();
        try {
            House.train(data);
            try (var house = House.start(data, Hash.CHEAP, Sources.BELIEVED);
                    var town = house.town();
                    var wires = new Wires(house)) {
                new SignInLoad(house, report, options).measure(town, wires, options);
            }
        } finally {
            House.delete(data);
        }
        return report;
    }

    private void measure(Town town, Wires wires, Options options) throws IOException {
        var begun = System.nanoTime();
        var people = SignIn.prepare(town.make(options.number("people", 1_000, 50_000)), USERS, house);
        report.say(
                "%d people registered and signed in once, in %.0f s", people.size(), (System.nanoTime() - begun) / 1e9);
        var looks = PageLooks.by(people.getFirst(), house, wires);
        var crowd = new SignInCrowd(house, wires, people.subList(1, people.size()));
        crowd.hurried(Way.KNOWN_DEVICE, people.size(), USERS);
        var capacity = new EnumMap<Way, Double>(Way.class);
        var costs = new ArrayList<Row>();
        for (var way : Way.values()) {
            var runs = new ArrayList<Run>();
            for (int i = 0; i < repetitions; i++) {
                runs.add(crowd.hurried(way, journeys, USERS));
            }
            capacity.put(way, median(runs, Run::perSecond));
            costs.add(costs(way, runs));
        }
        report.table("Whole sign-ins, cheap hash: CPU-ms for each (medians of %d runs)".formatted(repetitions), costs);
        report.put("costs", costs);
        report.check("everybody could sign in", costs.stream().allMatch(row -> row.number("failed") == 0));
        report.target(
                "portal and PostgreSQL, on a known device, JIT and hash aside",
                costs.getFirst().number("without JIT and hash"),
                AIM_MILLIS,
                "ms");
        tellRequests(crowd, people.subList(1, Math.min(people.size(), STEP_PEOPLE + 1)));
        // Before more come than can be served: what an overfull portal writes is told by those it did not serve.
        report.checkLog(house);
        tellRates(crowd, looks, options.number("rate", 1_000, 100_000), capacity);
    }

    private Row costs(Way way, List<Run> runs) {
        runs.stream()
                .flatMap(run -> run.failures().stream())
                .limit(3)
                .forEach(each -> report.say("failed: %s", each.replace("%", "%%")));
        return new Row()
                .with("by", way.words())
                .with("done", runs.stream().mapToInt(Run::done).sum())
                .with(
                        "failed",
                        runs.stream().mapToInt(run -> run.failures().size()).sum())
                .with("portal", median(runs, run -> run.each(run.cpu().portal())))
                .with("of it JIT", median(runs, run -> run.each(run.cpu().compiling())))
                .with("of it hash", median(runs, run -> run.each(run.cpu().hashing())))
                .with("postgres", median(runs, run -> run.each(run.cpu().postgres())))
                .with("without JIT and hash", median(runs, run -> run.each(withoutHash(run.cpu()))))
                .with("sandbox", median(runs, run -> run.each(run.cpu().sandbox())))
                .with("bench", median(runs, run -> run.each(run.cpu().bench())))
                .with("a second", median(runs, Run::perSecond));
    }

    private static long withoutHash(Cpu cpu) {
        return cpu.compiled() - cpu.hashing();
    }

    private static double median(List<Run> runs, ToDoubleFunction<Run> figure) {
        return Samples.of(runs.stream().mapToDouble(figure)).median();
    }

    private void tellRequests(SignInCrowd crowd, List<SignIn> people) throws IOException {
        var rows = new ArrayList<Row>();
        try (var step = new InStep(house, USERS)) {
            for (var way : Way.values()) {
                step.walk(
                                people,
                                (somebody, wire, town) -> crowd.visit(somebody, way, wire, town),
                                way.parts(),
                                SignInVisit::take)
                        .forEach((part, cpu) -> rows.add(new Row()
                                .with("request", part.words() + ", " + way.words())
                                .with("portal, JIT aside", (cpu.portal() - cpu.compiling()) / 1e6 / people.size())
                                .with("of it hash", cpu.hashing() / 1e6 / people.size())
                                .with("postgres", cpu.postgres() / 1e6 / people.size())));
            }
        }
        report.table("Each request: CPU-ms", rows);
        report.put("requests", rows);
    }

    /** How it goes at one rate. */
    private record Rate(double perSecond, OpenLoop.Outcome signIns, PageLooks.Seen pages) {

        boolean keepsUp() {
            return signIns.isWhole() && signIns.millis().percentile(99) <= KEEPING_UP_MILLIS;
        }

        boolean hasFastPages() {
            return pages.isWhole() && pages.percentile(99) <= AIM_PAGE_MILLIS;
        }

        Row row(Way way) {
            return pages.in(new Row()
                    .with("by", way.words())
                    .with("a second", perSecond)
                    .with("came", signIns.due())
                    .with("signed in", signIns.millis().size())
                    .with("p50", signIns.millis().median())
                    .with("p99", signIns.millis().percentile(99)));
        }
    }

    /** At the rate that is aimed at, then down from what the portal did when hurried, until pages are fast as well. */
    private void tellRates(SignInCrowd crowd, PageLooks looks, int wanted, Map<Way, Double> capacity) {
        var rows = new ArrayList<Row>();
        var aims = new ArrayList<Rate>();
        capacity.forEach((way, most) -> {
            var rates = new ArrayList<Rate>();
            var tried = Arrays.stream(SHARES).map(share -> share * most).filter(rate -> rate < wanted);
            for (var perSecond :
                    DoubleStream.concat(DoubleStream.of(wanted), tried).toArray()) {
                var rate = at(perSecond, crowd, looks, way);
                rows.add(rate.row(way));
                rates.add(rate);
                if (rate.keepsUp() && rate.hasFastPages()) {
                    break;
                }
            }
            aims.add(rates.getFirst());
            tellHighest(way, rates);
        });
        report.table("Sign-ins at random moments, beside pages: times in ms from when each was due", rows);
        report.put("rates", rows);
        report.target(
                "p99 of pages beside %d sign-ins a second on known devices".formatted(wanted),
                aims.getFirst().pages.percentile(99),
                AIM_PAGE_MILLIS,
                "ms");
    }

    private Rate at(double perSecond, SignInCrowd crowd, PageLooks looks, Way way) {
        var outcome = new AtomicReference<OpenLoop.Outcome>();
        var pages = looks.during(lasting, () -> outcome.set(crowd.arriving(way, perSecond, lasting)));
        outcome.get().failures().stream()
                .distinct()
                .limit(2)
                .forEach(each -> report.say("failed: %s", each.replace("%", "%%")));
        return new Rate(perSecond, outcome.get(), pages);
    }

    private void tellHighest(Way way, List<Rate> rates) {
        var kept = highest(rates, Rate::keepsUp);
        var fast = highest(rates, rate -> rate.keepsUp() && rate.hasFastPages());
        report.say(
                "%s: %.0f a second are kept up with (all served, 99 of 100 within %.0f ms), %.0f with every page's p99 <= %.0f ms",
                way.words(), kept, KEEPING_UP_MILLIS, fast, AIM_PAGE_MILLIS);
        report.put("highest, " + way.words(), Map.of("keptUp", kept, "withFastPages", fast));
    }

    private static double highest(List<Rate> rates, Predicate<Rate> wanted) {
        return rates.stream().filter(wanted).mapToDouble(Rate::perSecond).max().orElse(0);
    }
}
