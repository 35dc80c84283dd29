package vn.mocua.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Main.Options;
import vn.mocua.bench.Registration.Method;
import vn.mocua.bench.Registration.Request;
import vn.mocua.bench.SignInVisit.Part;

/**
 * Threat T20: the insurance register hangs, and visitors keep registering by it. Those who sign in meanwhile wait no
 * longer than while as many register by a register that answers: what is more is the hanging's own price. Once it
 * answers again people can register by it.
 */
final class Hanging {

    private static final int VISITORS = 32;
    private static final int SIGNING_IN = 4;
    private static final long BETWEEN_SIGN_INS_MILLIS = 1_000;

    /** Until somebody who read that the register is silent tries again. */
    private static final long BETWEEN_TRIES_MILLIS = 2_000;

    private static final double SLOWER_BY = 1.2;
    private static final double SLOWER_MILLIS = 20;

    /** Until questions that still hang have ended and the portal's breaker lets some through again. */
    private static final long RECOVERY_MILLIS = 15_000;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Times of sign-ins in nanoseconds, and what went wrong. */
    private record SignIns(Map<Part, Queue<Long>> times, Queue<String> failures) {

        Samples millis(Part part) {
            return Samples.millis(times.getOrDefault(part, new ConcurrentLinkedQueue<>()));
        }
    }

    private final House house;
    private final Report report;
    private final Duration lasting;

    private Hanging(House house, Report report, Duration lasting) {
        this.house = house;
        this.report = report;
        this.lasting = lasting;
    }

    static Report run(Options options) throws IOException {
        var report = new Report("hanging");
        var lasting = Duration.ofSeconds(options.number("seconds", 60, 600));
        var data = House.newData();
        try {
            House.train(data);
            try (var house = House.start(data, Hash.REAL);
                    var town = house.town()) {
                new Hanging(house, report, lasting).run(town, options);
            }
        } finally {
            House.delete(data);
        }
        return report;
    }

    private void run(Town town, Options options) throws IOException {
        var warmUp = town.make(options.number("warm-up", 300, 100_000));
        var warm = Crowd.registers(house, warmUp, 4, PATIENCE, Method.SOCIAL_INSURANCE);
        report.check("people can register before", warm.failures().isEmpty());
        var wires = new ArrayList<Wire>();
        try {
            var people = new ArrayList<SignIn>();
            for (var person : town.make(SIGNING_IN)) {
                var wire = house.wire();
                wires.add(wire);
                people.add(SignIn.prepare(person, wire, house, town));
            }
            // The first tenth warms up what signing in alone needs.
            signIns(people, lasting.dividedBy(10));
            var before = signIns(people, lasting);
            ConcurrentMap<String, Integer> answered = new ConcurrentHashMap<>();
            var busy = whileRegistering(town, answered, () -> signIns(people, lasting));
            town.fail(
                    "insurance", "slow", Math.toIntExact(lasting.plus(PATIENCE).toSeconds()));
            ConcurrentMap<String, Integer> unanswered = new ConcurrentHashMap<>();
            var during = whileRegistering(town, unanswered, () -> signIns(people, lasting));
            town.fail("insurance", "none", 0);
            tell(before, busy, during);
            tell(answered, unanswered);
        } finally {
            wires.forEach(Wire::close);
        }
        Town.pause(RECOVERY_MILLIS);
        var after = Crowd.registers(house, town.make(10), 1, PATIENCE, Method.SOCIAL_INSURANCE);
        report.check("people can register after", after.failures().isEmpty());
        report.checkLog(house);
    }

