package vn.mocua.portal.identity;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Says that a text cannot be read, and that the exception holds the key and nothing of what was typed. */
final class Refusals {

    private Refusals() {}

    static void assertRefused(ThrowingCallable reading, String key, Object... counts) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(reading)
                .withMessage(key)
                .withNoCause()
                .matches(malformed -> malformed.key().equals(key))
                .matches(malformed -> List.of(malformed.counts()).equals(List.of(counts)), "counts " + List.of(counts));
    }
}
