package vn.mocua.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import vn.mocua.bench.Browser.Unexpected;
import vn.mocua.bench.SignInVisit.Part;

/** People with accounts, who sign in again and again, nobody twice at once. */
final class SignInCrowd {

    /** Whether the device is remembered. */
    enum Way {
        KNOWN_DEVICE("known device", SignInVisit.REMEMBERED),
        WITH_CODE("new device, with a code", SignInVisit.WITH_CODE);

        private final String words;
        private final List<Part> parts;

        Way(String words, List<Part> parts) {
            this.words = words;
            this.parts = parts;
        }

        String words() {
            return words;
        }

        List<Part> parts() {
            return parts;
        }
    }

    /** One run in which everybody signs in as soon as somebody else has. */
    record Run(int done, double seconds, List<String> failures, Cpu cpu) {

        double each(long nanos) {
            return nanos / 1e6 / Math.max(1, done);
        }

        double perSecond() {
            return done / seconds;
        }
    }

    /** More would be a crowd that nobody lets in. */
    private static final int AT_ONCE = 256;

    /** Until what a sign-in leaves to be done is done: the audit trail is sealed each second. */
    private static final long AFTERMATH_MILLIS = 1_500;

    private final House house;
    private final Wires wires;
    private final Queue<SignIn> people;
    private final Sources sources = new Sources();
    private final Random random = new Random(5);

    SignInCrowd(House house, Wires wires, Collection<SignIn> people) {
        this.house = house;
        this.wires = wires;
        this.people = new ConcurrentLinkedQueue<>(people);
    }

    /** So many sign in, so many at once. */
    Run hurried(Way way, int count, int users) {
        var left = new AtomicInteger(count);
        var failures = new ConcurrentLinkedQueue<String>();
        var before = Cpu.now(house);
        var begun = System.nanoTime();
        Crowd.atOnce(users, () -> {
            try (var town = house.town()) {
                while (left.getAndDecrement() > 0) {
                    try {
                        once(way, town);
                    } catch (IOException | Unexpected e) {
                        failures.add(String.valueOf(e.getMessage()));
                    }
                }
            }
        });
        var seconds = (System.nanoTime() - begun) / 1e9;
        Town.pause(AFTERMATH_MILLIS);
        return new Run(
                count - failures.size(),
                seconds,
                List.copyOf(failures),
                Cpu.now(house).since(before));
    }

    /** So many begin to sign in each second, at random moments. */
    OpenLoop.Outcome arriving(Way way, double perSecond, Duration lasting) {
        return OpenLoop.start(Arrivals.atRandom(perSecond, lasting, random), AT_ONCE, () -> {
                    try (var town = house.town()) {
                        once(way, town);
                    }
                })
                .await();
    }

    private void once(Way way, Town town) throws IOException {
        var somebody = people.poll();
        if (somebody == null) {
            throw new IOException("everybody is signing in already: more people are needed");
        }
        try {
            wires.use(wire -> visit(somebody, way, wire, town).whole(way.parts));
        } finally {
            people.add(somebody);
        }
    }

    /** Sets somebody on the way. */
    SignInVisit visit(SignIn somebody, Way way, Wire wire, Town town) {
        return way == Way.KNOWN_DEVICE
                ? somebody.remembered(wire, sources.next())
                : somebody.elsewhere(wire, house, town, sources.next());
    }
}
