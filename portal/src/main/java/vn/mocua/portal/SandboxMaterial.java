package vn.mocua.portal;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.stereotype.Component;
import vn.mocua.portal.abuse.Captchas;
import vn.mocua.portal.outside.OutsideTrust;
import vn.mocua.portal.signing.TrustedAuthorities;

/**
 * Keys of the sandbox are good for trying things out on one machine. With one of them the portal starts only if it can
 * be reached from, and reaches, nothing but this machine (ruling "Keys" of the specification). Nor are hashes that are
 * made cheap for load runs good for anything else.
 */
@Component
class SandboxMaterial implements InitializingBean {

    private final Captchas captchas;
    private final TrustedAuthorities authorities;
    private final OutsideTrust outside;
    private final ConfigurableEnvironment settings;

    SandboxMaterial(
            Captchas captchas, TrustedAuthorities authorities, OutsideTrust outside, ConfigurableEnvironment settings) {
        this.captchas = captchas;
        this.authorities = authorities;
        this.outside = outside;
        this.settings = settings;
    }

    @Override
    public void afterPropertiesSet() {
        if (!captchas.isDemo()
                && (settings.getProperty("mocua.password.argon2.memory", Integer.class, 19_456) < 19_456
                        || settings.getProperty("mocua.password.argon2.iterations", Integer.class, 2) < 2)) {
            throw new IllegalStateException("mocua.password.argon2: at least 19456 KiB and two passes are needed");
        }
        var material = new ArrayList<String>();
        if (captchas.isDemo()) {
            material.add("mocua.captcha.key is a sandbox key");
        }
        if (authorities.isSandbox()) {
            material.add("mocua.signing.trust holds authorities of a sandbox");
        }
        if (outside.isSandbox()) {
            material.add("mocua.outside trusts the authority of a sandbox");
        }
        if (material.isEmpty()) {
            return;
        }
        var elsewhere = elsewhere();
        if (!elsewhere.isEmpty()) {
            throw new IllegalStateException(
                    String.join(", ", material) + ", which is good only on a loopback address; set your own, or mend: "
                            + String.join(", ", elsewhere));
        }
    }

    private List<String> elsewhere() {
        var elsewhere = new ArrayList<String>();
        if (!isLoopback(settings.getProperty("server.address", ""))) {
            elsewhere.add("server.address");
        }
        if (!isLoopback(host(settings.getProperty("mocua.public-url", "")))) {
            elsewhere.add("mocua.public-url");
        }
        elsewhere.addAll(endpointsElsewhere());
        if (authorities.isSandbox() && !authorities.addresses().stream().allMatch(each -> isLoopback(each.getHost()))) {
            elsewhere.add("the addresses in mocua.signing.trust");
        }
        return elsewhere;
    }

    /** Every setting of an outside system's place: {@code …-url}, {@code ….url}, {@code ….issuer} and {@code ….host}. */
    private List<String> endpointsElsewhere() {
        var elsewhere = new ArrayList<String>();
        for (var source : settings.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> settable) {
                for (var name : settable.getPropertyNames()) {
                    var isAddress = name.endsWith("-url") || name.endsWith(".url") || name.endsWith(".issuer");
                    if (name.startsWith("mocua.") && (isAddress || name.endsWith(".host"))) {
                        var value = settings.getProperty(name, "");
                        if (!isLoopback(isAddress ? host(value) : value)) {
                            elsewhere.add(name);
                        }
                    }
                }
            }
        }
        return elsewhere;
    }

    private static String host(String url) {
        var host = URI.create(url).getHost();
        return host == null ? "" : host;
    }

    private static boolean isLoopback(String host) {
        try {
            return !host.isEmpty() && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
