package vn.mocua.portal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static vn.mocua.portal.identity.Refusals.assertRefused;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BirthDateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "05/09/1987",
                "5/9/1987",
                "05-09-1987",
                "5-9-1987",
                "05.09.1987",
                "5.9.1987",
                "05091987",
                " 05 / 09 / 1987 ",
                "5 9 1987",
                "05-09/1987"
            })
    void everyUsualSpellingIsOneDay(String typed) {
        assertThat(BirthDate.of(typed)).isEqualTo(new BirthDate(LocalDate.of(1987, 9, 5)));
        assertThat(BirthDate.of(typed).value()).isEqualTo("05/09/1987");
        assertThat(BirthDate.of(typed).iso()).isEqualTo("1987-09-05");
        assertThat(BirthDate.of(typed).precision()).isEqualTo(BirthDate.Precision.DAY);
    }

    @Test
    void whatIsNotKnownIsNotInvented() {
        assertThat(BirthDate.of("9/1987")).isEqualTo(new BirthDate(YearMonth.of(1987, 9)));
        assertThat(BirthDate.of("09-1987").value()).isEqualTo("09/1987");
        assertThat(BirthDate.of("09.1987").iso()).isEqualTo("1987-09");
        assertThat(BirthDate.of("09/1987").precision()).isEqualTo(BirthDate.Precision.MONTH);
        assertThat(BirthDate.of(" 1957 ")).isEqualTo(new BirthDate(Year.of(1957)));
        assertThat(BirthDate.of("1957").value()).isEqualTo("1957");
        assertThat(BirthDate.of("1957").iso()).isEqualTo("1957");
        assertThat(BirthDate.of("1957").precision()).isEqualTo(BirthDate.Precision.YEAR);
    }

    @ParameterizedTest
    @CsvSource({
        "31/02/1990, birthDate.noSuchDay",
        "29/02/1900, birthDate.noSuchDay",
        "29/02/2023, birthDate.noSuchDay",
        "31/04/1990, birthDate.noSuchDay",
        "00/01/1990, birthDate.noSuchDay",
        "32011990, birthDate.noSuchDay",
        "05/13/1987, birthDate.noSuchMonth",
        "05/00/1987, birthDate.noSuchMonth",
        "13/1987, birthDate.noSuchMonth",
        "05131987, birthDate.noSuchMonth",
        "05/09/87, birthDate.year",
        "09/87, birthDate.year",
        "05/09/0000, birthDate.year",
        "87, birthDate.malformed",
        "050987, birthDate.malformed",
        "1987/09/05, birthDate.malformed",
        "1987-09-05, birthDate.malformed",
        "05/09/19871, birthDate.malformed",
        "5 Sep 1987, birthDate.malformed",
        "05//09/1987, birthDate.malformed",
        "\uff10\uff15/09/1987, birthDate.malformed",
        "\u0660\u0665/09/1987, birthDate.malformed",
        "-1987, birthDate.malformed",
        "' ', birthDate.missing"
    })
    void whatIsOnNoCalendarIsRefused(String typed, String key) {
        assertRefused(() -> BirthDate.of(typed), key);
    }

    @Test
    void leapDaysAreDays() {
        assertThat(BirthDate.of("29/02/2000").iso()).isEqualTo("2000-02-29");
        assertThat(BirthDate.of("29/02/2024").value()).isEqualTo("29/02/2024");
    }

    @ParameterizedTest
    @CsvSource({
        "05/09/1987, 05/09/1987, true",
        "05/09/1987, 09/1987, true",
        "05/09/1987, 1987, true",
        "09/1987, 1987, true",
        "1987, 1987, true",
        "05/09/1987, 06/09/1987, false",
        "05/09/1987, 10/1987, false",
        "05/09/1987, 1986, false",
        "09/1987, 10/1987, false",
        "09/1987, 09/1986, false",
        "1987, 1957, false"
    })
    void datesAgreeAtTheLowerPrecision(String one, String other, boolean agree) {
        assertThat(BirthDate.of(one).agreesWith(BirthDate.of(other))).isEqualTo(agree);
        assertThat(BirthDate.of(other).agreesWith(BirthDate.of(one))).isEqualTo(agree);
    }

    @ParameterizedTest
    @CsvSource({
        "23/11/2026, ", "24/11/2026, birthDate.future", "11/2026, ", "12/2026, birthDate.future", "2026, ",
        "2027, birthDate.future", "01/01/1900, ", "1900, ", "31/12/1899, birthDate.tooEarly", "1899, birthDate.tooEarly"
    })
    void aLivingPersonWasBornFrom1900ToToday(String typed, String key) {
        assertThat(BirthDate.of(typed).faultOn(LocalDate.of(2026, 11, 23)).orElse(null))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @CsvSource({
        "23/11/2008, 18",
        "24/11/2008, 17",
        "11/2008, 17",
        "10/2008, 18",
        "2008, 17",
        "2007, 18",
        "24/11/2026, 0",
        "29/02/2008, 18"
    })
    void yearsAreCountedOnlyWhenTheyAreCertain(String typed, int age) {
        assertThat(BirthDate.of(typed).ageOn(LocalDate.of(2026, 11, 23))).isEqualTo(age);
    }

    @Test
    void protocolsWriteTheYearFirst() {
        assertThat(BirthDate.ofIso("1987-09-05")).isEqualTo(BirthDate.of("05/09/1987"));
        assertThat(BirthDate.ofIso("1987-09")).isEqualTo(BirthDate.of("09/1987"));
        assertThat(BirthDate.ofIso("1987")).isEqualTo(BirthDate.of("1987"));
        assertRefused(() -> BirthDate.ofIso("0000-09-05"), "birthDate.year");
        assertRefused(() -> BirthDate.ofIso("1987-13-05"), "birthDate.noSuchMonth");
        assertRefused(() -> BirthDate.ofIso("05/09/1987"), "birthDate.malformed");
    }

    @Test
    void everyDayOfAYearIsReadAsItWasWritten() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (int n = 0; n < 5_000; n++) {
            var day = LocalDate.of(1900, 1, 1).plusDays(random.nextInt(50_000));
            var date = new BirthDate(day);
            assertThat(BirthDate.of(date.value())).as("seed %d", seed).isEqualTo(date);
            assertThat(BirthDate.ofIso(date.iso())).as("seed %d", seed).isEqualTo(date);
            assertThat(BirthDate.of(day.getDayOfMonth() + "-" + day.getMonthValue() + "-" + day.getYear()))
                    .as("seed %d", seed)
                    .isEqualTo(date);
        }
    }

    @Test
    void nothingElseIsABirthDate() {
        assertThatIllegalArgumentException().isThrownBy(() -> new BirthDate(LocalDateTime.of(1987, 9, 5, 0, 0)));
        assertThatIllegalArgumentException().isThrownBy(() -> new BirthDate(Year.of(10_000)));
    }
}
