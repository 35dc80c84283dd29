package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import vn.mocua.portal.abuse.Captchas;
import vn.mocua.portal.outside.OutsideForTests;
import vn.mocua.portal.outside.OutsideTrust;
import vn.mocua.portal.signing.TrustForTests;
import vn.mocua.portal.signing.TrustedAuthorities;

/** What is the sandbox's is good on a loopback address only. */
class SandboxMaterialTest {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    private static final Map<String, Object> HERE = Map.of(
            "server.address", "127.0.0.1",
            "mocua.public-url", "http://localhost:8080",
            "mocua.signing.time-stamp-url", "http://127.0.0.1:8081/ca/tsa",
            "mocua.signing.sim.providers.a.url", "http://127.0.0.1:8081/mss");

    private static SandboxMaterial material(String key, TrustedAuthorities authorities, Map<String, Object> settings) {
        return material(key, authorities, OutsideForTests.trust(null), settings);
    }

    private static SandboxMaterial material(
            String key, TrustedAuthorities authorities, OutsideTrust outside, Map<String, Object> settings) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", settings));
        return new SandboxMaterial(
                new Captchas(key, TestDatabase.db(), Clock.systemUTC()), authorities, outside, environment);
    }

    private static Map<String, Object> with(String name, String value) {
        var settings = new HashMap<>(HERE);
        settings.put(name, value);
        return settings;
    }

    @Test
    void onThisMachineItIsGood() {
        assertThatCode(() -> material("demo:" + KEY, TrustForTests.ofSandbox("127.0.0.1"), HERE)
                        .afterPropertiesSet())
                .doesNotThrowAnyException();
    }

    @Test
    void elsewhereAuthoritiesOfTheSandboxAreRefusedWhateverTheCaptchasKey() {
        var sandbox = TrustForTests.ofSandbox("127.0.0.1");
        for (var elsewhere : Map.of(
                        "server.address", "0.0.0.0",
                        "mocua.public-url", "https://cong.example",
                        "mocua.signing.time-stamp-url", "http://192.0.2.1/tsa",
                        "mocua.signing.sim.providers.a.url", "https://192.0.2.1/mss")
                .entrySet()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> material(KEY, sandbox, with(elsewhere.getKey(), elsewhere.getValue()))
                            .afterPropertiesSet())
                    .withMessageContaining("mocua.signing.trust holds authorities of a sandbox")
                    .withMessageContaining(elsewhere.getKey());
        }
        assertThatIllegalStateException()
                .isThrownBy(() -> material(KEY, TrustForTests.ofSandbox("192.0.2.1"), HERE)
                        .afterPropertiesSet())
                .withMessageContaining("the addresses in mocua.signing.trust");
    }

    /** Whoever has the sandbox's folder could speak as any system that is believed by its authority. */
    @Test
    void elsewhereTheAuthorityOfTheSandboxesTlsIsRefused() {
        try (var town = new Town()) {
            var sandbox = OutsideForTests.trust(Path.of(town.setting("mocua.outside.systems.vneid.trust")));
            assertThat(sandbox.isSandbox()).isTrue();
            assertThatCode(() ->
                            material(KEY, TrustForTests.none(), sandbox, HERE).afterPropertiesSet())
                    .doesNotThrowAnyException();
            for (var elsewhere : Map.of(
                            "server.address", "0.0.0.0",
                            "mocua.public-url", "https://cong.example",
                            "mocua.federation.vneid.issuer", "https://192.0.2.1/vneid",
                            "mocua.federation.vneid.sign-in-url", "https://192.0.2.1",
                            "mocua.insurance.record-url", "https://192.0.2.1/record")
                    .entrySet()) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> material(
                                        KEY,
                                        TrustForTests.none(),
                                        sandbox,
                                        with(elsewhere.getKey(), elsewhere.getValue()))
                                .afterPropertiesSet())
                        .withMessageContaining("mocua.outside trusts the authority of a sandbox")
                        .withMessageContaining(elsewhere.getKey());
            }
        }
    }

    @Test
    void realAuthoritiesMayBeAnywhere() {
        for (var authorities : new TrustedAuthorities[] {TrustForTests.none(), TrustForTests.real()}) {
            assertThatCode(() -> material(KEY, authorities, with("mocua.public-url", "https://cong.example"))
                            .afterPropertiesSet())
                    .doesNotThrowAnyException();
        }
    }
}
