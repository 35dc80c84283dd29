package vn.mocua.portal.federation;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import vn.mocua.portal.outside.OutsideUnavailable;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0 section 3). Where people sign in is at the origin that the
 * settings name, all else at the issuer's: nobody is sent, and nothing asked, elsewhere because a document says so.
 *
 * @param namesItself whether it puts {@code iss} into its answers (RFC 9207 section 3)
 */
record OidcMetadata(URI authorization, URI token, URI keys, URI userInfo, boolean namesItself, Instant readAt) {

    static OidcMetadata read(String system, URI issuer, URI signIn, JsonNode json, Instant now) {
        // Section 4.3: "The issuer value returned MUST be identical to the Issuer URL that was used as the prefix"
        if (!json.path("issuer").isString()
                || !json.path("issuer").stringValue().equals(issuer.toString())) {
            throw OutsideUnavailable.nonsense(system, "the description is of another issuer");
        }
        var methods = json.path("code_challenge_methods_supported");
        if (!methods.isMissingNode()
                && methods.valueStream().noneMatch(each -> each.asString("").equals("S256"))) {
            throw OutsideUnavailable.nonsense(system, "does not know PKCE with S256");
        }
        return new OidcMetadata(
                address(system, signIn, json, "authorization_endpoint"),
                address(system, issuer, json, "token_endpoint"),
                address(system, issuer, json, "jwks_uri"),
                address(system, issuer, json, "userinfo_endpoint"),
                json.path("authorization_response_iss_parameter_supported").asBoolean(false),
                now);
    }

    static String origin(URI address) {
        return address.getScheme() + "://" + address.getRawAuthority();
    }

    private static URI address(String system, URI place, JsonNode json, String name) {
        var value = json.path(name);
        try {
            var address = new URI(value.isString() ? value.stringValue() : "");
            if (origin(address).equals(origin(place))
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Said below, without its words.
        }
        throw OutsideUnavailable.nonsense(system, name + " is not at the origin where it should be");
    }
}
