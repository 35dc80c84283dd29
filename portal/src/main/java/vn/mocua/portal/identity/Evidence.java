package vn.mocua.portal.identity;

import java.time.Instant;
import java.util.Map;

/**
 * What an authority outside said of a subject: how strongly, word for word, and when.
 *
 * @param subject who it is, as the authority states it
 * @param method key of the registration method that asked, such as {@code mobile-subscriber}
 * @param source who answered, such as {@code operator}
 * @param ial what it is worth: the strength's level, capped by what the source states and by the method's offer
 * @param answers what was answered, field by field; no personal data
 */
public record Evidence(
        Subject subject,
        Strength strength,
        String method,
        String source,
        Ial ial,
        Map<String, String> answers,
        Instant obtainedAt) {

    public Evidence {
        answers = Map.copyOf(answers);
        if (ial.compareTo(strength.atMost()) > 0) {
            throw new IllegalArgumentException("evidence " + strength + " cannot carry " + ial);
        }
    }

    /** Without the answers, which a careless source might fill with more than it should. */
    @Override
    public String toString() {
        return "Evidence[" + strength + " " + ial + " by " + method + " from " + source + " at " + obtainedAt + "]";
    }
}
