package vn.mocua.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import vn.mocua.bench.Browser.Unexpected;
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Main.Options;

/** What thousands of people cost the portal while it waits for them to answer on their phones: no thread, little heap. */
final class Prompts {

    private static final double MOST_MEBIBYTES = 200;
    private static final int MOST_THREADS = 40;
    private static final int WARM_UP = 300;
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final long LOOKING_MILLIS = 5_000;
    private static final String PATH = "/register/sim-signing/";

    /** The portal at one moment. */
    private record State(int threads, double liveMebibytes, double residentMebibytes) {}

    private final House house;
    private final SilentSims sims;
    private final Report report;
    private final int users;
    private final AtomicInteger numbers = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> failures = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedDeque<Browser> asked = new ConcurrentLinkedDeque<>();

    private Prompts(House house, SilentSims sims, Report report, int users) {
        this.house = house;
        this.sims = sims;
        this.report = report;
        this.users = users;
    }

    static Report run(Options options) throws IOException {
        var report = new Report("prompts");
        var data = House.newData();
        try {
            House.train(data);
            Token token;
            try (var house = House.start(data, Hash.CHEAP);
                    var town = house.town()) {
                token = town.token(town.makeHolders(1).getFirst());
            }
            try (var sims = new SilentSims(token);
                    var house = House.start(data, Hash.CHEAP, settings(sims))) {
                new Prompts(house, sims, report, options.number("users", 16, 256))
                        .measure(options.number("count", 10_000, 20_000));
                report.checkLog(house);
            }
        } finally {
            House.delete(data);
        }
        return report;
    }

    private static Map<String, String> settings(SilentSims sims) {
        var provider = "mocua.signing.sim.providers.crowd.";
        var settings = new LinkedHashMap<String, String>();
        settings.put("mocua.signing.sim.life", "4m");
        settings.put("mocua.limits.sim-prompts-per-network", "1000000/1h");
        settings.put(provider + "protocol", "etsi");
        settings.put(provider + "url", sims.url());
        settings.put(provider + "client-id", "mocua");
        settings.put(provider + "client-secret", "bench");
        settings.put(provider + "poll-every", "30s");
        return settings;
    }

    private void measure(int people) throws IOException {
        ask(choosing(WARM_UP));
        awaitStarted(WARM_UP);
        asked.clear();
        var chosen = choosing(people);
        Town.pause(LOOKING_MILLIS);
        var before = state();
        var begun = System.nanoTime();
        ask(chosen);
        awaitStarted(WARM_UP + people);
        var took = (System.nanoTime() - begun) / 1e9;
        // What asking left behind, such as connections of browsers, is not what waiting costs.
        Town.pause(LOOKING_MILLIS);
        var cpu = Cpu.now(house);
        var questions = sims.asked();
        Town.pause(LOOKING_MILLIS);
        var idle = Cpu.now(house).since(cpu);
        var perSecond = LOOKING_MILLIS / 1000.0;
        report.say(
                "%d prompts asked for in %.0f s; while they wait: %.0f questions a second to the provider, portal and"
                        + " PostgreSQL %.0f ms CPU a second",
                people,
                took,
                (sims.asked() - questions) / perSecond,
                (idle.portal() + idle.postgres()) / 1e6 / perSecond);
        var after = state();
        tell(before, after, people);
        report.check("everybody's phone was asked", failures.isEmpty() && sims.started() >= WARM_UP + people);
        failures.stream().limit(3).forEach(each -> report.say("failed: %s", each.replace("%", "%%")));
        report.check("all still wait, those who were asked first too", !asked.isEmpty() && stillWaits());
    }

    /** They have chosen to register by SIM: what can be done before a prompt's four minutes begin. */
    private Queue<Browser> choosing(int people) throws IOException {
        var chosen = new ConcurrentLinkedQueue<Browser>();
        try (var first = house.wire()) {
            // The form is one and the same for everybody; what it makes is each one's own.
            var visitor = new Browser(first, house.url());
            var form = visitor.get("/register").hidden("/register");
            form.putAll(Map.of("kind", "citizen", "method", "sim-signing"));
            together(new ConcurrentLinkedQueue<>(Collections.nCopies(people, visitor)), (one, wire, town) -> {
                var browser = one.on(wire);
                moved(browser.post("/register", form));
                chosen.add(browser);
            });
        }
        return chosen;
    }

    private void ask(Queue<Browser> people) {
        together(people, (one, wire, town) -> {
            var browser = one.on(wire);
            var fields = browser.get(PATH + "number").hidden(PATH + "number");
            fields.putAll(Map.of(
                    "phone",
                    "091%07d".formatted(numbers.incrementAndGet()),
                    "provider",
                    "crowd",
                    "consent",
                    "on",
                    "captcha",
                    town.captcha(fields.getOrDefault("captchaToken", ""))));
            moved(browser.post(PATH + "number", fields));
            asked.add(browser);
        });
    }

    private interface Doing {
        void with(Browser one, Wire wire, Town town) throws IOException;
    }

    private void together(Queue<Browser> people, Doing doing) {
        Crowd.atOnce(users, () -> {
            try (var wire = house.wire();
                    var town = house.town()) {
                for (var one = people.poll(); one != null; one = people.poll()) {
                    try {
                        doing.with(one, wire, town);
                    } catch (IOException | RuntimeException e) {
                        failures.add(String.valueOf(e.getMessage()));
                        wire.close();
                    }
                }
            }
        });
    }

    private static void moved(Browser.Page answer) {
        if (answer.status() != 303) {
            throw new Unexpected("not moved", answer.answer());
        }
    }

    private void awaitStarted(int count) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (sims.started() < count - failures.size() && System.nanoTime() < end) {
            Town.pause(100);
        }
    }

    /** Those who were asked first, too: all of them wait at once. */
    private boolean stillWaits() throws IOException {
        try (var wire = house.wire()) {
            for (var one : List.of(asked.getFirst(), asked.getLast())) {
                var page = one.on(wire).get(PATH + "approval");
                if (page.status() != 200 || page.answer().header("refresh").isEmpty()) {
                    return false;
                }
            }
            return true;
        }
    }

    private State state() throws IOException {
        // Counts what is alive, after a collection of everything.
        var total = List.of(house.jcmd("GC.class_histogram").split("\n")).stream()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new IOException("no histogram"));
        var live = Long.parseLong(total.strip().split("\\s+")[2]);
        return new State(Cpu.threads(house.portal()), live / 1048576.0, Cpu.residentBytes(house.portal()) / 1048576.0);
    }

    private void tell(State before, State after, int people) {
        var rows = List.of(row("before", before), row("while %d wait".formatted(people), after));
        report.table("The portal", rows);
        report.put("prompts", rows);
        report.say("");
        report.target("threads more than before", after.threads - (double) before.threads, MOST_THREADS, "");
        report.target("live heap more than before", after.liveMebibytes - before.liveMebibytes, MOST_MEBIBYTES, "MiB");
    }

    private static Row row(String when, State state) {
        return new Row()
                .with("when", when)
                .with("threads", state.threads)
                .with("live heap, MiB", state.liveMebibytes)
                .with("resident, MiB", state.residentMebibytes);
    }
}
