package vn.mocua.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.mocua.bench.Browser.Unexpected;

/** Others look at pages meanwhile: the home page, the sign-in page, and somebody at their account. */
final class PageLooks {

    private static final double EACH_PER_SECOND = 20;
    private static final int AT_ONCE = 64;

    private final House house;
    private final Wires wires;
    private final Browser signedIn;

    private PageLooks(House house, Wires wires, Browser signedIn) {
        this.house = house;
        this.wires = wires;
        this.signedIn = signedIn;
    }

    /** @param owner who is signed in from now on, and must not sign in again */
    static PageLooks by(SignIn owner, House house, Wires wires) throws IOException {
        try (var wire = house.wire()) {
            return new PageLooks(house, wires, owner.signedIn(wire));
        }
    }

    /** Pages that are looked at, from when each look was due. */
    record Seen(Map<String, OpenLoop.Outcome> pages) {

        /** The slowest page's. */
        double percentile(double percent) {
            return pages.values().stream()
                    .mapToDouble(page -> page.millis().percentile(percent))
                    .max()
                    .orElse(Double.NaN);
        }

        boolean isWhole() {
            return pages.values().stream().allMatch(OpenLoop.Outcome::isWhole);
        }

        /** Adds each page's median and slow end to a row. */
        Row in(Row row) {
            pages.forEach((path, page) -> row.with(path + " p50", page.millis().median())
                    .with("p99 of " + path, page.millis().percentile(99)));
            return row;
        }
    }

    /** Looks while something else is done. */
    Seen during(Duration lasting, Runnable meanwhile) {
        var loops = new LinkedHashMap<String, OpenLoop>();
        loops.put("/", look("/", lasting, new Browser(house.wire(), house.url())));
        loops.put("/sign-in", look("/sign-in", lasting, new Browser(house.wire(), house.url())));
        loops.put("/account", look("/account", lasting, signedIn));
        meanwhile.run();
        var seen = new LinkedHashMap<String, OpenLoop.Outcome>();
        loops.forEach((path, loop) -> seen.put(path, loop.await()));
        return new Seen(seen);
    }

    private OpenLoop look(String path, Duration lasting, Browser browser) {
        return OpenLoop.start(
                Arrivals.evenly(EACH_PER_SECOND, lasting),
                AT_ONCE,
                () -> wires.use(wire -> {
                    var page = browser.on(wire).get(path);
                    if (page.status() != 200) {
                        throw new Unexpected("GET " + path, page.answer());
                    }
                }));
    }
}
