package vn.mocua.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A signature service (docs/protocols/sim-signing-etsi.md) whose SIMs all have one certificate, and whose owners never answer. */
final class SilentSims implements AutoCloseable {

    private final HttpServer server;
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger asked = new AtomicInteger();

    SilentSims(Token token) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        var certificate = certificate(token);
        on("/MSS_RegistrationPort", () -> said("MSS_RegistrationResp", "", 100, certificate));
        on(
                "/MSS_SignaturePort",
                () -> said("MSS_SignatureResp", " MSSP_TransID=\"T" + started.incrementAndGet() + "\"", 100, ""));
        on("/MSS_StatusPort", () -> {
            asked.incrementAndGet();
            return said("MSS_StatusResp", "", 504, "");
        });
        server.start();
    }

    private interface Said {
        String text();
    }

    private void on(String path, Said said) {
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                answer(exchange, said.text());
            }
        });
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/soap+xml; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    private static String said(String message, String attributes, int status, String more) {
        return """
            <env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><answer>\
            <mss:%1$s xmlns:mss="http://uri.etsi.org/TS102204/v1.1.2#" MajorVersion="1" MinorVersion="1"%2$s>\
            <mss:Status><mss:StatusCode Value="%3$d"/></mss:Status>%4$s</mss:%1$s></answer></env:Body></env:Envelope>\
            """.formatted(message, attributes, status, more);
    }

    private static String certificate(Token token) {
        try {
            return "<X509Certificate>"
                    + Base64.getEncoder().encodeToString(token.certificate().getEncoded()) + "</X509Certificate>";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** How many prompts it was told to show. */
    int started() {
        return started.get();
    }

    /** How often it was asked whether somebody has answered. */
    int asked() {
        return asked.get();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
