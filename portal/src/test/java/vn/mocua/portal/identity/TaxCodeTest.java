package vn.mocua.portal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.portal.identity.Refusals.assertRefused;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaxCodeTest {

    @ParameterizedTest
    @CsvSource({
        "4398765434, 4398765434",
        "43 98 765 434, 4398765434",
        "4398765434-001, 4398765434-001",
        "4398765434001, 4398765434-001",
        "4398765434 - 999, 4398765434-999",
        "4398765434\u2013012, 4398765434-012",
        "051203004567, 051203004567",
        "051.203.004.567, 051203004567"
    })
    void everySpellingHasOneCanonicalForm(String typed, String canonical) {
        assertThat(TaxCode.of(typed).value()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "4398765435, taxCode.unknown",
        "4398765435-001, taxCode.unknown",
        "0000000000, taxCode.unknown",
        "4398765434-000, taxCode.branch",
        "MST4398765434, taxCode.digits",
        "\uff14398765434, taxCode.digits",
        "'  ', taxCode.missing"
    })
    void whatIsNoTaxCodeIsRefused(String typed, String key) {
        assertRefused(() -> TaxCode.of(typed), key);
    }

    @ParameterizedTest
    @CsvSource({"439876543,9", "43987654341,11", "43987654340011,14"})
    void anotherLengthIsRefusedWithTheCountTyped(String typed, int count) {
        assertRefused(() -> TaxCode.of(typed), "taxCode.length", count);
    }

    /** Of the ten last digits at most one is right, and none where the rule gives 10. */
    @Test
    void atMostOneCheckDigitFits() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var without = 0;
        for (int n = 0; n < 2_000; n++) {
            var nine = "%09d".formatted(random.nextInt(100_000, 1_000_000_000));
            if (nine.endsWith("0000000")) {
                continue;
            }
            var fitting = 0;
            for (int digit = 0; digit < 10; digit++) {
                fitting += isRead(nine + digit) ? 1 : 0;
            }
            assertThat(fitting).as("seed %d, %s", seed, nine).isBetween(0, 1);
            without += fitting == 0 ? 1 : 0;
        }
        assertThat(without).as("seed %d: one in eleven has none", seed).isBetween(100, 280);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 9, 10, 99, 100, 999})
    void branchesAreNumberedFromOneTo999(int number) {
        var branch = TaxCode.of("4398765434-%03d".formatted(number));

        assertThat(branch.isBranch()).isTrue();
        assertThat(branch.head()).isEqualTo(TaxCode.of("4398765434"));
        assertThat(branch).isNotEqualTo(branch.head());
    }

    @Test
    void twelveDigitsAreAPersons() {
        var personal = TaxCode.of("051203004567");

        assertThat(personal.isPersonal()).isTrue();
        assertThat(personal.nationalId()).contains(NationalId.of("051203004567"));
        assertThat(TaxCode.of("4398765434").nationalId()).isEmpty();
    }

    @Test
    void pagesShowTheLastDigits() {
        assertThat(TaxCode.of("4398765434").masked()).isEqualTo("*******434");
        assertThat(TaxCode.of("4398765434-001").masked()).isEqualTo("*******434-001");
    }

    private static boolean isRead(String text) {
        try {
            return TaxCode.of(text).value().equals(text);
        } catch (Malformed e) {
            return false;
        }
    }
}
