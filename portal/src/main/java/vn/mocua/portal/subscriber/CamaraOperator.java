package vn.mocua.portal.subscriber;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.outside.HttpAnswer;
import vn.mocua.portal.outside.Outside;
import vn.mocua.portal.outside.OutsideHttp;
import vn.mocua.portal.outside.OutsideUnavailable;

/** The wire that both of the operator's registers are asked over: docs/protocols/camara-kyc-match.md. */
@Component
@EnableConfigurationProperties(OperatorSettings.class)
class CamaraOperator {

    static final String SYSTEM = "operator";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Outside outside;
    private final URI match;
    private final URI simSwap;
    private final RestClient client;

    CamaraOperator(Outside outside, OutsideHttp http, OperatorSettings settings) {
        this.outside = outside;
        this.match = operation(required("kyc-match-url", settings.kycMatchUrl()), "/match");
        this.simSwap = operation(required("sim-swap-url", settings.simSwapUrl()), "/check");
        this.client = http.client(SYSTEM, match, simSwap)
                .requestInterceptor(http.clientCredentials(
                        SYSTEM,
                        required("token-url", settings.tokenUrl()),
                        required("client-id", settings.clientId()),
                        required("client-secret", settings.clientSecret()),
                        settings.scope()))
                .requestInterceptor(OutsideHttp.onceMore())
                .build();
    }

    <T> T match(Map<String, String> question, Function<HttpAnswer, T> read) {
        return ask(match, question, read);
    }

    <T> T simSwap(Map<String, ?> question, Function<HttpAnswer, T> read) {
        return ask(simSwap, question, read);
    }

    private <T> T ask(URI address, Map<String, ?> question, Function<HttpAnswer, T> read) {
        return outside.call(SYSTEM, () -> {
            var correlator = UUID.randomUUID().toString();
            var answer = client.post()
                    .uri(address)
                    .header("x-correlator", correlator)
                    .contentType(MediaType.APPLICATION_JSON)
                    .accept(MediaType.APPLICATION_JSON)
                    .body(JSON.writeValueAsBytes(question))
                    .exchangeForRequiredValue((request, response) -> HttpAnswer.of(SYSTEM, response));
            // An answer to somebody else's question is no answer to ours.
            var echoed = answer.headers().getFirst("x-correlator");
            if (echoed != null && !echoed.equals(correlator)) {
                throw OutsideUnavailable.nonsense(SYSTEM, "the answer belongs to another question");
            }
            return read.apply(answer);
        });
    }

    /** An answer's kind in one word: {@code 200}, or with the code of the error, {@code 404 IDENTIFIER_NOT_FOUND}. */
    static String kind(HttpAnswer answer) {
        return switch (answer.status()) {
            case 400, 404, 422 -> answer.status() + errorCode(answer.json(), answer.status());
            default -> String.valueOf(answer.status());
        };
    }

    private static String errorCode(JsonNode error, int status) {
        var code = error.path("code");
        return code.isString() && error.path("status").asInt(0) == status ? " " + code.stringValue() : "";
    }

    /** An answer that is neither a yes nor a no nor a "cannot tell". */
    static OutsideUnavailable unexpected(HttpAnswer answer) {
        return new OutsideUnavailable(SYSTEM, OutsideUnavailable.Why.BROKEN, "status " + answer.status());
    }

    private static URI operation(URI api, String path) {
        return URI.create(api.toString().replaceFirst("/+$", "") + path);
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null || value.toString().isBlank()) {
            throw new IllegalArgumentException("mocua.operator." + name + " is not set");
        }
        return value;
    }
}
