package vn.mocua.portal.outside;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Who may vouch for which system outside, where that is not whom Java trusts: {@code mocua.outside.….trust}. */
@Component
public final class OutsideTrust {

    private final OutsideSettings settings;
    private final Map<Path, TrustFile> files;

    /**
     * Reads every file that the settings name.
     *
     * @throws IllegalArgumentException when one cannot be used: the portal does not start then
     */
    OutsideTrust(OutsideSettings settings) {
        this.settings = settings;
        this.files =
                settings.trusts().distinct().collect(Collectors.toUnmodifiableMap(file -> file, OutsideTrust::read));
    }

    /** Whether a sandbox's authority may vouch for one of the systems. */
    public boolean isSandbox() {
        return files.values().stream().anyMatch(TrustFile::isSandbox);
    }

    /** What connections to a system are made with; empty where Java's own authorities vouch for it. */
    Optional<SSLContext> of(String system) {
        return Optional.ofNullable(settings.termsOf(system).trust())
                .map(files::get)
                .map(OutsideTrust::context);
    }

    private static TrustFile read(Path file) {
        try {
            return TrustFile.read(file);
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(file, e);
        }
    }

    private static SSLContext context(TrustFile file) {
        try {
            return file.context();
        } catch (IOException | GeneralSecurityException e) {
            throw unusable(null, e);
        }
    }

    private static IllegalArgumentException unusable(@Nullable Path file, Exception e) {
        return new IllegalArgumentException("mocua.outside: trust " + file + " cannot be used", e);
    }
}
