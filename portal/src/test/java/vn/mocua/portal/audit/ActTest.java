package vn.mocua.portal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "051090000001",
                "123456789",
                "+84912000001",
                "091-200-0001",
                "091.200.0001",
                "x123456789y",
                "a:2026-1-2:123456789",
                "Nguyen Van An",
                "Nguy\u1ec5n",
                "an@example.vn",
                "<b>",
                "a\nb=c"
            })
    void detailsThatMayBePersonalAreRefusedAndNotRepeated(String value) {
        assertThatThrownBy(() -> Act.of("account.opened", "visitor").with("detail", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(value);
        assertThatThrownBy(() -> Act.of("account.opened", value)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mobile-subscriber", "12345678", "IAL2", "2026-11-23", "2026-11-23T09:15:30.123456Z"})
    void wordsAndTimesAreDetails(String value) {
        assertThat(Act.of("account.opened", "visitor").with("detail", value).details())
                .containsEntry("detail", value);
    }

    @Test
    void idsAreNoPersonalNumbersHoweverManyDigitsTheyHave() {
        assertThatCode(() -> Act.of("account.opened", "account:01234567-1234-1234-1234-012345678901"))
                .doesNotThrowAnyException();
        IntStream.range(0, 1_000).forEach(i -> Act.of("account.opened", "account:" + UUID.randomUUID()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "opened", "Account.opened", "account.", "account.opened.twice", "account.opened now"})
    void anActionIsARoomAndWhatHappened(String action) {
        assertThatThrownBy(() -> Act.of(action, "visitor")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itsTextHoldsNeitherSubjectNorAddress() {
        assertThat(Act.of("account.opened", "visitor")
                        .from("203.0.113.7")
                        .on(new UUID(1, 2))
                        .toString())
                .isEqualTo("Act[account.opened, visitor, {}]");
    }
}
