package vn.mocua.portal.federation;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A provider's keys, asked for when the first is needed, when they are old, and when a token names one that is not among
 * them; but not more often than every ten seconds, whatever tokens name.
 */
final class OidcKeys implements JWKSource<SecurityContext> {

    private static final Duration OLD = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final int WEAK_RSA = 2048;

    private record Held(JWKSet keys, Instant since) {}

    private final Supplier<JWKSet> ask;
    private final Clock clock;
    private volatile @Nullable Held held;

    OidcKeys(Supplier<JWKSet> ask, Clock clock) {
        this.ask = ask;
        this.clock = clock;
    }

    @Override
    public List<JWK> get(JWKSelector wanted, @Nullable SecurityContext nothing) {
        var now = clock.instant();
        var known = held;
        if (known == null || isPast(known, OLD, now)) {
            return strong(wanted, fetch(now));
        }
        var found = strong(wanted, known.keys());
        return found.isEmpty() && isPast(known, PAUSE, now) ? strong(wanted, fetch(now)) : found;
    }

    private JWKSet fetch(Instant now) {
        var fresh = ask.get();
        held = new Held(fresh, now);
        return fresh;
    }

    private static boolean isPast(Held held, Duration time, Instant now) {
        return held.since().plus(time).isBefore(now);
    }

    private static List<JWK> strong(JWKSelector wanted, JWKSet keys) {
        return wanted.select(keys).stream()
                .filter(key -> !(key instanceof RSAKey rsa) || rsa.size() >= WEAK_RSA)
                .toList();
    }
}