    private SignIns signIns(List<SignIn> people, Duration lasting) {
        var all = new SignIns(new ConcurrentSkipListMap<>(), new ConcurrentLinkedQueue<>());
        var waiting = new ConcurrentLinkedQueue<>(people);
        var end = System.nanoTime() + lasting.toNanos();
        Crowd.atOnce(people.size(), () -> {
            var somebody = waiting.remove();
            // Not all at the same moment.
            Town.pause(waiting.size() * BETWEEN_SIGN_INS_MILLIS / people.size());
            for (var due = System.nanoTime(); due < end; due += BETWEEN_SIGN_INS_MILLIS * 1_000_000) {
                Town.pause(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                try {
                    somebody.once()
                            .forEach((part, nanos) -> all.times
                                    .computeIfAbsent(part, first -> new ConcurrentLinkedQueue<>())
                                    .add(nanos));
                } catch (IOException | Browser.Unexpected e) {
                    all.failures.add(String.valueOf(e.getMessage()));
                }
            }
        });
        return all;
    }

    private interface Meanwhile {
        SignIns observe();
    }

    private SignIns whileRegistering(Town town, ConcurrentMap<String, Integer> answers, Meanwhile meanwhile)
            throws IOException {
        // Each try is another person's, so that no limit of one makes the phases unlike.
        var people = new ConcurrentLinkedQueue<>(
                town.make(VISITORS * Math.toIntExact(1 + lasting.toMillis() / BETWEEN_TRIES_MILLIS)));
        var over = new AtomicBoolean();
        var visitors = Thread.ofPlatform()
                .start(() -> Crowd.atOnce(VISITORS, () -> {
                    try (var wire = house.wire();
                            var eyes = house.town()) {
                        for (var person = people.poll(); person != null && !over.get(); person = people.poll()) {
                            answers.merge(
                                    answer(new Registration(
                                            person,
                                            new Browser(wire, house.url()),
                                            eyes,
                                            Method.SOCIAL_INSURANCE,
                                            Registration.PASSWORD)),
                                    1,
                                    Integer::sum);
                            Town.pause(BETWEEN_TRIES_MILLIS);
                        }
                    }
                }));
        try {
            return meanwhile.observe();
        } finally {
            over.set(true);
            Crowd.join(visitors);
        }
    }

    private static String answer(Registration registration) {
        try {
            registration.upTo(Request.DETAILS);
            return Integer.toString(registration.submitDetails().status());
        } catch (IOException | Browser.Unexpected e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void tell(SignIns before, SignIns busy, SignIns during) {
        var rows = new ArrayList<Row>();
        for (var part : SignInVisit.REMEMBERED) {
            rows.add(row(part.words(), "alone", before.millis(part)));
            rows.add(row(part.words(), "while %d register".formatted(VISITORS), busy.millis(part)));
            rows.add(row(part.words(), "while it hangs", during.millis(part)));
        }
        report.table("Times of signing in, in ms", rows);
        report.put("signIns", rows);
        report.say("");
        report.check(
                "everybody could sign in",
                before.failures.isEmpty() && busy.failures.isEmpty() && during.failures.isEmpty());
        Stream.of(before, busy, during)
                .flatMap(each -> each.failures.stream())
                .limit(3)
                .forEach(failure -> report.say("failed: %s", failure.replace("%", "%%")));
        for (var part : SignInVisit.REMEMBERED) {
            report.target(
                    "p95 while the register hangs, " + part.words(),
                    during.millis(part).percentile(95),
                    busy.millis(part).percentile(95) * SLOWER_BY + SLOWER_MILLIS,
                    "ms");
        }
    }

    private void tell(Map<String, Integer> answered, Map<String, Integer> unanswered) {
        report.say("");
        report.say("answers to %d visitors at once, by status: %s, while it hangs %s", VISITORS, answered, unanswered);
        report.put("answers", Map.of("answering", Map.copyOf(answered), "hanging", Map.copyOf(unanswered)));
        report.check(
                "visitors go on while the register answers", answered.keySet().equals(Set.of("303")));
        report.check(
                "visitors are told that the register does not answer",
                unanswered.keySet().equals(Set.of("503")));
    }

    private static Row row(String request, String when, Samples samples) {
        return new Row()
                .with("request", request)
                .with("when", when)
                .with("p50", samples.median())
                .with("p95", samples.percentile(95))
                .with("p99", samples.percentile(99))
                .with("most", samples.most())
                .with("n", samples.size());
    }
}
