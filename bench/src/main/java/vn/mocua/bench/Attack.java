package vn.mocua.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Main.Options;
import vn.mocua.bench.Registration.Method;
import vn.mocua.bench.Registration.Request;
import vn.mocua.bench.Town.Person;

/**
 * Threat T30: two hundred sign-ins at once, with passwords as long as they may be and with huge ones, while others look
 * at pages. Those must be answered as if nothing happened, and memory must keep its bound.
 */
final class Attack {

    private static final int AT_ONCE = 200;
    private static final int LONGEST_PASSWORD = 128;
    private static final int HUGE = 1_000_000;
    private static final double PATIENCE_MILLIS = 500;
    private static final long BETWEEN_LOOKS_MILLIS = 20;

    private final House house;
    private final Report report;

    private Attack(House house, Report report) {
        this.house = house;
        this.report = report;
    }

    static Report run(Options options) throws IOException {
        var report = new Report("attack");
        var data = House.newData();
        try {
            House.train(data);
            try (var house = House.start(data, Hash.REAL);
                    var town = house.town()) {
                new Attack(house, report).run(town);
            }
        } finally {
            House.delete(data);
        }
        return report;
    }

    private void run(Town town) throws IOException {
        var warm = Crowd.registers(house, town.make(30), 4, Duration.ofMinutes(1));
        report.check("people can register before", warm.failures().isEmpty());
        var before = house.portal();
        signIns(town, "128 characters", "Aa1-".repeat(LONGEST_PASSWORD / 4), List.of("422", "503"));
        signIns(town, "1 MB", "Aa1-".repeat(HUGE / 4), List.of("400", "413", "422", "cut off"));
        longPassword(town);
        report.check("the portal is still the same process", house.portal() == before);
        report.check(
                "no OutOfMemoryError in the log",
                house.log().stream().noneMatch(line -> line.contains("OutOfMemoryError")));
        var peak = memory(before, "VmHWM");
        var heap = heapMebibytes(before);
        report.say("the portal used %.0f MiB at most, of which the heap may take %.0f", peak, heap);
        report.put("peakMebibytes", peak);
        // Classes, code, threads and buffers take some two hundred beside the heap.
        report.check("memory is bounded: at most the heap and 256 MiB", heap > 0 && peak <= heap + 256);
        var after = Crowd.registers(house, town.make(30), 4, Duration.ofMinutes(1));
        report.check("people can register after", after.failures().isEmpty());
    }

    private void signIns(Town town, String what, String password, List<String> allowed) throws IOException {
        var people = new ConcurrentLinkedQueue<>(town.make(AT_ONCE));
        ConcurrentMap<String, Integer> answers = new ConcurrentHashMap<>();
        var looks = whileLookedAt(() -> Crowd.atOnce(AT_ONCE, () -> {
            Person person = people.remove();
            try (var wire = house.wire()) {
                var browser = new Browser(wire, house.url());
                var form = browser.get("/sign-in").hidden("/sign-in");
                form.put("username", person.nationalId());
                form.put("password", password);
                answers.merge(answer(browser, form), 1, Integer::sum);
            }
        }));
        report.say("");
        report.say("%d sign-ins at once, passwords of %s: %s", AT_ONCE, what, answers);
        report.put("answers, " + what, Map.copyOf(answers));
        var rows = new ArrayList<Row>();
        looks.forEach((path, nanos) -> {
            var samples = Samples.millis(nanos);
            var row = new Row();
            row.with("meanwhile", path);
            row.with("looks", samples.size());
            row.with("p50", samples.median());
            row.with("p99", samples.percentile(99));
            row.with("most", samples.most());
            rows.add(row);
            report.check(
                    "%s: %s answers within %.0f ms (%.0f)".formatted(what, path, PATIENCE_MILLIS, samples.most()),
                    samples.size() > 0 && samples.most() <= PATIENCE_MILLIS);
        });
        report.table("Times in ms meanwhile", rows);
        report.put("looks, " + what, rows);
        report.check(what + ": no answer but " + allowed, allowed.containsAll(answers.keySet()));
    }

    /** A body that is too large may be refused by closing the connection while it is still being sent. */
    private static String answer(Browser browser, Map<String, String> form) {
        try {
            return Integer.toString(browser.post("/sign-in", form).status());
        } catch (IOException e) {
            return "cut off";
        }
    }

    private Map<String, Queue<Long>> whileLookedAt(Runnable attack) throws IOException {
        var style = stylesheet();
        var looks = new LinkedHashMap<String, Queue<Long>>();
        var over = new AtomicBoolean();
        var watchers = new ArrayList<Thread>();
        for (var path : List.of("/actuator/health/readiness", style, "/")) {
            var nanos = new ConcurrentLinkedQueue<Long>();
            looks.put(path, nanos);
            watchers.add(Thread.ofPlatform().start(() -> watch(path, nanos, over)));
        }
        attack.run();
        over.set(true);
        watchers.forEach(Crowd::join);
        return looks;
    }

    private void watch(String path, Queue<Long> nanos, AtomicBoolean over) {
        try (var wire = house.wire()) {
            var browser = new Browser(wire, house.url());
            while (!over.get()) {
                var begun = System.nanoTime();
                long took;
                try {
                    var page = browser.get(path);
                    took = page.status() == 200 ? page.nanos() : Long.MAX_VALUE;
                } catch (IOException e) {
                    took = Long.MAX_VALUE;
                }
                nanos.add(Math.max(took, took == Long.MAX_VALUE ? took : System.nanoTime() - begun));
                Town.pause(BETWEEN_LOOKS_MILLIS);
            }
        }
    }

    private String stylesheet() throws IOException {
        try (var wire = house.wire()) {
            var home = new Browser(wire, house.url()).get("/").answer().text();
            var begin = home.indexOf("<link rel=\"stylesheet\" href=\"") + "<link rel=\"stylesheet\" href=\"".length();
            return home.substring(begin, home.indexOf('"', begin));
        }
    }

    /** Choosing a password of 128 characters: strength is judged without trying every way to read it. */
    private void longPassword(Town town) throws IOException {
        try (var wire = house.wire()) {
            var password = "Thuyen-ra-khoi-27 ".repeat(8).substring(0, LONGEST_PASSWORD);
            var registration = new Registration(
                    town.make(1).getFirst(), new Browser(wire, house.url()), town, Method.MOBILE_SUBSCRIBER, password);
            registration.upTo(Request.PASSWORD);
            var millis = registration.take(Request.PASSWORD) / 1e6;
            report.check(
                    "choosing a password of 128 characters takes at most %.0f ms (%.0f)"
                            .formatted(PATIENCE_MILLIS, millis),
                    millis <= PATIENCE_MILLIS);
        }
    }

    private static double memory(long pid, String name) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith(name + ":"))
                        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                        .sum()
                / 1024;
    }

    /** From the command line: {@code -Xmx256m}. */
    private static double heapMebibytes(long pid) {
        var words = Cpu.commandLine(pid).split(" ");
        for (var word : words) {
            if (word.matches("-Xmx[0-9]+m")) {
                return Double.parseDouble(word.replaceAll("[^0-9]", ""));
            }
        }
        return 0;
    }
}
