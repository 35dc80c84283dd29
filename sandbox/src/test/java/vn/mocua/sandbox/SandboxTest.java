package vn.mocua.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.mocua.sandbox.town.Person;

class SandboxTest {

    @TempDir
    Path folder;

    @Test
    void aPortalFindsEverythingItNeedsInOneFile() throws Exception {
        try (var sandbox = Sandbox.start(folder, 0, null)) {
            var properties = properties(sandbox);

            assertThat(properties.stringPropertyNames())
                    .contains(
                            "mocua.signing.sim.providers.vina.url",
                            "mocua.signing.sim.providers.mobi.client-secret",
                            "mocua.outside.systems.sim-vina.trust",
                            "mocua.outside.systems.sim-vina.identity.file")
                    .filteredOn(name -> !name.startsWith("mocua.signing.sim.providers.")
                            && !name.startsWith("mocua.outside.systems.sim-vina."))
                    .containsExactlyInAnyOrder(
                            "mocua.sms.providers.alpha.host",
                            "mocua.sms.providers.alpha.port",
                            "mocua.sms.providers.alpha.system-id",
                            "mocua.sms.providers.alpha.password",
                            "mocua.sms.providers.beta.host",
                            "mocua.sms.providers.beta.port",
                            "mocua.sms.providers.beta.system-id",
                            "mocua.sms.providers.beta.password",
                            "mocua.sms.sender",
                            "mocua.mail.host",
                            "mocua.mail.port",
                            "mocua.mail.from",
                            "mocua.operator.token-url",
                            "mocua.operator.kyc-match-url",
                            "mocua.operator.sim-swap-url",
                            "mocua.operator.client-id",
                            "mocua.operator.client-secret",
                            "mocua.insurance.token-url",
                            "mocua.insurance.record-url",
                            "mocua.insurance.client-id",
                            "mocua.insurance.client-secret",
                            "mocua.federation.postid.issuer",
                            "mocua.federation.postid.sign-in-url",
                            "mocua.federation.postid.client-id",
                            "mocua.federation.postid.client-secret",
                            "mocua.federation.vneid.issuer",
                            "mocua.federation.vneid.sign-in-url",
                            "mocua.federation.vneid.client-id",
                            "mocua.federation.vneid.client-secret",
                            "mocua.outside.systems.insurance.trust",
                            "mocua.outside.systems.postid.trust",
                            "mocua.outside.systems.vneid.trust",
                            "mocua.signing.trust",
                            "mocua.signing.time-stamp-url",
                            "mocua.elsewhere.systems.province.name",
                            "mocua.elsewhere.systems.province.name-en",
                            "mocua.elsewhere.systems.province.url",
                            "mocua.elsewhere.systems.province.token-url",
                            "mocua.elsewhere.systems.province.client-id",
                            "mocua.elsewhere.systems.province.client-secret",
                            "mocua.elsewhere.systems.province.sign-in-url",
                            "mocua.evidence.seal",
                            "mocua.evidence.seal-password-file",
                            "mocua.captcha.key");
            assertThat(properties.getProperty("mocua.operator.kyc-match-url"))
                    .isEqualTo("http://127.0.0.1:" + sandbox.port() + "/operator/kyc-match/vwip");
            assertThat(properties.getProperty("mocua.captcha.key")).startsWith("demo:");
            assertThat(Base64.getDecoder()
                            .decode(properties.getProperty("mocua.captcha.key").substring(5)))
                    .hasSize(32);
            assertThat(properties.getProperty("mocua.sms.providers.alpha.password"))
                    .hasSizeLessThan(9);
        }
    }

