package vn.mocua.portal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.portal.identity.NationalId.Warning.CENTURY;
import static vn.mocua.portal.identity.NationalId.Warning.PROVINCE;
import static vn.mocua.portal.identity.NationalId.Warning.SEX;
import static vn.mocua.portal.identity.NationalId.Warning.YEAR;
import static vn.mocua.portal.identity.Refusals.assertRefused;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NationalIdTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "051203004567",
                "051 203 004 567",
                "051.203.004.567",
                "051-203-004567",
                " 051203004567 ",
                "051\u00a0203\u2009004567",
                "051\u2013203\u2011004567",
                "\t051203004567\r\n"
            })
    void blanksDotsAndDashesDoNotMatter(String typed) {
        assertThat(NationalId.of(typed)).isEqualTo(new NationalId("051203004567"));
    }

    /** T03: another spelling of the digits must not become another person. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uff10\uff15\uff11\uff12\uff10\uff13\uff10\uff10\uff14\uff15\uff16\uff17",
                "\u0660\u0665\u0661\u0662\u0660\u0663\u0660\u0660\u0664\u0665\u0666\u0667",
                "\u06f0\u06f5\u06f1\u06f2\u06f0\u06f3\u06f0\u06f0\u06f4\u06f5\u06f6\u06f7",
                "\u0966\u096b\u0967\u0968\u0966\u0969\u0966\u0966\u096a\u096b\u096c\u096d",
                "051203004567\u200b",
                "\u202a051203004567",
                "05120300456\u2077",
                "O51203004567",
                "051203004S67",
                "+51203004567",
                "051203004567;",
                "B1234567"
            })
    void onlyAsciiDigitsAreDigits(String typed) {
        assertRefused(() -> NationalId.of(typed), "nationalId.digits");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "12345678,8", "1234567890,10", "05120300456,11", "0512030045678,13", "--1.2,2", "'...',0"})
    void anotherLengthIsRefusedWithTheCountTyped(String typed, int count) {
        assertRefused(() -> NationalId.of(typed), "nationalId.length", count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\u00a0\u3000"})
    void nothingIsMissing(String typed) {
        assertRefused(() -> NationalId.of(typed), "nationalId.missing");
    }

    @Test
    void nineDigitsAreAnOldCardThatWarnsOfNothing() {
        var old = NationalId.of("212 345 678");

        assertThat(old.isOldCard()).isTrue();
        assertThat(old.province()).isEmpty();
        assertThat(old.birthYear()).isEmpty();
        assertThat(old.sex()).isEmpty();
        assertThat(old.warnings(BirthDate.of("01/01/1950"), Sex.MALE)).isEmpty();
    }

    /** The third digit group of Circular 07/2016: 0 and 1 for 1900 to 1999, 2 and 3 for 2000 to 2099, and so on. */
    @ParameterizedTest
    @CsvSource({
        "0, 1987, MALE", "1, 1987, FEMALE", "2, 2087, MALE", "3, 2087, FEMALE", "4, 2187, MALE",
        "5, 2187, FEMALE", "6, 2287, MALE", "7, 2287, FEMALE", "8, 2387, MALE", "9, 2387, FEMALE"
    })
    void theFourthDigitSaysCenturyAndSex(String digit, int year, Sex sex) {
        var id = NationalId.of("051" + digit + "87004567");

        assertThat(id.birthYear()).contains(year);
        assertThat(id.sex()).contains(sex);
        assertThat(id.province()).contains("Quảng Ngãi");
    }

    /** T10: digits that contradict the birth date or the sex warn, and never refuse. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "051087004567, 05/09/1987, MALE, ",
                "051187004567, 1987, FEMALE, ",
                "051087004567, -, -, ",
                "051087004567, 05/09/1986, MALE, YEAR",
                "051287004567, 05/09/1987, MALE, CENTURY",
                "051288004567, 09/1987, MALE, CENTURY YEAR",
                "051087004567, 05/09/1987, FEMALE, SEX",
                "003087004567, 05/09/1987, MALE, PROVINCE",
                "000087004567, 05/09/1987, MALE, PROVINCE",
                "999087004567, -, -, PROVINCE",
                "999387004567, 05/09/1950, MALE, PROVINCE CENTURY YEAR SEX"
            })
    void whatDoesNotFitIsWarnedOf(String id, String birthDate, Sex sex, String expected) {
        var warnings = NationalId.of(id).warnings(birthDate == null ? null : BirthDate.of(birthDate), sex);

        assertThat(warnings.stream()
                        .map(Enum::name)
                        .reduce((a, b) -> a + " " + b)
                        .orElse(""))
                .isEqualTo(expected == null ? "" : expected);
        assertThat(NationalId.Warning.values()).containsExactly(PROVINCE, CENTURY, YEAR, SEX);
    }

    @Test
    void allSixtyThreeProvincesAreKnown() {
        var known = 0;
        for (int code = 0; code < 1000; code++) {
            if (NationalId.of("%03d087004567".formatted(code)).province().isPresent()) {
                known++;
            }
        }
        assertThat(known).isEqualTo(63);
    }

    @Test
    void whateverSeparatesTheDigitsTheNumberIsTheSame() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (int n = 0; n < 2_000; n++) {
            var digits = new StringBuilder();
            var typed = new StringBuilder();
            var length = random.nextBoolean() ? 12 : 9;
            for (int i = 0; i < length; i++) {
                var digit = (char) ('0' + random.nextInt(10));
                digits.append(digit);
                typed.append(digit).append(" .-\u00a0\u2013".charAt(random.nextInt(5)));
            }
            assertThat(NationalId.of(typed.toString())).as("seed %d", seed).isEqualTo(NationalId.of(digits.toString()));
        }
    }

    @Test
    void pagesShowTheLastThreeDigits() {
        assertThat(NationalId.of("051203004567").masked()).isEqualTo("*********567");
        assertThat(NationalId.of("212345678").masked()).isEqualTo("******678");
    }
}
