package vn.mocua.portal.outside;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.springframework.stereotype.Component;
import vn.mocua.portal.outside.OutsideSettings.Identity;

/**
 * Who may vouch for which system outside, where that is not whom Java trusts, and by which certificate we make ourselves
 * known to it: {@code mocua.outside.….trust} and {@code ….identity}.
 */
@Component
public final class OutsideTrust {

    private final OutsideSettings settings;
    private final Map<Path, TrustFile> files;
    private final Map<Identity, OwnIdentity> identities;

    /**
     * Reads every file that the settings name.
     *
     * @throws IllegalArgumentException when one cannot be used: the portal does not start then
     */
    OutsideTrust(OutsideSettings settings, Clock clock) {
        this.settings = settings;
        this.files =
                settings.trusts().distinct().collect(Collectors.toUnmodifiableMap(file -> file, OutsideTrust::read));
        this.identities = settings.identities()
                .distinct()
                .collect(Collectors.toUnmodifiableMap(each -> each, each -> identity(each, clock)));
    }

    /** Whether a sandbox's authority may vouch for one of the systems. */
    public boolean isSandbox() {
        return files.values().stream().anyMatch(TrustFile::isSandbox);
    }

    /** What connections to a system are made with; empty where Java's own authorities vouch, and it need not know us. */
    Optional<SSLContext> of(String system) {
        var terms = settings.termsOf(system);
        if (terms.trust() == null && terms.identity() == null) {
            return Optional.empty();
        }
        try {
            var trusted = terms.trust() == null
                    ? null
                    : Objects.requireNonNull(files.get(terms.trust())).managers();
            return Optional.of(
                    TrustFile.contextOf(trusted, terms.identity() == null ? null : identities.get(terms.identity())));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException("mocua.outside: no TLS for " + system, e);
        }
    }

    private static TrustFile read(Path file) {
        try {
            return TrustFile.read(file);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(file, e);
        }
    }

    private static OwnIdentity identity(Identity identity, Clock clock) {
        try {
            return new OwnIdentity(identity.files(), clock);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(
                    "mocua.outside: identity " + identity.file() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static IllegalArgumentException unusable(Path file, Exception e) {
        return new IllegalArgumentException("mocua.outside: trust " + file + " cannot be used", e);
    }
}
