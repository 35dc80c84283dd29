package vn.mocua.sandbox.oidc;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a portal asked for when it sent somebody here (RFC 6749, 4.1.1; OpenID Connect Core, 3.1.2.1).
 *
 * @param id names the request on the provider's own pages
 * @param challenge of PKCE (RFC 7636), always there
 * @param again whether the person must sign in even when somebody is signed in
 * @param who signed in for this request, or null: nobody yet
 * @param until when the request is forgotten
 */
record Asked(
        String id,
        String clientId,
        String redirectUri,
        @Nullable String state,
        @Nullable String nonce,
        String challenge,
        Set<String> scopes,
        boolean again,
        @Nullable String language,
        @Nullable Present who,
        Instant until) {

    /** Somebody who proved to be the holder of an account, and when. */
    record Present(Account account, Instant since) {}

    static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** Reads the parameters; who asks and where the answer goes has been settled before. */
    static Asked of(Map<String, String> parameters, House house, String id, Instant now) throws Refused {
        for (var name : new String[] {"request", "request_uri", "registration"}) {
            if (parameters.containsKey(name)) {
                throw new Refused(400, name + "_not_supported", "this provider takes plain parameters only");
            }
        }
        if (!"code".equals(parameters.get("response_type"))) {
            throw parameters.containsKey("response_type")
                    ? new Refused(400, "unsupported_response_type", "response_type must be code")
                    : Refused.invalid("response_type is missing");
        }
        if (!parameters.getOrDefault("response_mode", "query").equals("query")) {
            throw Refused.invalid("response_mode must be query");
        }
        var asked = words(parameters.get("scope"));
        if (!asked.contains("openid")) {
            throw new Refused(400, "invalid_scope", "scope must hold openid");
        }
        // RFC 7636, 4.4.1, here of every client: "the client does not send the code_challenge … invalid_request".
        var challenge = parameters.getOrDefault("code_challenge", "");
        if (!CHALLENGE.matcher(challenge).matches()) {
            throw Refused.invalid("code_challenge is missing or malformed");
        }
        if (!"S256".equals(parameters.get("code_challenge_method"))) {
            throw Refused.invalid("code_challenge_method must be S256");
        }
        var prompt = words(parameters.get("prompt"));
        if (prompt.contains("none")) {
            throw prompt.size() > 1
                    ? Refused.invalid("prompt none stands alone")
                    : new Refused(400, "interaction_required", "the person must agree each time");
        }
        asked.retainAll(house.scopes().keySet());
        return new Asked(
                id,
                parameters.getOrDefault("client_id", ""),
                parameters.getOrDefault("redirect_uri", ""),
                parameters.get("state"),
                parameters.get("nonce"),
                challenge,
                asked,
                prompt.contains("login") || prompt.contains("select_account"),
                words(parameters.get("ui_locales")).stream()
                        .map(locale -> locale.split("-", 2)[0])
                        .filter(language -> language.equals("vi") || language.equals("en"))
                        .findFirst()
                        .orElse(null),
                null,
                now.plus(LIFETIME));
    }

    Asked by(@Nullable Present present) {
        return new Asked(id, clientId, redirectUri, state, nonce, challenge, scopes, again, language, present, until);
    }

    private static Set<String> words(@Nullable String text) {
        return new LinkedHashSet<>(Optional.ofNullable(text)
                .map(words -> Stream.of(words.split(" ")).filter(word -> !word.isEmpty()))
                .orElse(Stream.empty())
                .toList());
    }

    @Override
    public String toString() {
        return "Asked[***]";
    }
}
