package vn.mocua.bench;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.DoubleStream;

/** Figures of one kind, sorted. */
record Samples(double[] sorted) {

    static Samples of(DoubleStream values) {
        return new Samples(values.sorted().toArray());
    }

    static Samples of(Collection<? extends Number> values) {
        return of(values.stream().mapToDouble(Number::doubleValue));
    }

    /** Times in nanoseconds, as milliseconds. */
    static Samples millis(Collection<Long> nanos) {
        return of(nanos.stream().mapToDouble(each -> each / 1e6));
    }

    int size() {
        return sorted.length;
    }

    /** The nearest rank; not a number when there are no samples. */
    double percentile(double percent) {
        return sorted.length == 0
                ? Double.NaN
                : sorted[Math.clamp((int) Math.ceil(percent / 100 * sorted.length) - 1, 0, sorted.length - 1)];
    }

    double median() {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        var middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double most() {
        return percentile(100);
    }

    /**
     * How likely samples are to lie as far apart as these if both came from one source: the rank test of Mann and
     * Whitney, two-sided, by its normal approximation. Small means that the two can be told apart.
     */
    double probabilityOfSameSource(Samples other) {
        var all = new double[size() + other.size()];
        System.arraycopy(sorted, 0, all, 0, size());
        System.arraycopy(other.sorted, 0, all, size(), other.size());
        Arrays.sort(all);
        double ranks = 0;
        for (var value : sorted) {
            ranks += (first(all, value) + last(all, value)) / 2.0 + 1;
        }
        double n = size();
        double m = other.size();
        var u = ranks - n * (n + 1) / 2;
        var z = Math.abs(u - n * m / 2) / Math.sqrt(n * m * (n + m + 1) / 12);
        return Math.min(1, 2 * upperTail(z));
    }

    private static int first(double[] all, double value) {
        int low = 0;
        int high = all.length;
        while (low < high) {
            var middle = (low + high) >>> 1;
            if (all[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int last(double[] all, double value) {
        var last = first(all, value);
        while (last + 1 < all.length && all[last + 1] == value) {
            last++;
        }
        return last;
    }

    /** Of the normal distribution, to seven digits: Abramowitz and Stegun, 26.2.17. */
    private static double upperTail(double z) {
        var t = 1 / (1 + 0.2316419 * z);
        var series = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
    }
}
