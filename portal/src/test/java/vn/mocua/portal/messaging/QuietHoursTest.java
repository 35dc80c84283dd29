package vn.mocua.portal.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuietHoursTest {

    @ParameterizedTest
    @CsvSource({
        "21:00-07:00, 2026-11-26T20:59:59.999, 2026-11-26T20:59:59.999",
        "21:00-07:00, 2026-11-26T21:00:00, 2026-11-27T07:00:00",
        "21:00-07:00, 2026-12-31T23:59:59, 2027-01-01T07:00:00",
        "21:00-07:00, 2026-11-27T00:00:00, 2026-11-27T07:00:00",
        "21:00-07:00, 2026-11-27T06:59:59, 2026-11-27T07:00:00",
        "21:00-07:00, 2026-11-27T07:00:00, 2026-11-27T07:00:00",
        "12:00-13:30, 2026-11-27T12:30:00, 2026-11-27T13:30:00",
        "12:00-13:30, 2026-11-27T23:00:00, 2026-11-27T23:00:00",
        "none, 2026-11-27T03:00:00, 2026-11-27T03:00:00"
    })
    void whatCanWaitIsSentWhenTheyAreOver(String hours, String written, String sent) {
        assertThat(QuietHours.of(hours).endAfter(there(written))).isEqualTo(there(sent));
        assertThat(QuietHours.of(hours).cover(there(sent))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "21-7", "21:00", "21:00-25:00", "07:00-07:00", "9:00-17:00", "21:00 - 07:00"})
    void otherWordsAreNoHours(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> QuietHours.of(text));
    }

    @Test
    void theyAreWrittenAsTheyAreRead() {
        assertThat(QuietHours.of("21:00-07:00")).hasToString("21:00-07:00");
        assertThat(QuietHours.of("none")).hasToString("none");
    }

    private static Instant there(String time) {
        return Instant.parse(time + "+07:00");
    }
}
