package vn.mocua.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.insurance.Insurance;
import vn.mocua.sandbox.mss.Network;
import vn.mocua.sandbox.oidc.Credentials;
import vn.mocua.sandbox.province.Province;

/** What a portal is told to find this sandbox and be let in: in production the same settings name the real systems. */
final class PortalSettings {

    /** @param tls of each system that speaks TLS, by its key */
    record Ports(int http, int alpha, int beta, int mail, Map<String, Integer> tls) {}

    private final DataFolder data;
    private final DataFolder.Memory memory;
    private final Ports ports;
    private final Map<String, String> settings = new LinkedHashMap<>();

    PortalSettings(DataFolder data, DataFolder.Memory memory, Ports ports) {
        this.data = data;
        this.memory = memory;
        this.ports = ports;
    }

    /** @param providers what the portal is known by at each identity provider */
    Map<String, String> of(Map<String, Credentials> providers) {
        messages();
        registers();
        federation("postid", Outside.POST, providers);
        federation("vneid", Outside.VNEID, providers);
        signatures();
        settings.put("mocua.captcha.key", "demo:" + memory.captchaKey());
        return settings;
    }

    private void messages() {
        messageCentre("alpha", "mocua-a", ports.alpha(), memory.alphaPassword());
        messageCentre("beta", "mocua-b", ports.beta(), memory.betaPassword());
        settings.put("mocua.sms.sender", Sandbox.SENDER);
        settings.put("mocua.mail.host", "127.0.0.1");
        settings.put("mocua.mail.port", String.valueOf(ports.mail()));
        settings.put("mocua.mail.from", "khong-tra-loi@mocua.example");
    }

    private void messageCentre(String name, String systemId, int port, String password) {
        var provider = "mocua.sms.providers." + name + ".";
        settings.put(provider + "host", "127.0.0.1");
        settings.put(provider + "port", String.valueOf(port));
        settings.put(provider + "system-id", systemId);
        settings.put(provider + "password", password);
    }

    /** The operator, the insurance agency, and the province's directory. */
    private void registers() {
        settings.put("mocua.operator.token-url", here() + "/operator/oauth2/token");
        settings.put("mocua.operator.kyc-match-url", here() + "/operator/kyc-match/vwip");
        settings.put("mocua.operator.sim-swap-url", here() + "/operator/sim-swap/vwip");
        settings.put("mocua.operator.client-id", memory.clientId());
        settings.put("mocua.operator.client-secret", memory.clientSecret());
        settings.put("mocua.insurance.token-url", tls(Outside.INSURANCE.key()) + Insurance.TOKEN);
        settings.put("mocua.insurance.record-url", tls(Outside.INSURANCE.key()) + Insurance.LOOK_UP);
        settings.put("mocua.insurance.client-id", memory.clientId());
        settings.put("mocua.insurance.client-secret", secret(memory, "insurance"));
        trust("insurance");
        var province = "mocua.elsewhere.systems.province.";
        settings.put(province + "name", "C\u1ED5ng d\u1ECBch v\u1EE5 c\u00F4ng t\u1EC9nh Th\u1EED Nghi\u1EC7m");
        settings.put(province + "name-en", "Th\u1EED Nghi\u1EC7m province\u2019s portal");
        settings.put(province + "url", here() + Province.SCIM);
        settings.put(province + "token-url", here() + Province.TOKEN);
        settings.put(province + "client-id", memory.clientId());
        settings.put(province + "client-secret", secret(memory, "province"));
        settings.put(province + "sign-in-url", here() + "/");
    }

    /** The portal asks over TLS; people's browsers would not believe that certificate, so that they come without. */
    private void federation(String name, Outside system, Map<String, Credentials> providers) {
        var known = Objects.requireNonNull(providers.get(name));
        var provider = "mocua.federation." + name + ".";
        settings.put(provider + "issuer", tls(system.key()) + "/" + name);
        settings.put(provider + "sign-in-url", here());
        settings.put(provider + "client-id", known.clientId());
        settings.put(provider + "client-secret", known.clientSecret());
        trust(name);
    }

    private void signatures() {
        trust("sim-vina");
        settings.put(
                "mocua.outside.systems.sim-vina.identity.file", data.tlsClient().toString());
        settings.put("mocua.signing.trust", data.trust().toString());
        settings.put("mocua.signing.time-stamp-url", here() + "/ca/tsa");
        settings.put("mocua.evidence.seal", data.seal().toString());
        settings.put("mocua.evidence.seal-password-file", data.sealPassword().toString());
        for (var network : Network.values()) {
            var provider = "mocua.signing.sim.providers." + network.key() + ".";
            network.wire().forEach((setting, value) -> settings.put(provider + setting, value));
            var address = network == Network.VINA ? tls(Sandbox.ETSI) : here();
            settings.put(provider + "url", address + network.path());
            settings.put(provider + "client-id", memory.clientId());
            settings.put(provider + "client-secret", secret(memory, "mss " + network.key()));
            settings.put(provider + "prefixes", String.join(",", network.prefixes()));
        }
    }

    /** The authority that vouches for a system's address. */
    private void trust(String system) {
        settings.put(
                "mocua.outside.systems." + system + ".trust",
                data.tlsAuthority().toString());
    }

    private String here() {
        return "http://127.0.0.1:" + ports.http();
    }

    private String tls(String system) {
        return "https://127.0.0.1:" + Objects.requireNonNull(ports.tls().get(system));
    }

    /** The portal's secret at one more system, which no other system can derive from its own. */
    static String secret(DataFolder.Memory memory, String system) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(Base64.getDecoder().decode(memory.captchaKey()), "HmacSHA256"));
            var secret = mac.doFinal(("client-secret " + system).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
