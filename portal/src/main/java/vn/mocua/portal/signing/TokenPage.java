package vn.mocua.portal.signing;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What {@link UseToken}'s page shows.
 *
 * @param purpose {@code register}, {@code add} or {@code sign-in}
 * @param asked what is to be signed; null when the code given out is used or over
 * @param origin the portal's own, which an agent that is run from source must be told
 */
public record TokenPage(String purpose, @Nullable Asked asked, List<AgentPackage> packages, String origin) {

    /** Where the agent listens: docs/protocols/signing-agent.md. */
    static final List<Integer> PORTS = List.of(17171, 27171, 37171);

    /** The oldest agent that speaks as the page does. */
    private static final String LEAST = "0.1.0";

    /**
     * What is to be signed.
     *
     * @param statement in base64
     * @param code to compare, four digits
     * @param file what is signed on the command line, in base64
     */
    public record Asked(String nonce, String statement, String code, Instant expiresAt, long secondsLeft, String file) {

        static Asked of(Challenge challenge, String origin, Instant now) {
            var statement = Base64.getEncoder().encodeToString(challenge.statement());
            // Nothing in it needs escaping: base64url, base64 and an origin.
            var file = "{\"challengeNonce\":\"%s\",\"statement\":\"%s\",\"origin\":\"%s\"}"
                    .formatted(challenge.nonce(), statement, origin);
            return new Asked(
                    challenge.nonce(),
                    statement,
                    challenge.code(),
                    challenge.expiresAt(),
                    Math.max(0, Duration.between(now, challenge.expiresAt()).toSeconds()),
                    Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public String toString() {
            return "Asked[" + expiresAt + "]";
        }
    }

    public String ports() {
        return PORTS.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    public String least() {
        return LEAST;
    }
}
