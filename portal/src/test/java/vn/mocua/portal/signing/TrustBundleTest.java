package vn.mocua.portal.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Base64;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.signing.SigningSettings.PersonalTaxCode;

/** Which files are trust bundles, and how one takes another's place. */
class TrustBundleTest {

    private final TestPki pki = new TestPki();

    @AfterEach
    void close() {
        pki.close();
    }

    private static TrustBundle read(String json) throws TrustBundle.Unusable {
        return TrustBundle.of(json.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuses(String json, String why) {
        assertThatExceptionOfType(TrustBundle.Unusable.class)
                .isThrownBy(() -> read(json))
                .withMessageContaining(why);
    }

    @Test
    void aWholeOneIsReadWithTheWayFromEachAuthorityToItsRoot() throws Exception {
        var bundle = read(pki.bundle());
        assertThat(bundle.isSandbox()).isFalse();
        assertThat(bundle.authorities()).hasSize(4);
        var ca = bundle.authorities().stream()
                .filter(each -> each.name().equals("Test CA"))
                .findFirst()
                .orElseThrow();
        assertThat(ca.root().name()).isEqualTo("Test National Root");
        assertThat(ca.intermediates()).containsExactly(ca);
        assertThat(ca.system("ocsp")).matches("ocsp-test-ca-[0-9a-f]{4}");
        assertThat(bundle.hosts()).containsExactly("127.0.0.1");
    }

    @Test
    void whatIsNotOfThisFormIsRefused() {
        refuses("", "JSON");
        refuses("null", "version");
        refuses("{\"version\":2,\"authorities\":[]}", "version");
        refuses("{\"version\":1,\"authorities\":[]}", "no authority");
        refuses("{\"version\":1,\"version\":1,\"authorities\":[]}", "JSON");
        refuses("{\"version\":1,\"trusted\":[]}", "JSON");
        var good = pki.bundle();
        refuses(good + "{}", "JSON");
        refuses(good.replace("\"root\"", "\"leaf\""), "authority 1: role");
        refuses(good.replace("\"public\"", "\"everything\""), "authority 1: use");
        refuses(good.replace("http://127", "ftp://127"), "authority 1: not an http address");
        refuses(good.replace("http://127", "http://me@127"), "authority 1: not an http address");
        refuses(
                good.replaceFirst("\"certificate\":\"[^\"]*\"", "\"certificate\":\"AAAA\""),
                "authority 1: certificate");
        refuses(good.replaceFirst("\"certificate\":\"[^\"]*\",", ""), "authority 1: certificate");
        refuses(good.replace("\"crl\"", "\"nonce\":\"never\",\"crl\""), "authority 1: nonce");
        refuses(good.replaceFirst("\"version\":1", "\"version\":1,\"hosts\":[\"http://x/\"]"), "hosts");
    }

    @Test
    void whatIsNoAuthorityOfTheSortItSaysIsRefused() {
        refuses(new TestPki().trust("root", "public", pki.ca).bundle(), "authority 5: is no root");
        refuses(new TestPki().trust("intermediate", "public", pki.state).bundle(), "no issuer of the same use");
        refuses(pki.trust("root", "public", pki.root).bundle(), "authority 5: is there twice");

        var leaf =
                new TestAuthority("leaf", TestKeys.ec(), pki.ca.issue(TestPki.PERSON, TestKeys.ec(), draft -> draft));
        refuses(new TestPki().trust("intermediate", "public", leaf).bundle(), "not an authority");

        var weak = TestAuthority.root("weak", "CN=Weak Root", TestKeys.rsa("weak", 1024));
        refuses(new TestPki().trust("root", "public", weak).bundle(), "weak");

        var sha1 = under(draft -> draft.signedBy = "SHA1withECDSA");
        refuses(sha1, "weak");
        refuses(under(draft -> draft.usage = KeyUsage.digitalSignature), "may not sign certificates");
        refuses(under(draft -> draft.constraints = new BasicConstraints(false)), "not an authority");
        refuses(under(draft -> draft.unheardOf = true), "RFC 5280");
    }

    /** A bundle with one more authority under its own root. */
    private static String under(Consumer<TestAuthority.Draft> change) {
        var other = new TestPki();
        var made = other.root.under("more", "CN=More CA", TestKeys.ec(), draft -> {
            change.accept(draft);
            return draft;
        });
        return other.trust("intermediate", "public", made).bundle();
    }

    @Test
    void oneTooManyForThePathLengthIsRefused() {
        var below = pki.ca.under("below", "CN=Below CA", TestKeys.ec(), draft -> draft);
        refuses(pki.trust("intermediate", "public", below).bundle(), "RFC 5280");
    }

    @Test
    void anIntermediateWhoseIssuersListNobodyNamesIsRefused() {
        var bare = TestAuthority.root("bare", "CN=Bare Root", TestKeys.ec());
        var below = bare.under("below", "CN=Bare CA", TestKeys.ec(), draft -> draft);
        pki.trust("root", "public", bare, "").trust("intermediate", "public", below);
        refuses(pki.bundle(), "revocation list");
    }

    @Test
    void aNameOfASandboxMakesTheWholeASandboxs() throws Exception {
        var toy = TestAuthority.root("toy", "CN=Toy, O=Toy (TEST – không có giá trị pháp lý), C=VN", TestKeys.ec());
        assertThat(read(pki.trust("root", "public", toy).bundle()).isSandbox()).isTrue();
        assertThat(read(new TestPki().bundle().replaceFirst("1,", "1,\"sandbox\":true,"))
                        .isSandbox())
                .isTrue();
    }

    @Test
    void aChangedFileTakesThePlaceOfTheFormerOneAndABadOneDoesNot() throws Exception {
        var file = pki.bundleFile();
        var trusted = TrustForTests.with(new SigningSettings(file, null, PersonalTaxCode.PERSON));
        var before = acts("trust.changed");
        var refused = acts("trust.refused");
        var more = pki.root.under("more", "CN=More CA", TestKeys.ec(), draft -> draft);

        Files.writeString(file, pki.trust("intermediate", "public", more).bundle());
        trusted.reread();
        assertThat(trusted.bundle().authorities()).hasSize(5);
        assertThat(acts("trust.changed")).isEqualTo(before + 1);

        Files.writeString(file, "{}");
        trusted.reread();
        trusted.reread();
        assertThat(trusted.bundle().authorities()).hasSize(5);
        assertThat(acts("trust.refused")).isEqualTo(refused + 1);

        Files.writeString(file, pki.bundle().replaceFirst("1,", "1,\"sandbox\":true,"));
        trusted.reread();
        assertThat(trusted.isSandbox()).isFalse();
        assertThat(acts("trust.refused")).isEqualTo(refused + 2);

        Files.delete(file);
        trusted.reread();
        assertThat(trusted.bundle().authorities()).hasSize(5);

        Files.writeString(file, pki.bundle());
        Files.setLastModifiedTime(file, FileTime.from(TestAuthority.NOW.plus(Duration.ofDays(1))));
        trusted.reread();
        assertThat(acts("trust.changed")).isEqualTo(before + 1);
    }

    @Test
    void aFileThatCanNotBeUsedStopsTheStart() throws Exception {
        var file = pki.bundleFile();
        Files.writeString(file, "{\"version\":1}");
        var settings = new SigningSettings(file, null, PersonalTaxCode.PERSON);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustForTests.with(settings))
                .withMessage("mocua.signing.trust: no authority for people or bodies");
        Files.delete(file);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrustForTests.with(settings))
                .withMessageContaining("can not be read");
    }

    @Test
    void base64MayBeBroken() throws Exception {
        var certificate = Certificates.encoded(pki.root.certificate);
        var inLines = Base64.getMimeEncoder().encodeToString(certificate).replace("\r\n", "\\n");
        var json = pki.bundle().replace(Base64.getEncoder().encodeToString(certificate), inLines);
        assertThat(read(json).authorities()).hasSize(4);
    }

    private static long acts(String action) {
        return JdbcClient.create(TestDatabase.asOwner())
                .sql("select count(*) from audit_entry where action = ?")
                .param(action)
                .query(Long.class)
                .single();
    }
}
