package vn.mocua.portal.elsewhere;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import vn.mocua.portal.outside.Outside;
import vn.mocua.portal.outside.OutsideHttp;

/** Makes what asks each system that the settings name. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ElsewhereSettings.class)
class ElsewhereConfiguration {

    @Bean
    static ConnectedSystems connectedSystems(Outside outside, OutsideHttp http, ElsewhereSettings settings) {
        var sorted = settings.systems().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
        List<ConnectedSystem> systems = sorted.stream()
                .<ConnectedSystem>map(
                        each -> new ScimDirectory(each.getKey(), each.getValue(), settings.deadline(), outside, http))
                .toList();
        var about = sorted.stream()
                .map(each -> about(each.getKey(), each.getValue()))
                .toList();
        return new ConnectedSystems(systems, about, settings.deadline());
    }

    private static HeldAt about(String key, ElsewhereSettings.Directory directory) {
        var name = ScimDirectory.required(key, "name", directory.name());
        var signIn = directory.signInUrl();
        if (signIn != null && !List.of("https", "http").contains(String.valueOf(signIn.getScheme()))) {
            throw new IllegalArgumentException("mocua.elsewhere.systems." + key + ".sign-in-url is not an address");
        }
        return new HeldAt(key, name, Objects.requireNonNullElse(directory.nameEn(), name), signIn);
    }
}
