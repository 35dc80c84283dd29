package vn.mocua.bench;

import java.time.Duration;
import java.util.Random;
import java.util.stream.LongStream;

/**
 * When visitors come, whatever becomes of those before them.
 *
 * @param nanos after the beginning, in order
 */
record Arrivals(long[] nanos) {

    private static final double SECOND = 1e9;

    /** At equal distances. */
    static Arrivals evenly(double perSecond, Duration lasting) {
        var count = Math.round(perSecond * lasting.toNanos() / SECOND);
        return new Arrivals(LongStream.range(0, count)
                .map(i -> Math.round(i * SECOND / perSecond))
                .toArray());
    }

    /** As people do who know nothing of each other: now two at once, now nobody for a while. */
    static Arrivals atRandom(double perSecond, Duration lasting, Random random) {
        var all = LongStream.builder();
        for (double at = gap(perSecond, random); at < lasting.toNanos(); at += gap(perSecond, random)) {
            all.add(Math.round(at));
        }
        return new Arrivals(all.build().toArray());
    }

    private static double gap(double perSecond, Random random) {
        return -Math.log(1 - random.nextDouble()) * SECOND / perSecond;
    }

    int count() {
        return nanos.length;
    }
}
