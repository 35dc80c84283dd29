package vn.mocua.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/**
 * Speaks as the signing agent does (docs/protocols/signing-agent.md) and answers what a test tells it to, so that the page
 * meets every state that a real token reaches with patience only.
 */
final class LoopbackAgent implements AutoCloseable {

    static final int PORT = 17171;

    private final HttpServer server;
    private final String origin;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String status = status("0.1.0", true, "present", "ok");
    private volatile int signStatus = 200;
    private volatile String signed = "";

    /** @param origin of the portal, which alone may ask */
    LoopbackAgent(String origin) {
        this(origin, PORT);
    }

    LoopbackAgent(String origin, int port) {
        this.origin = origin;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/status", exchange -> answer(exchange, 200, status));
        server.createContext("/v1/sign", this::sign);
        server.start();
    }

    static String status(String version, boolean driver, String token, String pin) {
        return """
            {"agent":"%s","protocol":1,"os":"linux","driver":%s,"token":"%s","pin":"%s"}\
            """.formatted(version, driver, token, pin);
    }

    LoopbackAgent says(String statusJson) {
        status = statusJson;
        return this;
    }

    /** What signing answers; an empty answer is a dialog that nobody closes. */
    LoopbackAgent signs(int httpStatus, String json) {
        signStatus = httpStatus;
        signed = json;
        return this;
    }

    LoopbackAgent fails(String code) {
        return signs(200, "{\"error\":{\"code\":\"%s\",\"message\":\"x\"}}".formatted(code));
    }

    /** What pages wanted to have signed, oldest first. */
    List<String> asked() {
        return asked;
    }

    private void sign(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("POST")) {
            asked.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            if (signed.isEmpty()) {
                await();
            }
        }
        answer(exchange, signStatus, signed);
    }

    private void await() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, int code, String json) throws IOException {
        var headers = exchange.getResponseHeaders();
        if (!origin.equals(exchange.getRequestHeaders().getFirst("Origin"))) {
            exchange.sendResponseHeaders(403, -1);
            return;
        }
        headers.set("Access-Control-Allow-Origin", origin);
        headers.set("Vary", "Origin");
        if (exchange.getRequestMethod().equals("OPTIONS")) {
            headers.set("Access-Control-Allow-Methods", "GET, POST");
            headers.set("Access-Control-Allow-Headers", "content-type");
            exchange.sendResponseHeaders(204, -1);
            return;
        }
        headers.set("Content-Type", "application/json");
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(code, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
