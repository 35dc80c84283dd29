package vn.mocua.portal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.portal.identity.Refusals.assertRefused;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0821234088",
                "082 123 4088",
                "082.123.4088",
                "082-123-4088",
                "(082) 123 4088",
                "+84821234088",
                "+84 82 123 40 88",
                "+84 (0)82 123 4088",
                "+840821234088",
                "0084821234088",
                "84821234088",
                "840821234088",
                "01271234088",
                "+841271234088",
                "84 127 123 4088",
                "00841271234088",
                "\uff10\uff18\uff12\uff11\uff12\uff13\uff14\uff10\uff18\uff18",
                "\uff0b\uff18\uff14\uff18\uff12\uff11\uff12\uff13\uff14\uff10\uff18\uff18",
                "\uff08\uff10\uff18\uff12\uff09\u3000\uff11\uff12\uff13\uff0d\uff14\uff10\uff18\uff18",
                "\u202a+84 82 123 4088\u202c",
                "082\u00a0123\u20134088",
                "\t0821234088\n"
            })
    void everyUsualSpellingIsOneNumber(String typed) {
        var expected = typed.contains("127") ? "+84811234088" : "+84821234088";

        assertThat(PhoneNumber.of(typed).value()).isEqualTo(expected);
    }

    /** Every prefix that changed on 15 September 2018. */
    @Test
    void oldPrefixesBecomeTheNewOnes() {
        var rows = List.of(
                "0120,070",
                "0121,079",
                "0122,077",
                "0126,076",
                "0128,078",
                "0123,083",
                "0124,084",
                "0125,085",
                "0127,081",
                "0129,082",
                "0162,032",
                "0163,033",
                "0164,034",
                "0165,035",
                "0166,036",
                "0167,037",
                "0168,038",
                "0169,039",
                "0186,056",
                "0188,058",
                "0199,059");
        for (var row : rows) {
            var old = row.split(",", -1)[0];
            var now = row.split(",", -1)[1];
            for (var front : List.of("0", "84", "+84", "0084", "+84 0")) {
                assertThat(PhoneNumber.of(front + old.substring(1) + "1234567").national())
                        .as(front + old)
                        .isEqualTo(now + "1234567");
            }
        }
        assertThat(rows).hasSize(21);
    }

    @ParameterizedTest
    @CsvSource({
        "02553822862, phone.fixedLine",
        "0243 8223344, phone.fixedLine",
        "+84 24 3822 3344, phone.fixedLine",
        "01012345678, phone.machine",
        "01601234567, phone.machine",
        "+8410123456789, phone.machine",
        "0123456789, phone.unknown",
        "0312345678, phone.unknown",
        "0951234567, phone.unknown",
        "0711234567, phone.unknown",
        "0531234567, phone.unknown",
        "0812345678a, phone.digits",
        "0812345678 ext 1, phone.digits",
        "08+12345678, phone.digits",
        "\u0660\u0668\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668, phone.digits",
        "+12025550123, phone.foreign",
        "0085621234567, phone.foreign",
        "' ', phone.missing"
    })
    void whatCannotReceiveACodeIsRefusedForItsOwnReason(String typed, String key) {
        assertRefused(() -> PhoneNumber.of(typed), key);
    }

    @ParameterizedTest
    @CsvSource({
        "091234567,9",
        "09123456789,11",
        "912345678,9",
        "+8491234567,9",
        "01271234,8",
        "0,1",
        "84,2",
        "113,3",
        "'-',0"
    })
    void anotherLengthIsRefusedWithTheCountOfItsDigits(String typed, int count) {
        assertRefused(() -> PhoneNumber.of(typed), "phone.length", count);
    }

    @Test
    void exactlyThePrefixesInUseAreMobileNumbers() {
        var inUse =
                "030 032 033 034 035 036 037 038 039 051 052 055 056 058 059 070 076 077 078 079 081 082 083 084 085"
                        + " 086 087 088 089 090 091 092 093 094 096 097 098 099";
        var read = new StringBuilder();
        for (int prefix = 30; prefix < 100; prefix++) {
            try {
                read.append(PhoneNumber.of("0" + prefix + "1234567").national(), 0, 3)
                        .append(' ');
            } catch (Malformed e) {
                assertThat(e.key()).isEqualTo("phone.unknown");
            }
        }
        assertThat(read.toString().strip()).isEqualTo(inUse);
    }

    @Test
    void whatIsWrittenBackIsReadAsTheSame() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        for (int n = 0; n < 2_000; n++) {
            var number = PhoneNumber.of(
                    "09" + "01234678".charAt(random.nextInt(8)) + "%07d".formatted(random.nextInt(10_000_000)));
            assertThat(PhoneNumber.of(number.value())).as("seed %d", seed).isEqualTo(number);
            assertThat(PhoneNumber.of(number.national())).as("seed %d", seed).isEqualTo(number);
            assertThat(PhoneNumber.of(number.value().substring(1)))
                    .as("seed %d", seed)
                    .isEqualTo(number);
        }
    }

    @Test
    void pagesShowTheFirstThreeAndTheLastThree() {
        assertThat(PhoneNumber.of("0821234088").masked()).isEqualTo("082****088");
    }
}
