package vn.mocua.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Main.Options;
import vn.mocua.bench.Registration.Request;
import vn.mocua.bench.Town.Person;

/**
 * Threat T02: fifty simultaneous last steps for one id make one account, and everybody else is told of it.
 *
 * <p>No id is sent more than twenty codes a day, whatever is set, so fifty last steps come from twenty journeys, most of
 * which press the button two or three times at once.
 */
final class Races {

    private static final int AT_ONCE = 50;
    private static final int JOURNEYS = 20;

    /** How one race ended. */
    private record Ending(int done, int told, int others, List<String> sms, List<String> unexpected) {}

    private Races() {}

    static Report run(Options options) throws IOException {
        var report = new Report("races");
        var repetitions = options.number("repetitions", 20, 200);
        var rows = new ArrayList<Row>();
        var data = House.newData();
        try {
            House.train(data);
            try (var house = House.start(data, Hash.CHEAP);
                    var town = house.town()) {
                for (int i = 1; i <= repetitions; i++) {
                    var ending = race(house, town, town.make(1).getFirst());
                    var row = new Row();
                    row.with("race", i);
                    row.with("sent to the done page", ending.done);
                    row.with("told of the account", ending.told);
                    row.with("other answers", ending.others);
                    row.with("notices to the holder", ending.sms.size());
                    rows.add(row);
                    ending.unexpected.stream()
                            .distinct()
                            .limit(3)
                            .forEach(each -> report.say("race %d: %s", rows.size(), each));
                }
                report.table("Fifty last steps for one id", rows);
                report.put("races", rows);
                report.check("no answer but the done page and the notice", all(rows, "other answers", 0));
                report.check("one message to the holder in each race", all(rows, "notices to the holder", 1));
                report.check(
                        "in each race one journey only opened an account",
                        rows.stream()
                                .allMatch(row -> row.number("sent to the done page") >= 1
                                        && row.number("sent to the done page") <= (AT_ONCE + JOURNEYS - 1) / JOURNEYS));
                report.checkLog(house);
            }
        } finally {
            House.delete(data);
        }
        return report;
    }

    private static boolean all(List<Row> rows, String column, int value) {
        return rows.stream().allMatch(row -> row.number(column) == value);
    }

    private static Ending race(House house, Town town, Person person) throws IOException {
        var journeys = new ArrayList<Registration>();
        try (var wire = house.wire()) {
            for (int i = 0; i < JOURNEYS; i++) {
                var journey = new Registration(person, new Browser(wire, house.url()), town);
                journey.upTo(Request.PASSWORD);
                journeys.add(journey);
            }
        }
        Queue<Browser.Page> answers = new ConcurrentLinkedQueue<>();
        var ready = new CountDownLatch(AT_ONCE);
        var next = new AtomicInteger();
        Crowd.atOnce(AT_ONCE, () -> {
            var journey = journeys.get(next.getAndIncrement() % JOURNEYS);
            try (var wire = house.wire()) {
                // The connection is open before the start, so that all arrive together.
                wire.send("GET", "/actuator/health/readiness", Map.of(), new byte[0]);
                ready.countDown();
                awaitStart(ready);
                answers.add(journey.submitPasswordOn(wire));
            }
        });
        Town.pause(500);
        var notices = town.messages(person.phone()).stream()
                .filter(text -> Town.code(text).isEmpty())
                .toList();
        var done = 0;
        var told = 0;
        var unexpected = new ArrayList<String>();
        for (var page : answers) {
            if (page.status() == 303 && page.location().equals("/register/done")) {
                done++;
            } else if (page.status() == 422 && page.answer().text().contains("/forgot-password")) {
                told++;
            } else {
                unexpected.add(new Browser.Unexpected("last step", page.answer()).getMessage());
            }
        }
        return new Ending(done, told, unexpected.size(), notices, unexpected);
    }

    private static void awaitStart(CountDownLatch ready) {
        try {
            ready.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
