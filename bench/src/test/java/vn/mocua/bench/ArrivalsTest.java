package vn.mocua.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    @Test
    void evenlyMeansAtEqualDistancesFromTheBeginning() {
        assertThat(Arrivals.evenly(4, Duration.ofSeconds(1)).nanos())
                .containsExactly(0, 250_000_000, 500_000_000, 750_000_000);
        assertThat(Arrivals.evenly(0, Duration.ofSeconds(9)).count()).isZero();
    }

    @Test
    void atRandomMeansInOrderWithinTheTimeAndAsManyAsWereAskedFor() {
        var arrivals = Arrivals.atRandom(1_000, Duration.ofSeconds(20), new Random(1));

        assertThat(arrivals.nanos()).isSorted();
        assertThat(arrivals.nanos()[0]).isNotNegative();
        assertThat(arrivals.nanos()[arrivals.count() - 1]).isLessThan(20_000_000_000L);
        // Of a Poisson process the count scatters by its root: 141 in 20,000.
        assertThat(arrivals.count()).isCloseTo(20_000, within(600));
        assertThat(meanSquare(arrivals) / (mean(arrivals) * mean(arrivals))).isCloseTo(2, within(0.2));
    }

    private static double mean(Arrivals arrivals) {
        return (double) arrivals.nanos()[arrivals.count() - 1] / arrivals.count();
    }

    /** Twice the square of the mean where gaps are as they come, once where they are equal. */
    private static double meanSquare(Arrivals arrivals) {
        var sum = 0.0;
        for (int i = 1; i < arrivals.count(); i++) {
            var gap = (double) arrivals.nanos()[i] - arrivals.nanos()[i - 1];
            sum += gap * gap;
        }
        return sum / arrivals.count();
    }
}
