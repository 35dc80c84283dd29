package vn.mocua.portal.account;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Strength;

/**
 * A certificate by which the holder of an account signs in. Evidence by a key names it in its answers, under
 * {@link #FINGERPRINT}, {@link #AUTHORITY}, {@link #VALID_FROM} and {@link #VALID_TO}; wherever such evidence goes, the
 * certificate goes along.
 *
 * @param fingerprint SHA-256 of the certificate, base64url
 * @param authority who issued it, as pages show it
 * @param validFrom null when the evidence does not say
 */
public record AccountCertificate(
        String fingerprint, String authority, @Nullable Instant validFrom, Instant validTo) {

    public static final String FINGERPRINT = "fingerprint";
    public static final String AUTHORITY = "authority";
    public static final String VALID_FROM = "validFrom";
    public static final String VALID_TO = "validTo";

    /** The one by whose key something was proved; empty when it was proved otherwise. */
    static Optional<AccountCertificate> in(Evidence evidence) {
        return evidence.strength() == Strength.KEY_PROVEN
                ? Optional.of(new AccountCertificate(
                        required(evidence.answers(), FINGERPRINT),
                        required(evidence.answers(), AUTHORITY),
                        Optional.ofNullable(evidence.answers().get(VALID_FROM))
                                .map(Instant::parse)
                                .orElse(null),
                        Instant.parse(required(evidence.answers(), VALID_TO))))
                : Optional.empty();
    }

    private static String required(Map<String, String> answers, String name) {
        var answer = answers.get(name);
        if (answer == null) {
            throw new IllegalArgumentException("evidence by a key that does not name its certificate's " + name);
        }
        return answer;
    }

    @Override
    public String toString() {
        return "AccountCertificate[until " + validTo + "]";
    }
}
