package vn.mocua.portal.federation;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;
import vn.mocua.portal.outside.Outside;
import vn.mocua.portal.outside.OutsideHttp;

/** The providers that operators have set up. */
@Component
@EnableConfigurationProperties(FederationSettings.class)
public class IdentityProviders {

    /**
     * What a method asks of its provider.
     *
     * @param scope what is to be told of the person; holds {@code openid}
     * @param levels of authentication of which one must have been met (acr); empty when any will do
     */
    public record Wish(String scope, Set<String> levels) {}

    private final Outside outside;
    private final OutsideHttp http;
    private final FederationSettings settings;
    private final URI publicUrl;
    private final Clock clock;
    private final MeterRegistry meters;

    IdentityProviders(
            Outside outside,
            OutsideHttp http,
            FederationSettings settings,
            @Value("${mocua.public-url}") URI publicUrl,
            Clock clock,
            MeterRegistry meters) {
        this.outside = outside;
        this.http = http;
        this.settings = settings;
        this.publicUrl = publicUrl;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * The provider whose settings stand under {@code mocua.federation.<name>}.
     *
     * @throws IllegalArgumentException when they are not whole: the portal does not start then
     */
    public IdentityProvider named(String name, Wish wish) {
        return new OidcIdentityProvider(name, wish, settings.of(name), publicUrl, outside, http, clock, meters);
    }
}
