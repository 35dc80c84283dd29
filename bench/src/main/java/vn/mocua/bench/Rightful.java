package vn.mocua.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import vn.mocua.bench.Browser.Page;
import vn.mocua.bench.Browser.Unexpected;
import vn.mocua.bench.SignInVisit.Part;

/** People who know their passwords, solve the captcha that they are asked, and come again when they are told to. */
final class Rightful {

    private static final int AT_ONCE = 64;
    private static final int MOST_TRIES = 10;

    /**
     * What became of them.
     *
     * @param atOnce who were let in at the first try
     * @param sentAway how often somebody read when to come again
     * @param captchas how many were asked one
     */
    record Outcome(OpenLoop.Outcome all, int atOnce, int sentAway, int captchas) {}

    private final House house;
    private final Wires wires;
    private final boolean onKnownDevice;
    private final BlockingQueue<SignIn> people;
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger sentAway = new AtomicInteger();
    private final AtomicInteger captchas = new AtomicInteger();

    /** @param onKnownDevice else with a browser that was never here: they are done when the code is asked */
    Rightful(House house, Wires wires, Collection<SignIn> people, boolean onKnownDevice) {
        this.house = house;
        this.wires = wires;
        this.people = new LinkedBlockingQueue<>(people);
        this.onKnownDevice = onKnownDevice;
    }

    /** So many begin each second; the wait until they may come again counts. */
    Supplier<Outcome> arriving(double perSecond, Duration lasting, Supplier<String> addresses) {
        var loop = OpenLoop.start(Arrivals.evenly(perSecond, lasting), AT_ONCE, () -> {
            // Whoever is still being sent away comes later, and the wait counts.
            var somebody = next();
            try (var town = house.town()) {
                wires.use(wire -> signIn(somebody, wire, town, addresses.get()));
            } finally {
                people.add(somebody);
            }
        });
        return () -> new Outcome(loop.await(), atOnce.get(), sentAway.get(), captchas.get());
    }

    private SignIn next() {
        try {
            return people.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void signIn(SignIn somebody, Wire wire, Town town, String address) throws IOException {
        var visit = onKnownDevice ? somebody.remembered(wire, address) : somebody.elsewhere(wire, house, town, address);
        visit.take(Part.PAGE);
        var answer = visit.sendPassword(Map.of());
        if (answer.status() == 303) {
            atOnce.incrementAndGet();
        }
        for (int tries = 1; answer.status() != 303; tries++) {
            if (tries == MOST_TRIES) {
                throw new Unexpected("not let in after %d tries".formatted(tries), answer.answer());
            }
            answer = visit.sendPassword(again(answer, town));
        }
        if (onKnownDevice) {
            visit.take(Part.ACCOUNT);
        }
    }

    /** Waits as told, or solves the captcha. */
    private Map<String, String> again(Page answer, Town town) throws IOException {
        if (answer.status() == 503) {
            sentAway.incrementAndGet();
            Town.pause(1000 * Long.parseLong(answer.answer().header("retry-after")));
        }
        var token = answer.hidden("/sign-in").getOrDefault("captchaToken", "");
        if (token.isEmpty() && answer.status() != 503) {
            throw new Unexpected("not let in", answer.answer());
        }
        if (token.isEmpty()) {
            return Map.of();
        }
        captchas.incrementAndGet();
        return Map.of("captcha", town.captcha(token));
    }
}
