package vn.mocua.portal.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.mocua.portal.identity.Identifier.Kind;
import vn.mocua.portal.identity.Malformed;

/** The number of digits says what is typed. */
class UsernameTest {

    @ParameterizedTest
    @CsvSource({
        "051090000001, NATIONAL_ID, 051090000001",
        "051 090 000 001, NATIONAL_ID, 051090000001",
        "212345678, NATIONAL_ID, 212345678",
        "4300010006, TAX_CODE, 4300010006",
        "4000010005-001, TAX_CODE, 4000010005-001",
        "4000010005001, TAX_CODE, 4000010005-001",
    })
    void peopleSignInByIdAndBusinessesByTaxCode(String typed, Kind kind, String value) {
        var username = Username.of(typed);
        assertThat(username.identifier().kind()).isEqualTo(kind);
        assertThat(username.value()).isEqualTo(value);
        assertThat(username.masked()).startsWith("***").doesNotContain(value);
        assertThat(username.toString()).doesNotContain(value);
    }

    @ParameterizedTest
    @CsvSource({
        "4300010007, taxCode.unknown",
        "12345, nationalId.length",
        "An, nationalId.digits",
        "051090000001x, nationalId.digits"
    })
    void whatIsNeitherIsSaidInTheWordsOfWhatItLooksLike(String typed, String key) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Username.of(typed))
                .satisfies(malformed -> assertThat(malformed.key()).isEqualTo(key));
    }
}
