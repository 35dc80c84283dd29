package vn.mocua.portal.subscriber;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the operator is asked: {@code mocua.operator.*}; its time limits are {@code mocua.outside.systems.operator.*}.
 *
 * @param tokenUrl gives access tokens for client credentials
 * @param kycMatchUrl CAMARA KYC Match up to its version, such as {@code https://operator.example/kyc-match/v1}
 * @param simSwapUrl CAMARA SIM Swap up to its version
 * @param scope what the token is asked for
 */
@ConfigurationProperties("mocua.operator")
record OperatorSettings(
        @Nullable URI tokenUrl,
        @Nullable URI kycMatchUrl,
        @Nullable URI simSwapUrl,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue("kyc-match:match sim-swap:check") String scope) {

    @Override
    public String toString() {
        return "OperatorSettings[" + kycMatchUrl + ", " + simSwapUrl + "]";
    }
}
