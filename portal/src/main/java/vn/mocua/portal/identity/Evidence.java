package vn.mocua.portal.identity;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an authority outside said of a subject: how strongly, word for word, and when.
 *
 * @param subject who it is, as the authority states it
 * @param method key of the registration method that asked, such as {@code mobile-subscriber}
 * @param source who answered, such as {@code operator}
 * @param ial what it is worth: the strength's level, capped by what the source states and by the method's offer
 * @param answers what was answered, field by field; no personal data
 * @param cappedFrom what it would be worth, had the method's offer not capped it; null when it was not capped
 */
public record Evidence(
        Subject subject,
        Strength strength,
        String method,
        String source,
        Ial ial,
        Map<String, String> answers,
        Instant obtainedAt,
        @Nullable Ial cappedFrom) {

    public Evidence(
            Subject subject,
            Strength strength,
            String method,
            String source,
            Ial ial,
            Map<String, String> answers,
            Instant obtainedAt) {
        this(subject, strength, method, source, ial, answers, obtainedAt, null);
    }

    public Evidence {
        answers = Map.copyOf(answers);
        if (ial.compareTo(strength.atMost()) > 0) {
            throw new IllegalArgumentException("evidence " + strength + " cannot carry " + ial);
        }
    }

    /** Worth no more than a level, whatever it proves; what it was worth before is kept. */
    public Evidence cappedAt(Ial cap) {
        return ial.compareTo(cap) <= 0
                ? this
                : new Evidence(
                        subject,
                        strength,
                        method,
                        source,
                        cap,
                        answers,
                        obtainedAt,
                        cappedFrom == null ? ial : cappedFrom);
    }

    /** Without the answers, which a careless source might fill with more than it should. */
    @Override
    public String toString() {
        return "Evidence[" + strength + " " + ial + " by " + method + " from " + source + " at " + obtainedAt + "]";
    }
}
