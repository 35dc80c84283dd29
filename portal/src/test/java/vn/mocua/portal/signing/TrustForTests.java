package vn.mocua.portal.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import vn.mocua.portal.audit.TestAudit;
import vn.mocua.portal.signing.SigningSettings.PersonalTaxCode;

/** Trust bundles for tests of other rooms. */
public final class TrustForTests {

    private TrustForTests() {}

    public static TrustedAuthorities none() {
        return new TrustedAuthorities(new SigningSettings(null, null, PersonalTaxCode.PERSON), TestAudit.audit());
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
            return new TrustedAuthorities(new SigningSettings(file, null, PersonalTaxCode.PERSON), TestAudit.audit());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
