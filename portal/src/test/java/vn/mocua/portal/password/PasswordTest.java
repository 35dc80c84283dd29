package vn.mocua.portal.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.text.Normalizer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Malformed;
import vn.mocua.portal.identity.PhoneNumber;

class PasswordTest {

    /** Code points, not bytes nor UTF-16 units, and counted in NFC: SP 800-63B-4, 3.1.1.2(4). */
    @ParameterizedTest
    @CsvSource({"a, 1", "\u1ea5, 1", "a\u0302\u0301, 1", "\ud83d\ude00, 1", "\u1100\u1161\u11a8, 1"})
    void upTo128CodePointsOfAnyScriptAreTaken(String character, int length) {
        assertThat(Password.of(character).length()).isEqualTo(length);
        assertThat(Password.of(character.repeat(128)).length()).isEqualTo(128);
        assertRefused(character.repeat(129), "password.tooLong");
    }

    @Test
    void tooLongNothingAndHalvesOfCharactersAreRefused() {
        assertRefused("", "password.missing");
        assertRefused("a".repeat(1_000_000), "password.tooLong");
        assertRefused("a" + "\u0301".repeat(1_000_000), "password.tooLong");
        assertRefused("Gx7!pq2\ud800", "password.unreadable");
    }

    @Test
    void blanksAtTheEndsAreCharactersToo() {
        assertThat(Password.of(" Gx7!pq2Z ").length()).isEqualTo(10);
        assertThat(Password.of(" Gx7!pq2Z ").sameAs(Password.of("Gx7!pq2Z"))).isFalse();
    }

    @Test
    void theSameTypedTwiceIsTheSame() {
        var nfc = "M\u1eadt kh\u1ea9u 7!";
        assertThat(Password.of(nfc).sameAs(Password.of(Normalizer.normalize(nfc, Normalizer.Form.NFD))))
                .isTrue();
        assertThat(Password.of(nfc).sameAs(Password.of("Mat khau 7!"))).isFalse();
    }

    @Test
    void aPasswordCannotBePrintedNorWrittenAway() {
        assertThat(Password.of("Gx7!pq2Z")).hasToString("Password[***]").isNotInstanceOf(Serializable.class);
        assertThat(Arrays.stream(Password.class.getDeclaredMethods())
                        .filter(method -> Modifier.isPublic(method.getModifiers()))
                        .map(method -> method.getReturnType().getSimpleName() + " " + method.getName()))
                .containsExactlyInAnyOrder("Password of", "int length", "boolean sameAs", "String toString");
        assertThat(Password.class.getFields()).isEmpty();
    }

    @Test
    void whatIsKnownOfAPersonIsNotPrinted() {
        assertThat(PersonalData.none().toString()).isEqualTo("PersonalData[subject=null, phone=null, email=null]");
        assertThat(new PersonalData(null, PhoneNumber.of("0821234088"), EmailAddress.of("hoa@example.vn")).toString())
                .doesNotContain("821234088", "hoa");
    }

    private static void assertRefused(String typed, String key) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Password.of(typed))
                .withMessage(key)
                .withNoCause();
    }
}
