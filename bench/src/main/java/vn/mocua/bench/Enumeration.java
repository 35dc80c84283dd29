package vn.mocua.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Main.Options;
import vn.mocua.bench.Registration.Request;
import vn.mocua.bench.Town.Person;

/**
 * Threats T01 and T27: before the code came back nobody learns whether an id is registered. The same is done with ids
 * that are and ids that are not, in random order; answers must be equal but for tokens, and alike in time.
 */
final class Enumeration {

    private static final double MILLIS_APART = 10;
    private static final int USERS_WHO_WAIT = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final List<Pattern> TOKENS = List.of(
            Pattern.compile("(<input type=\"hidden\" name=\"[^\"]+\" value=\")[^\"]*"),
            Pattern.compile("(/captcha/)[^\"]+"));

    /** Who is asked about. */
    private record Asked(Person person, Person other, boolean registered) {}

    /** What was answered to ids of one kind: texts with how often they came, and times in nanoseconds. */
    private record Answers(ConcurrentMap<String, Integer> texts, Queue<Long> nanos) {

        Answers() {
            this(new ConcurrentHashMap<>(), new ConcurrentLinkedQueue<>());
        }

        void add(Browser.Page page, Person person) {
            texts.merge(plain(page, person), 1, Integer::sum);
            nanos.add(page.nanos());
        }
    }

    private record Both(Answers registered, Answers fresh) {}

    private interface Question {
        Browser.Page ask(Asked asked, Browser browser, Town town) throws IOException;
    }

    private final House house;
    private final Report report;
    private final List<Asked> all;

    private Enumeration(House house, Report report, List<Asked> all) {
        this.house = house;
        this.report = report;
        this.all = all;
    }

    static Report run(Options options) throws IOException {
        var report = new Report("enumeration");
        var count = options.number("people", 200, 5_000);
        var data = House.newData();
        try {
            House.train(data);
            try (var house = House.start(data, Hash.REAL);
                    var town = house.town()) {
                new Enumeration(house, report, people(house, town, count)).run();
            }
        } finally {
            House.delete(data);
        }
        return report;
    }

    private static List<Asked> people(House house, Town town, int count) throws IOException {
        var registered = town.make(count);
        var outcome = Crowd.registers(house, registered, USERS_WHO_WAIT, PATIENCE);
        if (outcome.done() != count) {
            throw new IOException("only %d of %d registered: %s"
                    .formatted(outcome.done(), count, outcome.failures().peek()));
        }
        var fresh = town.make(count);
        var others = town.make(2 * count);
        var all = new ArrayList<Asked>();
        for (int i = 0; i < count; i++) {
            all.add(new Asked(registered.get(i), others.get(2 * i), true));
            all.add(new Asked(fresh.get(i), others.get(2 * i + 1), false));
        }
        Collections.shuffle(all, new Random(27));
        return all;
    }

    private void run() throws IOException {
        compare("details with another's phone", 422, USERS_WHO_WAIT, (asked, browser, town) -> {
            var registration = new Registration(asked.person.withPhoneOf(asked.other), browser, town);
            registration.upTo(Request.DETAILS);
            return registration.submitDetails();
        });
        compare("sign-in with a wrong password", 422, 1, (asked, browser, town) -> {
            var form = browser.get("/sign-in").hidden("/sign-in");
            form.put("username", asked.person.nationalId());
            form.put("password", "Khong-phai-mat-khau-27");
            return browser.post("/sign-in", form);
        });
        compare("details with one's own phone", 303, 1, (asked, browser, town) -> {
            var registration = new Registration(asked.person, browser, town);
            registration.upTo(Request.DETAILS);
            return registration.submitDetails();
        });
    }

    private void compare(String what, int status, int users, Question question) throws IOException {
        ask(all.subList(0, Math.min(20, all.size() / 4)), users, (asked, browser, town) -> {
            // Both programs learn the way first, with people who are not counted.
            var stranger = town.make(1).getFirst();
            return question.ask(new Asked(stranger, asked.other, false), browser, town);
        });
        var answers = ask(all, users, question);
        var known = answers.registered;
        var unknown = answers.fresh;
        var row = new Row();
        row.with("what", what);
        row.with("registered, median ms", Samples.millis(known.nanos).median());
        row.with("not, median ms", Samples.millis(unknown.nanos).median());
        row.with("registered, p90 ms", Samples.millis(known.nanos).percentile(90));
        row.with("not, p90 ms", Samples.millis(unknown.nanos).percentile(90));
        var same = Samples.millis(known.nanos).probabilityOfSameSource(Samples.millis(unknown.nanos));
        row.with("p of one source", same);
        report.table(what, List.of(row));
        report.put(what, row);
        var texts = known.texts.keySet();
        report.check(
                "%s: always status %d".formatted(what, status),
                Stream.of(known, unknown)
                        .flatMap(each -> each.texts.keySet().stream())
                        .allMatch(text -> text.startsWith(status + "\n")));
        report.check(
                "%s: one answer for all, but for tokens (%d and %d kinds)"
                        .formatted(what, texts.size(), unknown.texts.size()),
                texts.size() == 1 && texts.equals(unknown.texts.keySet()));
        var apart = Math.abs(Samples.millis(known.nanos).median()
                - Samples.millis(unknown.nanos).median());
        report.check(
                "%s: medians %.2f ms apart, at most %.0f".formatted(what, apart, MILLIS_APART), apart <= MILLIS_APART);
    }

    private Both ask(List<Asked> whom, int users, Question question) {
        var answers = new Both(new Answers(), new Answers());
        var waiting = new ConcurrentLinkedQueue<>(whom);
        Crowd.atOnce(users, () -> {
            try (var wire = house.wire();
                    var town = house.town()) {
                for (var asked = waiting.poll(); asked != null; asked = waiting.poll()) {
                    var page = question.ask(asked, new Browser(wire, house.url()), town);
                    (asked.registered ? answers.registered : answers.fresh).add(page, asked.person);
                }
            }
        });
        return answers;
    }

    /** Status, headers and body, without what must differ: tokens, the time, and the id that was typed. */
    private static String plain(Browser.Page page, Person person) {
        var headers = new TreeMap<>(page.answer().headers());
        headers.remove("date");
        headers.remove("set-cookie");
        // A kept connection ends after so many answers, whatever they say.
        headers.remove("connection");
        headers.remove("keep-alive");
        var text = page.status() + "\n"
                + headers.entrySet().stream().map(Object::toString).collect(Collectors.joining("\n")) + "\n"
                + page.answer().text().replace(person.nationalId(), "*");
        for (var token : TOKENS) {
            text = token.matcher(text).replaceAll("$1*");
        }
        return text;
    }
}
