package vn.mocua.portal.federation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at ID tokens as OpenID Connect Core 1.0 section 3.1.3.7 says. */
final class OidcIdTokens {

    /** How far clocks may differ. */
    static final Duration SKEW = Duration.ofSeconds(60);

    /** How long ago the person may have signed in there when they left us. */
    static final Duration MAX_AGE = Duration.ofMinutes(5);

    /** Asymmetric ones only: "none" and a secret that both sides know prove nothing. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    /** What a token is worth. */
    sealed interface Verdict {

        record Genuine(String subject) implements Verdict {}

        /** One fixed word. */
        record Fault(String why) implements Verdict {}
    }

    private final String issuer;
    private final String clientId;
    private final Set<String> levels;
    private final Clock clock;
    private final DefaultJWTProcessor<SecurityContext> signatures = new DefaultJWTProcessor<>();

    OidcIdTokens(String issuer, String clientId, Set<String> levels, OidcKeys keys, Clock clock) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.levels = Set.copyOf(levels);
        this.clock = clock;
        signatures.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
        // The claims are looked at below, by our clock and against the attempt.
        signatures.setJWTClaimsSetVerifier((claims, context) -> {});
    }

    Verdict look(String token, Attempt attempt) {
        try {
            var claims = signatures.process(token, null);
            var fault = fault(claims, attempt);
            return fault == null ? new Verdict.Genuine(claims.getSubject()) : new Verdict.Fault(fault);
        } catch (ParseException e) {
            return new Verdict.Fault("unreadable");
        } catch (BadJOSEException | JOSEException e) {
            return new Verdict.Fault("signature");
        }
    }

    private @Nullable String fault(JWTClaimsSet claims, Attempt attempt) throws ParseException {
        var now = clock.instant();
        // 2. "The Issuer Identifier for the OpenID Provider […] MUST exactly match the value of the iss (issuer)
        // Claim."
        if (!issuer.equals(claims.getIssuer())) {
            return "issuer";
        }
        // 3. "rejected […] if it contains additional audiences not trusted by the Client": we trust none.
        if (!claims.getAudience().equals(List.of(clientId))) {
            return "audience";
        }
        // 5. "If an azp […] Claim is present, the Client SHOULD verify that its client_id is the Claim Value."
        var party = claims.getStringClaim("azp");
        if (party != null && !party.equals(clientId)) {
            return "azp";
        }
        if (claims.getSubject() == null || claims.getSubject().isBlank()) {
            return "subject";
        }
        // 9. "The current time MUST be before the time represented by the exp Claim."
        if (claims.getExpirationTime() == null
                || !now.isBefore(claims.getExpirationTime().toInstant().plus(SKEW))) {
            return "expired";
        }
        // 10. "The iat Claim can be used to reject tokens that were issued too far away from the current time"
        if (!isWithin(attempt.begunAt(), claims.getIssueTime(), now) || isAfter(claims.getNotBeforeTime(), now)) {
            return "issued";
        }
        // 11. "a nonce Claim MUST be present and its value checked"
        if (!attempt.nonce().equals(claims.getStringClaim("nonce"))) {
            return "nonce";
        }
        // 12. "When a max_age request is made […] the auth_time Claim […] MUST be present", section 2
        if (!isWithin(attempt.begunAt().minus(MAX_AGE), claims.getDateClaim("auth_time"), now)) {
            return "auth-time";
        }
        // 13. "If the acr Claim was requested, the Client SHOULD check that the asserted Claim Value is appropriate."
        return levels.isEmpty() || levels.contains(String.valueOf(claims.getStringClaim("acr"))) ? null : "acr";
    }

    private static boolean isWithin(Instant from, @Nullable Date time, Instant now) {
        return time != null && !time.toInstant().isBefore(from.minus(SKEW)) && !isAfter(time, now);
    }

    private static boolean isAfter(@Nullable Date time, Instant now) {
        return time != null && time.toInstant().isAfter(now.plus(SKEW));
    }
}
