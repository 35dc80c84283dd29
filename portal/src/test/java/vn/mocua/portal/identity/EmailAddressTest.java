package vn.mocua.portal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.portal.identity.Refusals.assertRefused;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "hoa.nguyen@example.vn, hoa.nguyen@example.vn",
        "' hoa.nguyen@example.vn ', hoa.nguyen@example.vn",
        "Hoa.Nguyen@Example.VN, Hoa.Nguyen@example.vn",
        "a@b.vn, a@b.vn",
        "o'brien+vn_1-2@mail.quangngai.gov.vn, o'brien+vn_1-2@mail.quangngai.gov.vn",
        "an@t\u00ean-mi\u1ec1n.vn, an@xn--tn-min-iva0322d.vn",
        "an@\u4f8b\u3048.jp, an@xn--r8jz45g.jp"
    })
    void theDomainIsLowerCaseAscii(String typed, String value) {
        assertThat(EmailAddress.of(typed).value()).isEqualTo(value);
        assertThat(EmailAddress.of(value)).isEqualTo(EmailAddress.of(typed));
    }

    @ParameterizedTest
    @CsvSource({
        "an, email.malformed",
        "an@, email.malformed",
        "@example.vn, email.malformed",
        "an@example, email.malformed",
        "an@@example.vn, email.malformed",
        "an@b@example.vn, email.malformed",
        "an nguyen@example.vn, email.malformed",
        ".an@example.vn, email.malformed",
        "an.@example.vn, email.malformed",
        "a..n@example.vn, email.malformed",
        "an@-example.vn, email.malformed",
        "an@example-.vn, email.malformed",
        "an@exa mple.vn, email.malformed",
        "an@example..vn, email.malformed",
        "an@.example.vn, email.malformed",
        "an@127.0.0.1, email.malformed",
        "an@[127.0.0.1], email.malformed",
        "'\"an\"@example.vn', email.malformed",
        "an@example.v, email.malformed",
        "'an@example.vn\r\nBcc: b@example.vn', email.malformed",
        "'an,b@example.vn', email.malformed",
        "an@example.vn., email.malformed",
        "<an@example.vn>, email.malformed",
        "an@exa_mple.vn, email.malformed",
        "\u00e2n@example.vn, email.accents",
        "nguy\u1ec5n@example.vn, email.accents",
        "a\u200bn@example.vn, email.malformed",
        "'  ', email.missing"
    })
    void whatNoServerTakesIsRefused(String typed, String key) {
        assertRefused(() -> EmailAddress.of(typed), key);
    }

    @Test
    void lengthsAreThoseOfRfc5321() {
        var longest = "a".repeat(64) + "@" + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(58) + ".vn";

        assertThat(longest).hasSize(254);
        assertThat(EmailAddress.of(longest).value()).isEqualTo(longest);
        assertRefused(() -> EmailAddress.of(longest.replace("@b", "@b.b")), "email.tooLong");
        assertRefused(() -> EmailAddress.of("a".repeat(65) + "@example.vn"), "email.tooLong");
        assertRefused(() -> EmailAddress.of("an@" + "b".repeat(64) + ".vn"), "email.malformed");
        assertRefused(() -> EmailAddress.of("a".repeat(1_000_000)), "email.tooLong");
    }

    @Test
    void pagesShowOneLetterAndTheDomain() {
        assertThat(EmailAddress.of("hoa.nguyen@example.vn").masked()).isEqualTo("h***@example.vn");
    }
}
