package vn.mocua.bench;

import java.util.Arrays;
import java.util.Random;

/**
 * How far the medians of two kinds of samples lie apart, and between which bounds in 95 of 100 cases: each kind is drawn
 * anew from itself many times over (the bootstrap, by percentiles).
 */
record Apart(double medians, double least, double most) {

    private static final int DRAWS = 2_000;

    static Apart of(Samples one, Samples other, Random random) {
        var draws = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            draws[i] = drawn(one, random).median() - drawn(other, random).median();
        }
        var all = Samples.of(Arrays.stream(draws));
        return new Apart(one.median() - other.median(), all.percentile(2.5), all.percentile(97.5));
    }

    private static Samples drawn(Samples from, Random random) {
        return Samples.of(random.ints(from.size(), 0, from.size()).mapToDouble(i -> from.sorted()[i]));
    }

    /** Whether the difference is surely no larger. */
    boolean isWithin(double millis) {
        return least >= -millis && most <= millis;
    }

    /** Whether there may be none at all. */
    boolean mayBeNone() {
        return least <= 0 && most >= 0;
    }
}
