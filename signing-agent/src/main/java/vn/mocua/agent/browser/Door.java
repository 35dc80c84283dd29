package vn.mocua.agent.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import vn.mocua.agent.protocol.Answer;
import vn.mocua.agent.protocol.Fault;
import vn.mocua.agent.protocol.Fault.Code;
import vn.mocua.agent.protocol.Json;
import vn.mocua.agent.protocol.Malformed;
import vn.mocua.agent.protocol.Origin;
import vn.mocua.agent.protocol.SigningRequest;
import vn.mocua.agent.signing.Journal;
import vn.mocua.agent.signing.Signer;

/** HTTP on 127.0.0.1 alone. Rules are judged in the order of docs/protocols/signing-agent.md; the first broken one ends it. */
public final class Door implements AutoCloseable {

    /** Where pages look, in this order. */
    public static final List<Integer> PORTS = List.of(17171, 27171, 37171);

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final HttpServer server;
    private final Signer signer;
    private final Journal journal;

    private Door(HttpServer server, Signer signer, Journal journal) {
        this.server = server;
        this.signer = signer;
        this.journal = journal;
    }

    /** Opens at the first port that is free; empty when none is. */
    public static Optional<Door> open(List<Integer> ports, Signer signer, Journal journal) throws IOException {
        // Who starts a request must finish it: half of one is held for ten seconds only.
        System.setProperty("sun.net.httpserver.maxReqTime", "10");
        System.setProperty("jdk.httpserver.maxConnections", "64");
        for (var port : ports) {
            try {
                var server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 16);
                var door = new Door(server, signer, journal);
                server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
                server.createContext("/", door::answer);
                server.start();
                return Optional.of(door);
            } catch (BindException e) {
                // The next one.
            }
        }
        return Optional.empty();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Origin origin;
            try {
                origin = allowedSite(exchange);
            } catch (Refusal e) {
                journal.write("journal.refused", e.rule());
                exchange.sendResponseHeaders(e.status(), -1);
                return;
            }
            var headers = exchange.getResponseHeaders();
            headers.set("Access-Control-Allow-Origin", origin.value());
            headers.set("Vary", "Origin");
            headers.set("Cache-Control", "no-store");
            try {
                if (exchange.getRequestMethod().equals("OPTIONS")) {
                    preflight(exchange);
                } else {
                    send(exchange, 200, route(exchange, origin));
                }
            } catch (Refusal e) {
                journal.refused(origin, e.rule());
                var code = e.code() == null ? Code.INVALID_ARGUMENT : e.code();
                send(exchange, e.status(), Fault.of(code).json(e.rule()));
            }
        }
    }

    /** Only a page of an allowed site, in a browser of this user, that asked for this very address. */
    private Origin allowedSite(HttpExchange exchange) throws Refusal {
        if (!Peers.isOwn(exchange.getRemoteAddress(), port())) {
            throw new Refusal(403, null, "a program of another user");
        }
        // A name that was made to point here (DNS rebinding) stands in Host.
        if (!List.of("127.0.0.1:" + port()).equals(exchange.getRequestHeaders().get("Host"))) {
            throw new Refusal(421, null, "another Host");
        }
        var origins = exchange.getRequestHeaders().get("Origin");
        if (origins == null || origins.size() != 1) {
            throw new Refusal(403, null, "no Origin");
        }
        try {
            var origin = Origin.of(origins.getFirst());
            if (signer.allows(origin)) {
                return origin;
            }
        } catch (Malformed e) {
            // Not a site, so not an allowed one.
        }
        throw new Refusal(403, null, "an Origin that is not allowed");
    }

    private static void preflight(HttpExchange exchange) throws IOException {
        var headers = exchange.getResponseHeaders();
        headers.set("Access-Control-Allow-Methods", "GET, POST");
        headers.set("Access-Control-Allow-Headers", "content-type");
        headers.set("Access-Control-Max-Age", "600");
        if (exchange.getRequestHeaders().containsKey("Access-Control-Request-Private-Network")) {
            headers.set("Access-Control-Allow-Private-Network", "true");
        }
        exchange.sendResponseHeaders(204, -1);
    }

    private Map<String, Object> route(HttpExchange exchange, Origin origin) throws Refusal, IOException {
        var method = exchange.getRequestMethod();
        return switch (exchange.getRequestURI().getPath()) {
            case "/v1/status" -> {
                require(method.equals("GET"), 405, "another method than GET");
                yield signer.status().json();
            }
            case "/v1/sign" -> {
                require(method.equals("POST"), 405, "another method than POST");
                yield sign(exchange, origin);
            }
            default -> throw new Refusal(404, null, "an unknown path");
        };
    }

    private Map<String, Object> sign(HttpExchange exchange, Origin origin) throws Refusal, IOException {
        var type = exchange.getRequestHeaders().getFirst("Content-Type");
        require(
                type != null && type.matches("(?i)application/json(\\s*;\\s*charset=\"?utf-8\"?)?"),
                415,
                "another Content-Type than application/json");
        var body = exchange.getRequestBody().readNBytes(SigningRequest.LONGEST + 1);
        require(body.length <= SigningRequest.LONGEST, 413, "more than " + SigningRequest.LONGEST + " bytes");
        SigningRequest request;
        try {
            request = SigningRequest.fromPage(body, origin);
        } catch (Malformed e) {
            throw new Refusal(400, null, e.rule());
        }
        return switch (signer.sign(request)) {
            case Answer.Signed signed -> Map.of("authToken", signed.authToken());
            case Answer.Refused(var fault) -> {
                if (fault.code() == Code.ACTION_PENDING) {
                    throw new Refusal(409, Code.ACTION_PENDING, "another signature is under way");
                }
                yield fault.json();
            }
        };
    }

    private static void require(boolean kept, int status, String rule) throws Refusal {
        if (!kept) {
            throw new Refusal(status, null, rule);
        }
    }

    private static void send(HttpExchange exchange, int status, Map<String, Object> json) throws IOException {
        var bytes = Json.bytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
