package vn.mocua.portal.outside;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;

/**
 * Puts an OAuth 2 access token on every question, gets a new one before the old one ends, and once when it is refused.
 *
 * <p>One refresh at a time; while a token still holds, nobody waits for the next one.
 */
public final class ClientCredentials implements ClientHttpRequestInterceptor {

    // RFC 6750 section 2.1: b64token
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]{1,4096}=*");
    private static final Duration WHEN_UNSAID = Duration.ofMinutes(1);
    private static final Duration AT_MOST = Duration.ofDays(1);

    private final String system;
    private final RestClient client;
    private final URI tokenAddress;
    private final String basic;
    private final String form;
    private final Clock clock;
    private final ReentrantLock refreshing = new ReentrantLock();
    private volatile @Nullable Token token;

    ClientCredentials(
            String system,
            RestClient client,
            URI tokenAddress,
            String clientId,
            String clientSecret,
            String scope,
            Clock clock) {
        if (clientId.isBlank() || clientSecret.isBlank()) {
            throw new IllegalArgumentException("client id and secret of " + system + " are not set");
        }
        this.system = system;
        this.client = client;
        this.tokenAddress = tokenAddress;
        this.clock = clock;
        this.form = "grant_type=client_credentials" + (scope.isBlank() ? "" : "&scope=" + encoded(scope));
        // RFC 6749 section 2.3.1: both are form-encoded before they are joined
        this.basic = Base64.getEncoder()
                .encodeToString((encoded(clientId) + ":" + encoded(clientSecret)).getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        var first = current();
        request.getHeaders().setBearerAuth(first.value());
        var response = execution.execute(request, body);
        if (response.getStatusCode().value() != 401) {
            return response;
        }
        response.close();
        request.getHeaders().setBearerAuth(instead(first).value());
        return execution.execute(request, body);
    }

    private Token current() {
        var held = token;
        var now = clock.instant();
        if (held != null && now.isBefore(held.refreshAt())) {
            return held;
        }
        if (held != null && now.isBefore(held.endsAt())) {
            if (refreshing.tryLock()) {
                try {
                    return held == token ? refresh() : current();
                } catch (RuntimeException e) {
                    return held;
                } finally {
                    refreshing.unlock();
                }
            }
            return held;
        }
        return instead(held);
    }

    /** Another token than the one that is of no use, be it fetched by us or, meanwhile, by someone else. */
    private Token instead(@Nullable Token useless) {
        try {
            refreshing.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutsideUnavailable(system, OutsideUnavailable.Why.SILENT, "no token in time");
        }
        try {
            var held = token;
            return held != null && held != useless && clock.instant().isBefore(held.endsAt()) ? held : refresh();
        } finally {
            refreshing.unlock();
        }
    }

    private Token refresh() {
        var asked = clock.instant();
        var answer = client.post()
                .uri(tokenAddress)
                .header("Authorization", "Basic " + basic)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .accept(MediaType.APPLICATION_JSON)
                .body(form.getBytes(StandardCharsets.US_ASCII))
                .exchangeForRequiredValue((request, response) -> HttpAnswer.of(system, response));
        if (answer.status() != 200) {
            throw new OutsideUnavailable(
                    system, OutsideUnavailable.Why.BROKEN, "token refused with status " + answer.status());
        }
        var json = answer.json();
        var value = word(json, "access_token");
        var type = word(json, "token_type");
        if (!BEARER.matcher(value).matches() || !type.equalsIgnoreCase("Bearer")) {
            throw OutsideUnavailable.nonsense(system, "not a bearer token");
        }
        var seconds = json.path("expires_in");
        var life = seconds.isIntegralNumber() && seconds.canConvertToLong() && seconds.longValue() > 0
                ? Duration.ofSeconds(Math.min(seconds.longValue(), AT_MOST.toSeconds()))
                : WHEN_UNSAID;
        var margin = life.dividedBy(5).compareTo(Duration.ofMinutes(1)) < 0 ? life.dividedBy(5) : Duration.ofMinutes(1);
        var fresh = new Token(value, asked.plus(life).minus(margin), asked.plus(life));
        token = fresh;
        return fresh;
    }

    private static String word(JsonNode json, String name) {
        var value = json.path(name);
        return value.isString() ? value.stringValue() : "";
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private record Token(String value, Instant refreshAt, Instant endsAt) {

        @Override
        public String toString() {
            return "Token[until " + endsAt + "]";
        }
    }
}
