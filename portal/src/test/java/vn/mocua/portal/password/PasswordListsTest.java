package vn.mocua.portal.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class PasswordListsTest {

    @Test
    void aWordSetHoldsWhatWasPutInAndNothingElse() {
        var words = List.of("a", "ab", "abc", "b", "m\u1eadt", "\ud83d\ude00", "zz", "zz");
        var set = WordSet.of(words.stream());

        assertThat(set.size()).isEqualTo(7);
        assertThat(words).allMatch(set::contains);
        assertThat(Stream.of("", "aa", "abcd", "c", "mat", "zzz", "\u0000")).noneMatch(set::contains);
        assertThat(WordSet.of(Stream.of()).contains("a")).isFalse();
    }

    /** Lists and meter together; measured after collecting, so that only what stays is counted. */
    @Test
    void theListsStayWithinFifteenMebibytes() {
        var kept = new TreeSet<String>();
        var before = used();
        var common = new CommonPasswords();
        var meter = new ZxcvbnMeter();
        kept.add(String.valueOf(common.contain(Password.of("Gx7!pq2Z"))));
        kept.add(String.valueOf(meter.guesses("Gx7!pq2Z", List.of())));
        var after = used();

        assertThat((after - before) / 1024 / 1024).isLessThanOrEqualTo(15);
        assertThat(kept).hasSize(2);
        assertThat(common.contain(Password.of("Matkhau@1"))).isTrue();
        assertThat(meter.guesses("matkhau", List.of())).isLessThan(10);
    }

    /** Whoever comes first reads; whoever comes meanwhile waits for it. */
    @Test
    void listsAreReadOnceHoweverManyAskAtOnce() throws InterruptedException {
        var readings = new AtomicInteger();
        var lazy = new Lazy<>(readings::incrementAndGet);
        lazy.readAhead();
        var askers = Stream.generate(() -> Thread.ofVirtual().start(lazy::get))
                .limit(20)
                .toList();
        for (var asker : askers) {
            asker.join();
        }

        assertThat(lazy.get()).isEqualTo(1);
        assertThat(readings).hasValue(1);
    }

    @Test
    void substitutionsAreUndoneAndEndsAreDropped() {
        assertThat(Folding.candidates("M@tKh4u!123")).contains("m@tkh4u!123", "matkhau", "matkhaui", "m@tkh4u");
        assertThat(Folding.candidates("12@He110 !")).contains("hello", "he110");
        assertThat(Folding.candidates("\u0110\u00e0 N\u1eb5ng 43!")).contains("da nang", "danang");
        assertThat(Folding.candidates("!!")).isEmpty();
        assertThat(Folding.candidates("12345678")).contains("12345678");
        assertThat(Folding.letters("@4(30961!|$57+82")).isEqualTo("aaceoggiiissttbz");
    }

    private static long used() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
