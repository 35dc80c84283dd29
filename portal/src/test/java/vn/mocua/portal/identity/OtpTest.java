package vn.mocua.portal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.portal.identity.Refusals.assertRefused;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtpTest {

    @ParameterizedTest
    @CsvSource({"204817", "204 817", "2 0 4 8 1 7", "' 204817 '", "204-817"})
    void sixDigitsAreRead(String typed) {
        assertThat(Otp.of(typed).value()).isEqualTo("204817");
    }

    @ParameterizedTest
    @CsvSource({"20481,5", "2048171,7"})
    void anotherLengthIsRefusedWithTheCountTyped(String typed, int count) {
        assertRefused(() -> Otp.of(typed), "otp.length", count);
    }

    @ParameterizedTest
    @CsvSource({
        "20481a, otp.digits",
        "\uff1204817, otp.digits",
        "\u0662\u0660\u0664\u0668\u0661\u0667, otp.digits",
        "' ', otp.missing"
    })
    void otherCharactersAreRefused(String typed, String key) {
        assertRefused(() -> Otp.of(typed), key);
    }
}
