package vn.mocua.portal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.portal.identity.Refusals.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocialInsuranceNumberTest {

    @ParameterizedTest
    @CsvSource({"5123456789", "51 2345 6789", "51.23.45.67.89", "51-23456789"})
    void tenDigitsAreRead(String typed) {
        assertThat(SocialInsuranceNumber.of(typed).value()).isEqualTo("5123456789");
    }

    @Test
    void twelveDigitsAreThePersonalNumber() {
        assertThat(SocialInsuranceNumber.of("051203004567").nationalId()).contains(NationalId.of("051203004567"));
        assertThat(SocialInsuranceNumber.of("5123456789").nationalId()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"512345678,9", "51234567890,11", "5123456789012,13"})
    void anotherLengthIsRefusedWithTheCountTyped(String typed, int count) {
        assertRefused(() -> SocialInsuranceNumber.of(typed), "socialInsuranceNumber.length", count);
    }

    @ParameterizedTest
    @CsvSource({
        "GD4515123456789, socialInsuranceNumber.digits",
        "\u0665123456789, socialInsuranceNumber.digits",
        "' ', socialInsuranceNumber.missing"
    })
    void otherCharactersAreRefused(String typed, String key) {
        assertRefused(() -> SocialInsuranceNumber.of(typed), key);
    }
}
