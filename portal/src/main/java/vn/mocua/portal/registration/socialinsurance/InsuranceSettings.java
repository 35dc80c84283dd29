package vn.mocua.portal.registration.socialinsurance;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the data-sharing axis is asked for insurance records: {@code mocua.insurance.*}; its time limits are
 * {@code mocua.outside.systems.insurance.*}.
 *
 * @param tokenUrl gives access tokens for client credentials
 * @param recordUrl the look-up by insurance number, whole
 * @param scope what the token is asked for
 */
@ConfigurationProperties("mocua.insurance")
record InsuranceSettings(
        @Nullable URI tokenUrl,
        @Nullable URI recordUrl,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue("bhxh") String scope) {

    @Override
    public String toString() {
        return "InsuranceSettings[" + recordUrl + "]";
    }
}
