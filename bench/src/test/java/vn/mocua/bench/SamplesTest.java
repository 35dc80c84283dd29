package vn.mocua.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static Samples oneTo(int most) {
        return Samples.of(IntStream.rangeClosed(1, most).asDoubleStream());
    }

    private static Samples around(double middle, int count, Random random) {
        return Samples.of(IntStream.range(0, count).mapToDouble(i -> middle + random.nextGaussian()));
    }

    @Test
    void aPercentileIsTheNearestRank() {
        assertThat(oneTo(100).percentile(99)).isEqualTo(99);
        assertThat(oneTo(100).percentile(50)).isEqualTo(50);
        assertThat(oneTo(10).percentile(99)).isEqualTo(10);
        assertThat(oneTo(10).percentile(0)).isEqualTo(1);
        assertThat(Samples.of(List.of()).percentile(50)).isNaN();
    }

    @Test
    void theMedianOfAnEvenNumberLiesInTheMiddle() {
        assertThat(oneTo(9).median()).isEqualTo(5);
        assertThat(oneTo(10).median()).isEqualTo(5.5);
        assertThat(Samples.of(List.of()).median()).isNaN();
    }

    @Test
    void nanosecondsAreTakenForMilliseconds() {
        assertThat(Samples.millis(List.of(3_000_000L, 1_500_000L)).sorted()).containsExactly(1.5, 3);
    }

    @Test
    void twoKindsOfOneSourceAreNotToldApartAndOthersAre() {
        var random = new Random(7);
        assertThat(around(5, 800, random).probabilityOfSameSource(around(5, 800, random)))
                .isGreaterThan(0.01);
        assertThat(around(5, 800, random).probabilityOfSameSource(around(5.5, 800, random)))
                .isLessThan(0.000_1);
    }

    @Test
    void theDifferenceOfMediansComesWithItsBounds() {
        var random = new Random(7);
        var apart = Apart.of(around(7, 1_000, random), around(5, 1_000, random), new Random(1));
        assertThat(apart.medians()).isCloseTo(2, within(0.2));
        assertThat(apart.least()).isBetween(1.7, apart.medians());
        assertThat(apart.most()).isBetween(apart.medians(), 2.3);
        assertThat(apart.mayBeNone()).isFalse();
        assertThat(apart.isWithin(3)).isTrue();
        assertThat(apart.isWithin(2)).isFalse();
    }
}
