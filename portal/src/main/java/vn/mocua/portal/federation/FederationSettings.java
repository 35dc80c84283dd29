package vn.mocua.portal.federation;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people may sign in elsewhere: {@code mocua.federation.*}; time limits are {@code mocua.outside.systems.<name>.*}.
 *
 * @param federation by the provider's name
 */
@ConfigurationProperties("mocua")
record FederationSettings(@DefaultValue Map<String, Provider> federation) {

    /**
     * One provider.
     *
     * @param issuer its address, exactly as its tokens write it
     * @param signInUrl the origin to which people are sent; null: the issuer's
     */
    record Provider(
            @Nullable URI issuer,
            @Nullable URI signInUrl,
            @Nullable String clientId,
            @Nullable String clientSecret) {

        @Override
        public String toString() {
            return "Provider[" + issuer + "]";
        }
    }

    Provider of(String name) {
        var provider = federation.get(name);
        if (provider == null) {
            throw new IllegalArgumentException("mocua.federation." + name + " is not set");
        }
        return provider;
    }
}
