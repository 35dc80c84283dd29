package vn.mocua.portal.signing;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who issued a certificate, where a path to a pinned root proved it within the last two minutes: as long as its
 * responder's answer is remembered, so that who signs again does not have seven signatures verified again.
 *
 * <p>Such a path stands while each certificate in it is in date and the bundle is the same; beyond that nothing is
 * remembered. Whether one of them was revoked is asked each time.
 */
final class KnownPaths {

    private static final Duration KEPT = Duration.ofMinutes(2);
    private static final int MOST = 20_000;

    /**
     * What a path leads from.
     *
     * @param certificate fingerprint of its DER
     * @param bundle fingerprint of the trust bundle that was in force
     */
    record Key(String certificate, String bundle) {}

    /** @param answer fingerprint of the responder's answer that the JDK believed too; empty where a list was asked */
    record Known(Authority issuer, Instant from, Instant until, String answer) {

        boolean holdsAt(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    private final Map<Key, Known> known = new ConcurrentHashMap<>();

    Optional<Known> find(Key key, Instant now) {
        return Optional.ofNullable(known.get(key)).filter(each -> each.holdsAt(now));
    }

    /** @param answer of the responder; null where a list was asked instead */
    void remember(Key key, X509Certificate certificate, Authority issuer, byte @Nullable [] answer, Instant now) {
        if (known.size() >= MOST) {
            known.values().removeIf(each -> !each.holdsAt(now));
        }
        if (known.size() < MOST) {
            known.put(key, new Known(issuer, now, until(certificate, issuer, now), fingerprint(answer)));
        }
    }

    static String fingerprint(byte @Nullable [] answer) {
        return answer == null ? "" : Digest.fingerprint(answer);
    }

    private static Instant until(X509Certificate certificate, Authority issuer, Instant now) {
        return Stream.concat(
                        Stream.of(certificate),
                        Stream.concat(Stream.of(issuer), issuer.above().stream())
                                .map(Authority::certificate))
                .map(each -> each.getNotAfter().toInstant())
                .reduce(now.plus(KEPT), (one, other) -> one.isBefore(other) ? one : other);
    }
}
