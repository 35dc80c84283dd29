package vn.mocua.portal.outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.mocua.portal.outside.IdentityFiles.Material;

/**
 * By which certificate the portal makes itself known to a system that asks for one. Renewed files are taken up by the next
 * handshake after ten seconds; while they can not be used, the former ones count.
 */
final class OwnIdentity extends X509ExtendedKeyManager {

    private static final Logger LOG = LoggerFactory.getLogger(OwnIdentity.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final Duration AHEAD = Duration.ofDays(30);

    /** A version of the files under a name of its own, so that a handshake under way keeps to one. */
    private record Version(String alias, List<Object> stamps, Material material) {}

    private final IdentityFiles files;
    private final Clock clock;
    private volatile Version current;
    private volatile @Nullable Version former;
    private List<Object> unusable = List.of();
    private Instant lookedAt;

    /** @throws GeneralSecurityException when the files can not be used */
    OwnIdentity(IdentityFiles files, Clock clock) throws IOException, GeneralSecurityException {
        this.files = files;
        this.clock = clock;
        lookedAt = clock.instant();
        current = version(stamps(), 1);
    }

    private Version version(List<Object> stamps, int number) throws IOException, GeneralSecurityException {
        var version = new Version("own-" + number, stamps, files.read());
        var ends = version.material().certificate().getNotAfter().toInstant();
        if (!clock.instant().isBefore(ends)) {
            LOG.error("our own certificate in {} ended on {}: who asks for it will refuse us", files, ends);
        } else if (!clock.instant().isBefore(ends.minus(AHEAD))) {
            LOG.warn("our own certificate in {} ends on {}: renew it", files, ends);
        }
        return version;
    }

    private synchronized Version look() {
        var now = clock.instant();
        if (Duration.between(lookedAt, now).compareTo(LOOK_EVERY) >= 0) {
            lookedAt = now;
            try {
                var stamps = stamps();
                if (!stamps.equals(current.stamps())) {
                    renew(stamps);
                }
            } catch (IOException e) {
                // Files are changed one after the other, and are not there for a moment.
                LOG.warn("our own certificate in {} can not be looked at: {}", files, e.getMessage());
            }
        }
        return current;
    }

    private void renew(List<Object> stamps) throws IOException {
        try {
            var next = version(stamps, Integer.parseInt(current.alias().substring(4)) + 1);
            former = current;
            current = next;
            LOG.info("our own certificate in {} was renewed", files);
        } catch (GeneralSecurityException e) {
            if (!stamps.equals(unusable)) {
                LOG.error(
                        "our own certificate in {} can not be renewed, the former one counts: {}",
                        files,
                        e.getMessage());
            }
            unusable = stamps;
        }
    }

    /** By which a changed file is known. */
    private List<Object> stamps() throws IOException {
        try {
            return files.files().stream()
                    .<Object>map(file -> {
                        try {
                            return List.of(Files.getLastModifiedTime(file), Files.size(file));
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private @Nullable Material of(@Nullable String alias) {
        var now = current;
        var before = former;
        if (now.alias().equals(alias)) {
            return now.material();
        }
        return before != null && before.alias().equals(alias) ? before.material() : null;
    }

    /** The one there is, also where the list of wanted authorities does not name ours: who asks says best what is wrong. */
    @Override
    public String chooseClientAlias(String[] kinds, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return look().alias();
    }

    @Override
    public String chooseEngineClientAlias(String[] kinds, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return look().alias();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        var material = of(alias);
        return material == null ? null : material.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        var material = of(alias);
        return material == null ? null : material.key();
    }

    @Override
    public String[] getClientAliases(String kind, Principal @Nullable [] issuers) {
        return new String[] {look().alias()};
    }

    @Override
    public String @Nullable [] getServerAliases(String kind, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String kind, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
