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
import vn.mocua.bench.House.Hash;
import vn.mocua.bench.Main.Options;
import vn.mocua.bench.Registration.Request;
import vn.mocua.bench.Town.Person;

/**
 * Threats T01, T27 and T33: nobody learns whether an id is registered, by registering, by signing in, or by a forgotten
 * password. The same is done with ids that are and ids that are not, in random order; answers must be equal but for
 * tokens, and alike in time.
 */
final class Alike {

    private static final double MILLIS_APART = 10;
    /** So many are asked for each kind that ends in a wait of the same length, which leaves the machine to others. */
    private static final int USERS_WHO_WAIT = 24;

    private static final int USERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String FORGOTTEN = "/forgot-password";

    private static final List<Pattern> TOKENS = List.of(
            Pattern.compile("(<input type=\"hidden\" name=\"[^\"]+\" value=\")[^\"]*"),
            Pattern.compile("(/captcha/)[^\"]+"),
            // How long until another code may be asked for: whole seconds, and the minute.
            Pattern.compile("(data-wait=\")[0-9]+"),
            Pattern.compile("(<small class=\"wait\">)[^<]+"));

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

    /** What is done for one id; every answer that might tell. */
    private interface Question {
        List<Browser.Page> ask(Asked asked, Browser browser, Town town) throws IOException;
    }

    private final House house;
    private final Report report;
    private final List<Asked> all;
    private final List<Row> rows = new ArrayList<>();

    private Alike(House house, Report report, List<Asked> all) {
        this.house = house;
        this.report = report;
        this.all = all;
    }

    static Report run(Options options) throws IOException {
        var report = new Report("alike");
        var count = options.number("people", 500, 5_000);
        var data = House.newData();
        try {
            House.train(data);
            // The cheap hash hides less; both kinds are hashed with the same parameters either way.
            try (var house = House.start(data, options.hash(Hash.CHEAP));
                    var town = house.town()) {
                new Alike(house, report, people(house, town, count)).run();
                report.checkLog(house);
            }
        } finally {
            House.delete(data);
        }
        return report;
    }

    private static List<Asked> people(House house, Town town, int count) throws IOException {
        var registered = town.make(count);
        var outcome = Crowd.registers(house, registered, USERS, PATIENCE);
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
        compare(List.of("registering with another's phone"), USERS_WHO_WAIT, (asked, browser, town) -> {
            var registration = new Registration(asked.person.withPhoneOf(asked.other), browser, town);
            registration.upTo(Request.DETAILS);
            return List.of(registration.submitDetails());
        });
        compare(List.of("registering with one's own phone"), 1, (asked, browser, town) -> {
            var registration = new Registration(asked.person, browser, town);
            registration.upTo(Request.DETAILS);
            return List.of(registration.submitDetails());
        });
        compare(List.of("signing in with a wrong password"), 1, (asked, browser, town) -> {
            var form = browser.get("/sign-in").hidden("/sign-in");
            form.put("username", asked.person.nationalId());
            form.put("password", "Khong-phai-mat-khau-27");
            return List.of(browser.post("/sign-in", form));
        });
        compare(
                List.of(
                        "forgotten password, the id",
                        "forgotten password, the details",
                        "forgotten password, the code"),
                USERS_WHO_WAIT,
                Alike::forgotten);
        report.put("alike", rows);
    }

    /** With everything right that the owner of the id would type, up to the page that asks for the code. */
    private static List<Browser.Page> forgotten(Asked asked, Browser browser, Town town) throws IOException {
        var form = browser.get(FORGOTTEN).hidden(FORGOTTEN);
        form.put("username", asked.person.nationalId());
        form.put("way", "phone");
        form.put("captcha", town.captcha(form.getOrDefault("captchaToken", "")));
        var chosen = browser.post(FORGOTTEN, form);
        var details = browser.get(chosen.location()).hidden(chosen.location());
        details.put("fullName", asked.person.fullName());
        details.put("birthDate", asked.person.birthDate());
        details.put("phone", asked.person.phone());
        var sent = browser.post(chosen.location(), details);
        return List.of(chosen, sent, browser.get(sent.location()));
    }

    private void compare(List<String> parts, int users, Question question) throws IOException {
        ask(all.subList(0, Math.min(40, all.size() / 4)), parts.size(), users, (asked, browser, town) -> {
            // Both programs learn the way first, with people who are not counted.
            var stranger = town.make(1).getFirst();
            return question.ask(new Asked(stranger, asked.other, false), browser, town);
        });
        var answers = ask(all, parts.size(), users, question);
        for (int i = 0; i < parts.size(); i++) {
            tell(parts.get(i), answers.get(i));
        }
    }

    private void tell(String what, Both answers) {
        var known = Samples.millis(answers.registered.nanos);
        var unknown = Samples.millis(answers.fresh.nanos);
        var apart = Apart.of(known, unknown, new Random(33));
        var row = new Row()
                .with("what", what)
                .with("n", known.size() + unknown.size())
                .with("registered, median ms", known.median())
                .with("not, median ms", unknown.median())
                .with("apart", apart.medians())
                .with("at least", apart.least())
                .with("at most", apart.most())
                .with("registered, p90 ms", known.percentile(90))
                .with("not, p90 ms", unknown.percentile(90))
                .with("p of one source", known.probabilityOfSameSource(unknown));
        rows.add(row);
        report.table(what, List.of(row));
        var texts = answers.registered.texts.keySet();
        var others = answers.fresh.texts.keySet();
        report.check(
                "%s: one answer for all, but for tokens (%d and %d kinds)".formatted(what, texts.size(), others.size()),
                texts.size() == 1 && texts.equals(others));
        // Two kinds may differ by less than anybody can measure through a network.
        report.check(
                "%s: medians at most %.0f ms apart, in 95 of 100 cases (%.2f to %.2f%s)"
                        .formatted(
                                what,
                                MILLIS_APART,
                                apart.least(),
                                apart.most(),
                                apart.mayBeNone() ? ": no difference seen" : ""),
                apart.isWithin(MILLIS_APART));
    }

    private List<Both> ask(List<Asked> whom, int parts, int users, Question question) {
        var answers = new ArrayList<Both>();
        for (int i = 0; i < parts; i++) {
            answers.add(new Both(new Answers(), new Answers()));
        }
        var waiting = new ConcurrentLinkedQueue<>(whom);
        Crowd.atOnce(users, () -> {
            try (var wire = house.wire();
                    var town = house.town()) {
                for (var asked = waiting.poll(); asked != null; asked = waiting.poll()) {
                    var pages = question.ask(asked, new Browser(wire, house.url()), town);
                    for (int i = 0; i < parts; i++) {
                        var both = answers.get(i);
                        (asked.registered ? both.registered : both.fresh).add(pages.get(i), asked.person);
                    }
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
