package vn.mocua.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import vn.mocua.bench.Registration.Request;
import vn.mocua.bench.SignInVisit.Part;
import vn.mocua.bench.Town.Person;

/** Somebody with an account, and with a browser that the portal remembers. */
final class SignIn {

    private final Person person;
    private final Browser browser;

    private SignIn(Person person, Browser browser) {
        this.person = person;
        this.browser = browser;
    }

    /** Registers a person, and signs in with a code for the first time, the browser to be remembered. */
    static SignIn prepare(Person person, Wire wire, House house, Town town) throws IOException {
        var registration = new Registration(person, new Browser(wire, house.url()), town);
        registration.upTo(Request.DONE);
        var browser = new Browser(wire, house.url());
        var visit = new SignInVisit(person, browser, town, true);
        visit.whole(SignInVisit.WITH_CODE);
        return new SignIn(person, browser);
    }

    /** The same for many, so many at once. */
    static List<SignIn> prepare(Collection<Person> people, int users, House house) {
        var waiting = new ConcurrentLinkedQueue<>(people);
        var all = new ConcurrentLinkedQueue<SignIn>();
        Crowd.atOnce(users, () -> {
            try (var wire = house.wire();
                    var town = house.town()) {
                for (var person = waiting.poll(); person != null; person = waiting.poll()) {
                    all.add(prepare(person, wire, house, town));
                }
            }
        });
        return List.copyOf(all);
    }

    Person person() {
        return person;
    }

    /** Opens the browser, signs in and sees the account; how long the portal took for each, in nanoseconds. */
    Map<Part, Long> once() throws IOException {
        var visit = new SignInVisit(person, browser.reopened(), null, false);
        var times = new EnumMap<Part, Long>(Part.class);
        for (var part : SignInVisit.REMEMBERED) {
            times.put(part, visit.take(part));
        }
        return times;
    }

    /** A browser in which they are signed in from now on. */
    Browser signedIn(Wire wire) throws IOException {
        var today = browser.reopened().on(wire);
        new SignInVisit(person, today, null, false).whole(SignInVisit.REMEMBERED);
        return today;
    }

    /** Signs in on the device that is remembered, over any connection. */
    SignInVisit remembered(Wire wire, String address) {
        return new SignInVisit(person, browser.reopened().on(wire).from(address), null, false);
    }

    /** Signs in with a browser that was never here before. */
    SignInVisit elsewhere(Wire wire, House house, Town town, String address) {
        return new SignInVisit(person, new Browser(wire, house.url()).from(address), town, false);
    }
}
