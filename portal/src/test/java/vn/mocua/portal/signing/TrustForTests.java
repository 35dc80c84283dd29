package vn.mocua.portal.signing;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import vn.mocua.portal.audit.TestAudit;
import vn.mocua.portal.signing.SigningSettings.PersonalTaxCode;

/** Trust bundles for tests of other rooms. */
public final class TrustForTests {

    private TrustForTests() {}

    /** A file is believed without anybody's signature; those are {@code TwoAdministratorsTest}'s. */
    static TrustedAuthorities with(SigningSettings settings) {
        return new TrustedAuthorities(
                settings,
                (bundle, file, signatures) -> {},
                TestAudit.audit(),
                new SimpleMeterRegistry(),
                Clock.systemUTC());
    }

    public static TrustedAuthorities none() {
        return TrustForTests.with(new SigningSettings(null, null, PersonalTaxCode.PERSON));
    }

    /** Whose addresses are on this machine. */
    public static TrustedAuthorities real() {
        return of("127.0.0.1", false);
    }

    public static TrustedAuthorities ofSandbox(String host) {
        return of(host, true);
    }

    private static TrustedAuthorities of(String host, boolean isSandbox) {
        try (var pki = new TestPki()) {
            var file = Files.createTempFile("trust", ".json");
            file.toFile().deleteOnExit();
            var bundle = pki.bundle().replace("http://127.0.0.1:", "http://" + host + ":");
            Files.writeString(file, isSandbox ? bundle.replaceFirst("1,", "1,\"sandbox\":true,") : bundle);
            return TrustForTests.with(new SigningSettings(file, null, PersonalTaxCode.PERSON));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
