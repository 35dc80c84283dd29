package vn.mocua.portal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Metrics and health for operators, on a port of their own: {@code /metrics} in Prometheus' text format and
 * {@code /health}, a line for each part. It listens on loopback unless told otherwise, and beyond loopback only with a token, which callers
 * send as {@code Authorization: Bearer}.
 */
@Component
class Management implements SmartLifecycle {

    private final PrometheusMeterRegistry metrics;
    private final Map<String, HealthIndicator> health;
    private final String address;
    private final int port;
    private final @Nullable String token;
    private @Nullable HttpServer server;

    Management(
            PrometheusMeterRegistry metrics,
            Map<String, HealthIndicator> health,
            @Value("${mocua.management.address:127.0.0.1}") String address,
            @Value("${mocua.management.port:0}") int port,
            @Value("${mocua.management.token:#{null}}") @Nullable String token) {
        this.metrics = metrics;
        this.health = health;
        this.address = address;
        this.port = port;
        this.token = token;
    }

    @Override
    public void start() {
        if (port == 0) {
            return;
        }
        try {
            var host = InetAddress.getByName(address);
            if (!host.isLoopbackAddress() && (token == null || token.length() < 16)) {
                throw new IllegalStateException(
                        "mocua.management.address is not loopback: set mocua.management.token (16 characters or more)");
            }
            var started = HttpServer.create(new InetSocketAddress(host, port), 0);
            started.createContext("/metrics", exchange -> answer(exchange, 200, metrics.scrape()));
            started.createContext("/health", this::health);
            started.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            started.start();
            server = started;
        } catch (IOException e) {
            throw new UncheckedIOException("mocua.management.port " + port + " can not be opened", e);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    private void health(HttpExchange exchange) throws IOException {
        var text = new StringBuilder();
        var down = false;
        for (var part : new TreeMap<>(health).entrySet()) {
            var state = part.getValue().health(true);
            var status = state == null ? Status.UNKNOWN : state.getStatus();
            down |= Status.DOWN.equals(status);
            text.append(part.getKey().replace("HealthIndicator", ""))
                    .append(' ')
                    .append(status.getCode())
                    .append(state == null ? "" : " " + state.getDetails())
                    .append('\n');
        }
        answer(exchange, down ? 503 : 200, text.toString());
    }

    private void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            var allowed = isAllowed(exchange);
            var body = (allowed ? text : "").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(allowed ? status : 401, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        var sent = exchange.getRequestHeaders().getFirst("Authorization");
        return token == null
                || (sent != null
                        && MessageDigest.isEqual(
                                sent.getBytes(StandardCharsets.UTF_8),
                                ("Bearer " + token).getBytes(StandardCharsets.UTF_8)));
    }
}
