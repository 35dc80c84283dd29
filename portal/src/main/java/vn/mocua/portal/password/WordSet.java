package vn.mocua.portal.password;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** A large set of words in little room: their bytes one after the other, sorted, and where each ends. */
final class WordSet {

    private final byte[] bytes;
    private final int[] ends;

    private WordSet(byte[] bytes, int[] ends) {
        this.bytes = bytes;
        this.ends = ends;
    }

    static WordSet of(Stream<String> words) {
        var sorted = words.distinct()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .sorted(Arrays::compareUnsigned)
                .toArray(byte[][]::new);
        var bytes = new byte[Arrays.stream(sorted).mapToInt(word -> word.length).sum()];
        var ends = new int[sorted.length];
        var end = 0;
        for (int i = 0; i < sorted.length; i++) {
            System.arraycopy(sorted[i], 0, bytes, end, sorted[i].length);
            end += sorted[i].length;
            ends[i] = end;
        }
        return new WordSet(bytes, ends);
    }

    boolean contains(String word) {
        var sought = word.getBytes(StandardCharsets.UTF_8);
        var low = 0;
        var high = ends.length - 1;
        while (low <= high) {
            var middle = (low + high) >>> 1;
            var start = middle == 0 ? 0 : ends[middle - 1];
            var order = Arrays.compareUnsigned(bytes, start, ends[middle], sought, 0, sought.length);
            if (order == 0) {
                return true;
            }
            low = order < 0 ? middle + 1 : low;
            high = order < 0 ? high : middle - 1;
        }
        return false;
    }

    int size() {
        return ends.length;
    }
}
