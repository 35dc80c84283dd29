package vn.mocua.portal.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmsTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Mã xác thực: 123456",
                "Ma xac thuc\u00a0123456",
                "Ma\txac thuc",
                "Ma xac thuc {123456}",
                "Ma [123456]",
                "Ma `123456`",
                "xem https://example.vn/a",
                "xem WWW.example.vn",
                "100€",
                "Ma xac thuc \u202e123456"
            })
    void whatWouldNotBeOnePlainMessageIsAMistake(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmsText(text))
                .satisfies(thrown -> assertThat(thrown.getMessage()).doesNotContain("123456"));
    }

    @Test
    void aHundredAndSixtyLettersAreOneMessageAndOneMoreIsNot() {
        assertThat(new SmsText("a".repeat(160)).octets()).hasSize(160);
        assertThatIllegalArgumentException().isThrownBy(() -> new SmsText("a".repeat(161)));
    }

    @Test
    void theLettersThatTheTwoAlphabetsPlaceDifferentlyAreMoved() {
        assertThat(new SmsText("@mocua #123456 a_b $1").octets())
                .containsExactly(
                        0x00, 'm', 'o', 'c', 'u', 'a', ' ', '#', '1', '2', '3', '4', '5', '6', ' ', 'a', 0x11, 'b', ' ',
                        0x02, '1');
    }

    @Test
    void aTextIsNotShownInLogs() {
        assertThat(new SmsText("Ma xac thuc: 123456").toString()).doesNotContain("123456");
    }
}
