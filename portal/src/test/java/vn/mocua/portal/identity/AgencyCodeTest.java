package vn.mocua.portal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.portal.identity.Refusals.assertRefused;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgencyCodeTest {

    @ParameterizedTest
    @CsvSource({
        "H48.12, H48.12",
        "h48.12, H48.12",
        " H48 . 12 , H48.12",
        "000.00.12.H48, H48.12",
        "000.00.12.h48, H48.12",
        "000.00.00.H41, H41",
        "H41, H41",
        "H48.00.00.000, H48",
        "002.01.12.H48, H48.12.01.002",
        "001.00.12.H48, H48.12.00.001",
        "H55.242, H55.242",
        "G09.01.A2, G09.01.A2"
    })
    void bothSpellingsOfABodyAreOneCode(String typed, String canonical) {
        assertThat(AgencyCode.of(typed).value()).isEqualTo(canonical);
        assertThat(AgencyCode.of(typed)).isEqualTo(AgencyCode.of(canonical));
    }

    @ParameterizedTest
    @CsvSource({
        "48.12, agencyCode.malformed",
        "H4.12, agencyCode.malformed",
        "H48., agencyCode.malformed",
        "H48..12, agencyCode.malformed",
        "H48-12, agencyCode.malformed",
        "HH8.12, agencyCode.malformed",
        "\u041d48.12, agencyCode.malformed",
        "H\uff14\uff18.12, agencyCode.malformed",
        "000.00.00.00.12.H48, agencyCode.malformed",
        "'', agencyCode.missing",
        "' ', agencyCode.missing"
    })
    void whatIsNoCodeIsRefused(String typed, String key) {
        assertRefused(() -> AgencyCode.of(typed), key);
    }

    @ParameterizedTest
    @CsvSource({"35, ", "36, agencyCode.length"})
    void aCodeHasAtMost35Characters(int length, String key) {
        var typed = "H48." + "1".repeat(length - 4);
        if (key == null) {
            assertThat(AgencyCode.of(typed).value()).isEqualTo(typed);
        } else {
            assertRefused(() -> AgencyCode.of(typed), key, length);
        }
    }
}
