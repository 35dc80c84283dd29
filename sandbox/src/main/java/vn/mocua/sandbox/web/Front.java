package vn.mocua.sandbox.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The one HTTP port, on loopback, a virtual thread for each request. */
public final class Front implements AutoCloseable {

    /** Whoever answers below a path. */
    public interface Room {
        Reply answer(Request request) throws InterruptedException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * Opens the port; nothing is answered before {@link #start()}.
     *
     * @param port 0 for any
     */
    public Front(int port) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "500");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), 1024);
        server.setExecutor(threads);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public Front room(String path, Room room) {
        server.createContext(path, exchange -> serve(exchange, room));
        return this;
    }

    public void start() {
        server.start();
    }

    private void serve(HttpExchange exchange, Room room) {
        try (exchange) {
            bring(exchange, reply(exchange, room));
        } catch (IOException e) {
            // The other side has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Reply reply(HttpExchange exchange, Room room) throws IOException, InterruptedException {
        try {
            var request = Request.of(exchange);
            return isForUs(request)
                    ? room.answer(request)
                    : Reply.json(421, Map.of("error", "this sandbox answers on 127.0.0.1 and localhost only"));
        } catch (Unacceptable e) {
            return Reply.json(e.status(), Map.of("error", String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            e.printStackTrace();
            return Reply.json(500, Map.of("error", "the sandbox made a mistake"));
        }
    }

    /** A page elsewhere whose name was made to point here gets nothing. */
    private static boolean isForUs(Request request) {
        var host = request.header("Host").orElse("").toLowerCase(Locale.ROOT).replaceFirst(":[0-9]+$", "");
        return host.equals("127.0.0.1") || host.equals("localhost") || host.equals("[::1]");
    }

    private static void bring(HttpExchange exchange, Reply reply) throws IOException, InterruptedException {
        if (reply.manner() == Reply.Manner.HANG_UP) {
            return; // closing the exchange without an answer closes the connection
        }
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
        var stream = reply.stream();
        if (stream != null) {
            exchange.sendResponseHeaders(reply.status(), 0);
            stream.to(exchange.getResponseBody());
            return;
        }
        int length = reply.body().length;
        boolean bare = length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), bare ? -1 : length);
        if (!bare) {
            boolean cut = reply.manner() == Reply.Manner.CUT;
            exchange.getResponseBody().write(reply.body(), 0, cut ? length / 2 : length);
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
