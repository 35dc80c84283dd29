package vn.mocua.portal.signing.sim;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.outside.OutsideHttp;

/** Those who run SIMs, as operators have set them up; each on its own wire. */
@Component
@EnableConfigurationProperties(SimSettings.class)
class SimProviders {

    private final SimSettings settings;
    private final Map<SimProvider, MobileSigning> ports = new LinkedHashMap<>();

    /** @throws IllegalArgumentException when a setting is missing or not good: the portal does not start then */
    SimProviders(SimSettings settings, OutsideHttp http, Clock clock) {
        this.settings = settings;
        settings.providers().keySet().stream().sorted().forEach(name -> {
            var provider = new SimProvider(name);
            ports.put(provider, port(provider, settingsOf(provider), http, clock));
        });
    }

    private static MobileSigning port(
            SimProvider provider, SimSettings.Provider settings, OutsideHttp http, Clock clock) {
        return switch (settings.protocol()) {
            case ETSI -> new EtsiMobileSigning(provider, settings, http, clock);
            case CSC ->
                settings.dialect().equals("v1")
                        ? new CscV1MobileSigning(provider, settings, http)
                        : new CscMobileSigning(provider, settings, http);
            case SMARTCA -> new SmartCaMobileSigning(provider, settings, http, clock);
        };
    }

    List<SimProvider> all() {
        return List.copyOf(ports.keySet());
    }

    boolean has(SimProvider provider) {
        return ports.containsKey(provider);
    }

    /** Who runs the numbers that begin like this one; a number that was carried along belongs to another by now. */
    Optional<SimProvider> of(PhoneNumber phone) {
        return ports.keySet().stream()
                .filter(each -> settingsOf(each).prefixes().stream().anyMatch(phone.national()::startsWith))
                .findFirst();
    }

    MobileSigning portOf(SimProvider provider) {
        return Optional.ofNullable(ports.get(provider))
                .orElseThrow(() -> new IllegalStateException("provider " + provider.name() + " is gone"));
    }

    SimSettings.Provider settingsOf(SimProvider provider) {
        return Optional.ofNullable(settings.providers().get(provider.name()))
                .orElseThrow(() -> new IllegalStateException("provider " + provider.name() + " is gone"));
    }

    Duration life() {
        return settings.life();
    }

    /** The text for the phone, with the code in it, or with the mark that the SIM replaces. */
    String codeOf(SimProvider provider, String text, String code) {
        var own = settingsOf(provider);
        var bySim = Optional.ofNullable(own.codeBySim()).orElse(own.protocol() == SimSettings.Protocol.ETSI);
        return text.replace(VerificationCode.PLACE, bySim ? VerificationCode.PLACE : code);
    }
}
