package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** What operators are told, where, and who else is not. */
class ManagementTest {

    private static final String TOKEN = "sixteen-letters!";

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private @Nullable Management management;

    @AfterEach
    void close() {
        if (management != null) {
            management.stop();
        }
    }

    @Test
    void figuresAreToldInTheWordsOfPrometheus() throws Exception {
        metrics.counter("mocua.outbox.messages", "channel", "sms").increment();
        var port = opened(null, Map.of());

        var answer = get(port, "/metrics", null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body()).contains("mocua_outbox_messages_total{channel=\"sms\"} 1.0");
    }

    @Test
    void healthHasALineForEachPartAndIsBadWhenOneIsDown() throws Exception {
        var port = opened(
                null,
                Map.of(
                        "smsHealthIndicator",
                        () -> Health.up().withDetail("alpha", "bound").build(),
                        "diskHealthIndicator",
                        () -> Health.down().build()));

        var answer = get(port, "/health", null);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body().lines()).containsExactly("disk DOWN {}", "sms UP {alpha=bound}");
    }

    @Test
    void whereATokenIsSetNobodyIsToldAnythingWithoutIt() throws Exception {
        metrics.counter("mocua.outbox.messages").increment();
        var port = opened(TOKEN, Map.of());

        for (var wrong : new String[] {null, "", TOKEN, "Bearer", "Bearer " + TOKEN + "x", "Basic " + TOKEN}) {
            for (var path : new String[] {"/metrics", "/health"}) {
                var answer = get(port, path, wrong);
                assertThat(answer.statusCode()).as("%s with %s", path, wrong).isEqualTo(401);
                assertThat(answer.body()).isEmpty();
            }
        }
        assertThat(get(port, "/metrics", "Bearer " + TOKEN).body()).contains("mocua_outbox");
    }

    @Test
    void beyondThisMachineItIsNotOpenedWithoutAToken() throws IOException {
        for (var token : new String[] {null, "short"}) {
            var open = new Management(metrics, Map.of(), "0.0.0.0", freePort(), token);
            assertThatIllegalStateException().isThrownBy(open::start).withMessageContaining("mocua.management.token");
            assertThat(open.isRunning()).isFalse();
        }
    }

    @Test
    void withoutAPortThereIsNone() {
        var none = new Management(metrics, Map.of(), "127.0.0.1", 0, null);
        none.start();
        assertThat(none.isRunning()).isFalse();
    }

    private int opened(@Nullable String token, Map<String, HealthIndicator> health) throws IOException {
        var port = freePort();
        management = new Management(metrics, health, "127.0.0.1", port, token);
        management.start();
        return port;
    }

    private static HttpResponse<String> get(int port, String path, @Nullable String authorization) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request.build(), BodyHandlers.ofString());
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