    @Test
    void credentialsAndPortsOutliveARestart() throws Exception {
        Properties before;
        byte[] authority;
        try (var sandbox = Sandbox.start(folder, 0, null)) {
            before = properties(sandbox);
            authority = Files.readAllBytes(folder.resolve("tls.pem"));
        }
        try (var sandbox = Sandbox.start(folder, 0, null)) {
            var after = properties(sandbox);
            before.stringPropertyNames().stream()
                    .filter(key -> !before.getProperty(key).startsWith("http:"))
                    .forEach(key -> assertThat(after.getProperty(key)).as(key).isEqualTo(before.getProperty(key)));
            assertThat(folder.resolve("tls.pem")).hasBinaryContent(authority);
        }
    }

    @Test
    void aSandboxThatFindsItsPortsTakenTakesOthers() throws Exception {
        try (var first = Sandbox.start(folder.resolve("first"), 0, null)) {
            Files.createDirectory(folder.resolve("second"));
            Files.copy(folder.resolve("first/sandbox.json"), folder.resolve("second/sandbox.json"));
            try (var second = Sandbox.start(folder.resolve("second"), 0, null)) {
                assertThat(properties(second).getProperty("mocua.mail.port"))
                        .isNotEqualTo(properties(first).getProperty("mocua.mail.port"));
            }
        }
    }

    @Test
    void aFolderFromBeforeThereWasTlsIsGoodStill() throws Exception {
        Properties before;
        try (var sandbox = Sandbox.start(folder, 0, null)) {
            before = properties(sandbox);
        }
        var memory = folder.resolve("sandbox.json");
        var earlier = Files.readString(memory).replaceFirst(",\"tlsPorts\":\\{[^}]*}", "");
        assertThat(earlier).isNotEqualTo(Files.readString(memory));
        Files.writeString(memory, earlier);
        try (var sandbox = Sandbox.start(folder, 0, null)) {
            assertThat(properties(sandbox).getProperty("mocua.captcha.key"))
                    .isEqualTo(before.getProperty("mocua.captcha.key"));
        }
    }

    @Test
    void twoFoldersShareNoSecret() throws Exception {
        try (var one = Sandbox.start(folder.resolve("one"), 0, null);
                var other = Sandbox.start(folder.resolve("other"), 0, null)) {
            for (var key : new String[] {
                "mocua.captcha.key",
                "mocua.operator.client-secret",
                "mocua.insurance.client-secret",
                "mocua.federation.postid.client-secret",
                "mocua.federation.vneid.client-secret"
            }) {
                assertThat(properties(one).getProperty(key))
                        .isNotEqualTo(properties(other).getProperty(key));
            }
        }
    }

    @Test
    void whatIsSecretIsForTheOwnersEyesOnly() throws Exception {
        try (var sandbox = Sandbox.start(folder.resolve("deep/er"), 0, null)) {
            for (var file : new Path[] {
                sandbox.portalProperties(),
                folder.resolve("deep/er/sandbox.json"),
                folder.resolve("deep/er/postid.json"),
                folder.resolve("deep/er/vneid.json"),
                folder.resolve("deep/er/trust.json"),
                folder.resolve("deep/er/tls.pem"),
                folder.resolve("deep/er/ca/servers/authority.json"),
                folder.resolve("deep/er/ca/ledger.txt"),
                folder.resolve("deep/er/ca/authorities/national-root.json")
            }) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("deep/er"))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void peopleMadeOnceAreThereAgain() throws Exception {
        Person hundredth;
        try (var sandbox = Sandbox.start(folder, 0, null)) {
            hundredth = sandbox.make(100).get(99);
        }
        try (var sandbox = Sandbox.start(folder, 0, null)) {
            assertThat(sandbox.make(1).getFirst().id()).isEqualTo("nguoi-101");
            var client = new Http(sandbox.port());
            assertThat(client.get("/api/people/" + hundredth.id()).body()).contains(hundredth.nationalId());
        }
    }

    private static Properties properties(Sandbox sandbox) throws Exception {
        var properties = new Properties();
        properties.load(new StringReader(Files.readString(sandbox.portalProperties(), StandardCharsets.US_ASCII)));
        return properties;
    }
}
