package vn.mocua.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/**
 * Speaks as the signing agent does (docs/protocols/signing-agent.md) and answers what a test tells it to, so that the page
 * meets every state that a real token reaches with patience only.
 */
final class LoopbackAgent implements AutoCloseable {

    /** Where the page looks, in this order; a real agent of this computer may have the first. */
    private static final List<Integer> PORTS = List.of(17171, 27171, 37171);

    private final HttpServer server;
    private final String origin;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile String status = status("0.1.0", true, "present", "ok");
    private volatile CountDownLatch held = new CountDownLatch(0);
    private volatile int signStatus = 200;
    private volatile UnaryOperator<String> signed = asked -> "";

    /** @param origin of the portal, which alone may ask */
    LoopbackAgent(String origin) {
        this(origin, PORTS);
    }

    LoopbackAgent(String origin, List<Integer> ports) {
        this.origin = origin;
        server = on(ports);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/v1/status", exchange -> {
            await(held);
            answer(exchange, 200, status);
        });
        server.createContext("/v1/sign", this::sign);
        server.start();
    }

    private static HttpServer on(List<Integer> ports) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.getFirst()), 0);
        } catch (BindException taken) {
            return on(ports.subList(1, ports.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Says nothing for now: as while the browser asks its user, or while drivers start up. */
    LoopbackAgent holds() {
        held = new CountDownLatch(1);
        return this;
    }

    void speaks() {
        held.countDown();
    }

    /** What signing answers; an empty answer is a dialog that nobody closes. */
    LoopbackAgent signs(int httpStatus, String json) {
        signStatus = httpStatus;
        signed = asked -> json;
        return this;
    }

    /** Signs whatever is asked, as the agent does whose PIN was typed. */
    LoopbackAgent signsWith(SoftToken token) {
        signStatus = 200;
        signed = asked -> token.signs(origin, asked);
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
        var answer = "";
        if (exchange.getRequestMethod().equals("POST")) {
            var question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(question);
            answer = signed.apply(question);
            if (answer.isEmpty()) {
                await(closed);
            }
        }
        answer(exchange, signStatus, answer);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
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
        // Gone first: what is still held must not be answered now.
        server.stop(0);
        closed.countDown();
        held.countDown();
    }
}
