package vn.mocua.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Main.Options;

/**
 * Threats T27 and T28: wrong passwords come in a flood, at one account from everywhere, at many from one place, at many
 * from everywhere. The owner of the one account and others sign in meanwhile: nobody may be starved. With the real hash,
 * since hashing is what is scarce, and with the portal's own limits.
 */
final class Flood {

    /** As the portal has them when nobody sets them: they are what is looked at. */
    private static final Map<String, String> OWN_LIMITS =
            Map.of("mocua.limits.sign-in-in-all", "600/1m", "mocua.limits.sign-in-failures-per-network", "60/1h");

    private static final int USERS = 8;
    private static final double OWNER_PER_SECOND = 0.5;
    private static final double OTHERS_PER_SECOND = 2;
    private static final double NEWCOMERS_PER_SECOND = 1;

    /** A sign-in that took longer, all waits and tries together, is one that was starved. */
    private static final double STARVED_MILLIS = 10_000;

    private final House house;
    private final Report report;
    private final Wires wires;
    private final double perSecond;
    private final Duration lasting;
    private final Sources sources = new Sources();
    private final List<Row> rows = new ArrayList<>();
    private final List<String> unserved = new ArrayList<>();

    private Flood(House house, Report report, Wires wires, Options options) {
        this.house = house;
        this.report = report;
        this.wires = wires;
        this.perSecond = options.number("rate", 100, 10_000);
        this.lasting = Duration.ofSeconds(options.number("seconds", 25, 600));
    }

    static Report run(Options options) throws IOException {
        var report = new Report("flood");
        var data = House.newData();
        var settings = new LinkedHashMap<>(OWN_LIMITS);
        settings.putAll(Sources.BELIEVED);
        try {
            House.train(data);
            try (var house = House.start(data, Hash.REAL, settings);
                    var town = house.town();
                    var wires = new Wires(house)) {
                new Flood(house, report, wires, options).run(town, options.number("people", 200, 10_000));
                report.checkLog(house);
            }
        } finally {
            House.delete(data);
        }
        return report;
    }

    private void run(Town town, int people) throws IOException {
        var all = SignIn.prepare(town.make(people), USERS, house);
        report.say("%d people registered and signed in once", all.size());
        var owner = all.subList(0, 1);
        var others = all.subList(1, people / 2);
        var newcomers = all.subList(people / 2, people);
        var victim = owner.getFirst().person().nationalId();
        var next = new AtomicInteger();
        Supplier<String> many =
                () -> all.get(next.getAndIncrement() % people).person().nationalId();
        var oneSource = sources.next();
        phase("no flood", 0, owner, others, newcomers, many, sources::next, sources.next());
        // Who sits at the same place on a known device is let in as before.
        phase("many accounts, one source", perSecond, owner, others, newcomers, many, () -> oneSource, oneSource);
        phase(
                "one account, many sources",
                perSecond,
                owner,
                others,
                newcomers,
                () -> victim,
                sources::next,
                sources.next());
        phase("many accounts, many sources", perSecond, owner, others, newcomers, many, sources::next, sources.next());
        report.table("Signing in meanwhile: ms from when each was due, all waits and tries together", rows);
        report.put("flood", rows);
        report.say("");
        unserved.stream().distinct().limit(5).forEach(each -> report.say("failed: %s", each.replace("%", "%%")));
        report.check("everybody who knew the password was let in", unserved.isEmpty());
        report.check(
                "nobody is starved: 99 of 100 are in within %.0f s".formatted(STARVED_MILLIS / 1000),
                rows.stream().allMatch(row -> row.number("p99") <= STARVED_MILLIS));
    }

    private void phase(
            String what,
            double rate,
            List<SignIn> owner,
            List<SignIn> others,
            List<SignIn> newcomers,
            Supplier<String> usernames,
            Supplier<String> addresses,
            String place) {
        var program = new WrongPasswords(house, wires);
        var flood = program.flood(rate, lasting, usernames, addresses);
        var rightful = new LinkedHashMap<String, Supplier<Rightful.Outcome>>();
        rightful.put(
                "the owner, known device",
                new Rightful(house, wires, owner, true).arriving(OWNER_PER_SECOND, lasting, () -> place));
        rightful.put(
                "others, known devices",
                new Rightful(house, wires, others, true).arriving(OTHERS_PER_SECOND, lasting, () -> place));
        rightful.put(
                "others, new devices",
                new Rightful(house, wires, newcomers, false).arriving(NEWCOMERS_PER_SECOND, lasting, sources::next));
        rightful.forEach((who, outcome) -> add(what, who, outcome.get()));
        var sent = flood.await();
        if (rate > 0) {
            report.say(
                    "%s: %d wrong passwords in %d s, answered %s, not sent %d",
                    what, sent.due(), lasting.toSeconds(), program.answers(), sent.notBegun());
            report.put("answers, " + what, program.answers());
        }
    }

    private void add(String what, String who, Rightful.Outcome outcome) {
        var all = outcome.all();
        unserved.addAll(all.failures());
        rows.add(new Row()
                .with("flood", what)
                .with("who", who)
                .with("came", all.due())
                .with("let in", all.millis().size())
                .with("at the first try", outcome.atOnce())
                .with("sent away", outcome.sentAway())
                .with("captchas", outcome.captchas())
                .with("p50", all.millis().median())
                .with("p99", all.millis().percentile(99))
                .with("most", all.millis().most()));
    }
}
