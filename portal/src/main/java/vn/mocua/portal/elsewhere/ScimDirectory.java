package vn.mocua.portal.elsewhere;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.outside.HttpAnswer;
import vn.mocua.portal.outside.Outside;
import vn.mocua.portal.outside.OutsideHttp;
import vn.mocua.portal.outside.OutsideUnavailable;

/** Speaks SCIM 2.0, and asks no more than whether somebody is there: docs/protocols/scim.md. */
final class ScimDirectory implements ConnectedSystem {

    // RFC 7644 section 8.1
    private static final MediaType SCIM = MediaType.parseMediaType("application/scim+json");
    private static final String SEARCH_REQUEST = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
    private static final String LIST_RESPONSE = "urn:ietf:params:scim:api:messages:2.0:ListResponse";

    private static final int MOST = 10;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final String key;
    private final String system;
    private final Duration deadline;
    private final Outside outside;
    private final URI address;
    private final RestClient client;

    ScimDirectory(
            String key, ElsewhereSettings.Directory settings, Duration deadline, Outside outside, OutsideHttp http) {
        this.key = key;
        this.deadline = deadline;
        this.system = "scim-" + key;
        this.outside = outside;
        // RFC 7644 section 3.4.3: a filter in an address may be logged, one that is posted is not.
        this.address =
                URI.create(required(key, "url", settings.url()).toString().replaceFirst("/$", "") + "/Users/.search");
        this.client = http.client(system, address)
                .requestInterceptor(http.clientCredentials(
                        system,
                        required(key, "token-url", settings.tokenUrl()),
                        required(key, "client-id", settings.clientId()),
                        required(key, "client-secret", settings.clientSecret()),
                        settings.scope()))
                .requestInterceptor(OutsideHttp.onceMore())
                .build();
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public Answer ask(Subject subject) {
        var userType = subject.kind().name().toLowerCase(Locale.ROOT);
        var numbers = subject.identifiers().stream().map(Identifier::value).collect(Collectors.toUnmodifiableSet());
        return outside.callWithin(system, deadline, () -> {
            var answer = client.post()
                    .uri(address)
                    .contentType(SCIM)
                    .accept(SCIM, MediaType.APPLICATION_JSON)
                    .body(JSON.writeValueAsBytes(question(userType, subject.identifiers())))
                    .exchangeForRequiredValue((request, response) -> HttpAnswer.of(system, response));
            if (answer.status() != 200) {
                throw new OutsideUnavailable(system, OutsideUnavailable.Why.BROKEN, "status " + answer.status());
            }
            return read(answer.json(SCIM), userType, numbers);
        });
    }

    /** Numbers and codes hold no letter that the filter's own words would have to escape. */
    private static Map<String, Object> question(String userType, List<Identifier> identifiers) {
        var question = new LinkedHashMap<String, Object>();
        question.put("schemas", List.of(SEARCH_REQUEST));
        question.put("attributes", List.of("externalId", "userType", "active"));
        question.put(
                "filter",
                "userType eq \"" + userType + "\" and "
                        + identifiers.stream()
                                .map(each -> "externalId eq \"" + each.value() + "\"")
                                .collect(Collectors.joining(" or ", "(", ")")));
        question.put("count", MOST);
        return question;
    }

    private Answer read(JsonNode list, String userType, Set<String> asked) {
        var total = list.path("totalResults");
        if (list.path("schemas").valueStream().noneMatch(each -> LIST_RESPONSE.equals(each.asString("")))
                || !total.isIntegralNumber()) {
            throw OutsideUnavailable.nonsense(system, "not a list of results");
        }
        var found = list.path("Resources");
        if (!found.isMissingNode() && !found.isArray() || found.isEmpty() != (total.asLong(-1) == 0)) {
            throw OutsideUnavailable.nonsense(system, "a list that counts otherwise than it holds");
        }
        var held = false;
        for (var each : found) {
            held |= isOpen(each, userType, asked);
        }
        return held ? new Answer.Held() : new Answer.Nobody();
    }

    /** Whoever is not whom we asked for is no answer to our question, and neither is the rest of it. */
    private boolean isOpen(JsonNode user, String userType, Set<String> asked) {
        var active = user.path("active");
        if (!asked.contains(user.path("externalId").asString(""))
                || !userType.equals(user.path("userType").asString(""))
                || !active.isMissingNode() && !active.isBoolean()) {
            throw OutsideUnavailable.nonsense(system, "an account of somebody else");
        }
        return active.asBoolean(true);
    }

    static <T> T required(String key, String name, @Nullable T value) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("mocua.elsewhere.systems." + key + "." + name + " is not set");
        }
        return value;
    }
}
