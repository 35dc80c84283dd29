package vn.mocua.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A program that sends wrong passwords, so many a second, and solves no captcha. */
final class WrongPasswords {

    private static final int AT_ONCE = 512;

    /** The page that the program has seen once; its form is good for all that it sends. */
    private record Form(Browser browser, Map<String, String> hidden) {}

    private final House house;
    private final Wires wires;
    private final ConcurrentLinkedQueue<Form> forms = new ConcurrentLinkedQueue<>();
    private final ConcurrentMap<String, Integer> answers = new ConcurrentSkipListMap<>();
    private final AtomicInteger number = new AtomicInteger();

    WrongPasswords(House house, Wires wires) {
        this.house = house;
        this.wires = wires;
    }

    /** How often which status came back. */
    Map<String, Integer> answers() {
        return Map.copyOf(answers);
    }

    /** Begins now: whose password is tried, and where from. */
    OpenLoop flood(double perSecond, Duration lasting, Supplier<String> usernames, Supplier<String> addresses) {
        return OpenLoop.start(
                Arrivals.evenly(perSecond, lasting),
                AT_ONCE,
                () -> wires.use(wire -> send(wire, usernames.get(), addresses.get())));
    }

    private void send(Wire wire, String username, String address) throws IOException {
        var known = forms.poll();
        var form = known == null ? open(wire) : known;
        try {
            var fields = new LinkedHashMap<>(form.hidden);
            fields.put("username", username);
            fields.put("password", "Khong-phai-mat-khau-" + number.incrementAndGet());
            var answer = form.browser.on(wire).from(address).post("/sign-in", fields);
            var asked = answer.status() == 422 && answer.answer().text().contains("captchaToken");
            answers.merge(answer.status() + (asked ? " and a captcha" : ""), 1, Integer::sum);
        } finally {
            forms.add(form);
        }
    }

    private Form open(Wire wire) throws IOException {
        var browser = new Browser(wire, house.url());
        return new Form(browser, browser.get("/sign-in").hidden("/sign-in"));
    }
}
