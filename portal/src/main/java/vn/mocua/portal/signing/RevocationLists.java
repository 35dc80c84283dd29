package vn.mocua.portal.signing;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import org.springframework.web.client.RestClient;
import vn.mocua.portal.outside.HttpAnswer;
import vn.mocua.portal.outside.Outside;
import vn.mocua.portal.outside.OutsideHttp;
import vn.mocua.portal.outside.OutsideUnavailable;

/**
 * The revocation lists of authorities: those of the authorities above are looked at each time, and fetched beforehand by a
 * job; those of the people's only when a responder is silent.
 */
@Component
class RevocationLists {

    private static final Logger LOG = LoggerFactory.getLogger(RevocationLists.class);
    private static final DataSize LONGEST = DataSize.ofMegabytes(32);
    /** A list that is still current is asked for again after this time, and goes on to be used when that fails. */
    private static final Duration OLD = Duration.ofMinutes(10);

    private record Key(String issuer, URI address) {}

    private record Held(RevocationList list, Instant since) {}

    private final Outside outside;
    private final OutsideHttp http;
    private final TrustedAuthorities trusted;
    private final Clock clock;
    private final Map<Key, RestClient> clients = new ConcurrentHashMap<>();
    private final Map<Key, Held> held = new ConcurrentHashMap<>();
    private final SingleFlight<Key, Optional<RevocationList>> flights = new SingleFlight<>();

    RevocationLists(Outside outside, OutsideHttp http, TrustedAuthorities trusted, Clock clock) {
        this.outside = outside;
        this.http = http;
        this.trusted = trusted;
        this.clock = clock;
    }

    /** What the issuer's list says of a certificate; that it can not be told, when there is no current one. */
    Status statusOf(X509Certificate certificate, Authority issuer) {
        return address(certificate, issuer)
                .flatMap(address -> current(new Key(issuer.fingerprint(), address), issuer))
                .filter(list -> list.speaksOf(certificate))
                .map(list -> new Status(list.flawOf(certificate), list.since(certificate), null, list.encoded()))
                .orElseGet(Status::unavailable);
    }

    private Optional<URI> address(X509Certificate certificate, Authority issuer) {
        return Optional.ofNullable(issuer.crl())
                .or(() -> Addresses.ofList(certificate).stream()
                        .filter(trusted.bundle()::mayAsk)
                        .findFirst());
    }

    private Optional<RevocationList> current(Key key, Authority issuer) {
        return fresh(key)
                .or(() -> flights.get(key, () -> {
                    // Whoever came just too late for the last flight finds what it brought.
                    var known = fresh(key);
                    return known.isPresent() ? known : fetched(key, issuer);
                }));
    }

    private Optional<RevocationList> fresh(Key key) {
        var now = clock.instant();
        return Optional.ofNullable(held.get(key))
                .filter(each ->
                        each.list().isCurrent(now) && each.since().plus(OLD).isAfter(now))
                .map(Held::list);
    }

    private Optional<RevocationList> fetched(Key key, Authority issuer) {
        var known = Optional.ofNullable(held.get(key)).map(Held::list);
        try {
            var fetched = fetch(key.address(), issuer);
            // An older one that is still current is somebody's replay.
            if (known.isEmpty() || !fetched.from().isBefore(known.get().from())) {
                held.put(key, new Held(fetched, clock.instant()));
                known = Optional.of(fetched);
            }
        } catch (OutsideUnavailable e) {
            LOG.warn("a revocation list can not be had, {}", e.getMessage());
        }
        return known.filter(each -> each.isCurrent(clock.instant()));
    }

    private RevocationList fetch(URI address, Authority issuer) {
        var system = issuer.system("crl");
        var client = clients.computeIfAbsent(
                new Key(issuer.fingerprint(), address),
                key -> http.clientForSigned(system, LONGEST, address)
                        .requestInterceptor(OutsideHttp.onceMore())
                        .build());
        return outside.call(
                system,
                () -> client.get()
                        .uri(address)
                        .exchange((sent, response) -> read(HttpAnswer.of(system, response), issuer)));
    }

    private static RevocationList read(HttpAnswer answer, Authority issuer) {
        if (answer.status() != 200) {
            throw OutsideUnavailable.nonsense(answer.system(), "status " + answer.status());
        }
        return RevocationList.read(answer.body(), issuer)
                .orElseThrow(() -> OutsideUnavailable.nonsense(answer.system(), "not the authority's list"));
    }

    /** So that nobody waits for the list of a root. */
    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT5S")
    void refresh() {
        for (var authority : trusted.bundle().authorities()) {
            if (!authority.isRoot() && authority.use() != Authority.Use.TIME_STAMP) {
                statusOf(authority.certificate(), authority.above().getFirst());
            }
        }
    }
}
