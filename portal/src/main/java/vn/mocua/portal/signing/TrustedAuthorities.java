package vn.mocua.portal.signing;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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

    private record Seen(FileTime changed, long size) {}

    private final @Nullable Path file;
    private final Audit audit;
    private volatile TrustBundle bundle;
    private volatile @Nullable Seen seen;

    /** @throws IllegalArgumentException when the file can not be used: the portal does not start then */
    TrustedAuthorities(SigningSettings settings, Audit audit) {
        this.file = settings.trust();
        this.audit = audit;
        if (file == null) {
            this.bundle = TrustBundle.none();
            return;
        }
        this.seen = look(file);
        try {
            this.bundle = TrustBundle.read(file);
        } catch (TrustBundle.Unusable e) {
            throw new IllegalArgumentException("mocua.signing.trust: " + e.getMessage(), e);
        }
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
            replaceBy(TrustBundle.read(file));
        } catch (TrustBundle.Unusable e) {
            LOG.error("the new trust bundle is not used, {}; the former one stays in force", e.getMessage());
            audit.record(Act.of("trust.refused", "system").with("inForce", idOf(bundle)));
        }
    }

    private void replaceBy(TrustBundle changed) throws TrustBundle.Unusable {
        if (changed.fingerprint().equals(bundle.fingerprint())) {
            return;
        }
        // What may be trusted on a loopback address only was looked at when the portal started.
        if (changed.isSandbox() && !bundle.isSandbox()) {
            throw new TrustBundle.Unusable("it holds authorities of a sandbox");
        }
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
            return new Seen(Files.getLastModifiedTime(file), Files.size(file));
        } catch (IOException e) {
            return null;
        }
    }
}
