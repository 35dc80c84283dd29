package vn.mocua.portal.signing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;

/**
 * The trust bundle that is in force. A changed file takes its place within ten seconds when it can be used; else what was
 * in force stays so.
 */
@Component
@EnableConfigurationProperties(SigningSettings.class)
public class TrustedAuthorities {

    private static final Logger LOG = LoggerFactory.getLogger(TrustedAuthorities.class);

    private record Seen(
            FileTime changed, long size, @Nullable FileTime signed) {}

    private final @Nullable Path file;
    private final TrustAdmission admission;
    private final Audit audit;
    private final Clock clock;
    private final Counter refused;
    private volatile TrustBundle bundle;
    private volatile @Nullable Seen seen;

    /** @throws IllegalArgumentException when the file can not be used: the portal does not start then */
    TrustedAuthorities(
            SigningSettings settings, TrustAdmission admission, Audit audit, MeterRegistry meters, Clock clock) {
        this.file = settings.trust();
        this.admission = admission;
        this.audit = audit;
        this.clock = clock;
        this.refused = meters.counter("mocua.signing.trust.refused");
        Gauge.builder("mocua.signing.trust.days", this, TrustedAuthorities::daysLeft)
                .description("days for which the trust bundle may be put in force")
                .register(meters);
        if (file == null) {
            this.bundle = TrustBundle.none();
            return;
        }
        this.seen = look(file);
        try {
            this.bundle = admitted(file);
        } catch (TrustBundle.Unusable e) {
            throw new IllegalArgumentException("mocua.signing.trust: " + e.getMessage(), e);
        }
    }

    private TrustBundle admitted(Path file) throws TrustBundle.Unusable {
        var bytes = TrustBundle.bytes(file);
        var read = TrustBundle.of(bytes);
        admission.admit(read, bytes, TrustSignatures.readBeside(file));
        return read;
    }

    private double daysLeft() {
        var until = bundle.until();
        return until == null
                ? Double.NaN
                : Duration.between(clock.instant(), until).toSeconds() / 86_400.0;
    }

    TrustBundle bundle() {
        return bundle;
    }

    /** Whether any of them is made for trying things out. */
    public boolean isSandbox() {
        return bundle.isSandbox();
    }

    /** Every address that the bundle itself names. */
    public List<URI> addresses() {
        return bundle.addresses();
    }

    @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT10S")
    void reread() {
        if (file == null) {
            return;
        }
        var now = look(file);
        if (now == null || now.equals(seen)) {
            return;
        }
        seen = now;
        try {
            replaceBy(file);
        } catch (TrustBundle.Unusable e) {
            LOG.error("the new trust bundle is not used, {}; the former one stays in force", e.getMessage());
            refused.increment();
            audit.record(Act.of("trust.refused", "system").with("inForce", idOf(bundle)));
        }
    }

    private void replaceBy(Path file) throws TrustBundle.Unusable {
        var changed = TrustBundle.read(file);
        if (changed.fingerprint().equals(bundle.fingerprint())) {
            return;
        }
        // What may be trusted on a loopback address only was looked at when the portal started.
        if (changed.isSandbox() && !bundle.isSandbox()) {
            throw new TrustBundle.Unusable("it holds authorities of a sandbox");
        }
        changed = admitted(file);
        audit.record(Act.of("trust.changed", "system")
                .with("from", idOf(bundle))
                .with("to", idOf(changed))
                .with("authorities", String.valueOf(changed.authorities().size())));
        bundle = changed;
        LOG.info(
                "trust bundle {} with {} authorities is in force",
                idOf(changed),
                changed.authorities().size());
    }

    /** The first half of the file's SHA-256, in the form in which the audit trail takes it. */
    static UUID half(TrustBundle bundle) {
        var hash = ByteBuffer.wrap(Base64.getUrlDecoder().decode(bundle.fingerprint()));
        return new UUID(hash.getLong(), hash.getLong());
    }

    private static String idOf(TrustBundle bundle) {
        return half(bundle).toString();
    }

    private static @Nullable Seen look(Path file) {
        try {
            var signatures = TrustSignatures.beside(file);
            return new Seen(
                    Files.getLastModifiedTime(file),
                    Files.size(file),
                    Files.exists(signatures) ? Files.getLastModifiedTime(signatures) : null);
        } catch (IOException e) {
            return null;
        }
    }
}
