package vn.mocua.portal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.portal.identity.FullName.Agreement.EXACT;
import static vn.mocua.portal.identity.FullName.Agreement.MISMATCH;
import static vn.mocua.portal.identity.Refusals.assertRefused;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FullNameTest {

    private static final List<String[]> PAIRS = Table.read("name-pairs.csv");

    static Stream<Arguments> pairs() {
        return PAIRS.stream().filter(row -> !row[1].startsWith("fullName.")).map(Arguments::of);
    }

    static Stream<Arguments> refused() {
        return PAIRS.stream().filter(row -> row[1].startsWith("fullName.")).map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}: {2} / {3} {1}")
    @MethodSource("pairs")
    void twoSpellingsAgreeInFourGrades(String why, FullName.Agreement expected, String one, String other) {
        assertThat(FullName.of(one).compare(FullName.of(other))).as(why).isEqualTo(expected);
        assertThat(FullName.of(other).compare(FullName.of(one)))
                .as("the other way round")
                .isEqualTo(expected);
    }

    /** T09: what looks like another name, or cannot be seen, is no name. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void lookAlikesAndTheInvisibleAreRefused(String why, String key, String typed) {
        assertRefused(() -> FullName.of(typed), key);
    }

    /** T09. */
    @Test
    void theTableIsLargeEnough() {
        assertThat(pairs().count()).isGreaterThanOrEqualTo(200);
        assertThat(refused().count()).isGreaterThanOrEqualTo(60);
    }

    /** T09: the folded forms only compare; what is kept is what was typed, in NFC. */
    @Test
    void whatIsKeptIsTheNfcOfWhatWasTyped() {
        pairs().map(Arguments::get).forEach(row -> {
            var typed = (String) row[2];
            var kept = FullName.of(typed).value();
            assertThat(kept.replace("'", ""))
                    .isEqualTo(Normalizer.normalize(typed.strip(), Normalizer.Form.NFC)
                            .replaceAll("\\s+", " ")
                            .replaceAll("['\u2018\u2019\u02bc\u2032\u00b4`\uff07]", ""));
        });
    }

    @Test
    void whatIsWrittenBackIsReadAsTheSame() {
        pairs().map(Arguments::get)
                .flatMap(row -> Stream.of((String) row[2], (String) row[3]))
                .forEach(typed -> {
                    var name = FullName.of(typed);
                    assertThat(FullName.of(name.value())).isEqualTo(name);
                    assertThat(Normalizer.isNormalized(name.value(), Normalizer.Form.NFC))
                            .isTrue();
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 100})
    void upToHundredCodePointsAreAName(int length) {
        assertThat(FullName.of("\u1ea4".repeat(length)).value()).hasSize(length);
        assertThat(FullName.of("A\u0302\u0301".repeat(length)).value()).hasSize(length);
    }

    @Test
    void moreAreRefusedWithTheCountTyped() {
        assertRefused(() -> FullName.of("\u1ea4".repeat(101)), "fullName.tooLong", 101);
        assertRefused(() -> FullName.of("A\u0302\u0301".repeat(101)), "fullName.tooLong", 101);
        assertRefused(() -> FullName.of("a".repeat(1_000_000)), "fullName.tooLong", 1_000_000);
    }

    @Test
    void everyLetterOfTheVietnameseAlphabetInEveryToneIsALetter() {
        var vowels = "aăâeêioôơuưy";
        for (var vowel : vowels.split("")) {
            for (var tone : List.of("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")) {
                var syllable = vowel + tone;
                assertThat(FullName.of("Đ" + syllable).compare(FullName.of(("đ" + syllable).toUpperCase(Locale.ROOT))))
                        .as(syllable)
                        .isEqualTo(EXACT);
            }
        }
        for (var letter : "bcdđghklmnpqrstvxfjwz".split("")) {
            assertThat(FullName.of(letter + "a").value()).isEqualTo(letter + "a");
        }
    }

    @Test
    void aNameAgreesWithItselfHoweverItIsComposedAndComparingHasNoSides() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (int n = 0; n < 1_000; n++) {
            var one = FullName.of(randomName(random));
            var other = FullName.of(randomName(random));
            assertThat(one.compare(FullName.of(Normalizer.normalize(one.value(), Normalizer.Form.NFD))))
                    .as("seed %d", seed)
                    .isEqualTo(EXACT);
            assertThat(one.compare(other))
                    .as("seed %d: %s, %s", seed, one.value(), other.value())
                    .isEqualTo(other.compare(one));
        }
    }

    @Test
    void nobodyIsNearToSomeoneElse() {
        assertThat(FullName.of("Nguyễn Văn An").compare(FullName.of("Trần Thị Bình")))
                .isEqualTo(MISMATCH);
        assertThat(MISMATCH.passes()).isFalse();
        assertThat(FullName.Agreement.NEAR.passes()).isFalse();
    }

    private static String randomName(Random random) {
        var words =
                List.of("Nguyễn", "Trần", "Lê", "Phạm", "Hoà", "Hòa", "Thủy", "Thuỷ", "Đức", "Ðức", "Vy", "Vi", "An");
        var name = new StringBuilder(words.get(random.nextInt(words.size())));
        for (int i = random.nextInt(5); i > 0; i--) {
            name.append(' ').append(words.get(random.nextInt(words.size())));
        }
        return name.toString();
    }
}
