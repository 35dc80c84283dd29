package vn.mocua.sandbox.visitor;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The pages of a registration as spec section 9 has them, and nothing behind them: secure cookies, a CSRF token and a draft
 * in hidden fields, a language form beside each step's own form.
 */
final class ToyPortal implements AutoCloseable {

    final AtomicBoolean ready = new AtomicBoolean(true);
    final AtomicBoolean brokenOnce = new AtomicBoolean();
    final AtomicBoolean knowsThePerson = new AtomicBoolean();
    final List<Map<String, String>> posted = Collections.synchronizedList(new ArrayList<>());
    final List<String> problems = Collections.synchronizedList(new ArrayList<>());

    private final HttpServer server;
    private final String captchaToken;
    private final Consumer<String> sendCode;

    ToyPortal(String captchaToken, Consumer<String> sendCode) throws IOException {
        this.captchaToken = captchaToken;
        this.sendCode = sendCode;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::serve);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            if (path.equals("/actuator/health/readiness")) {
                exchange.sendResponseHeaders(ready.get() ? 200 : 503, -1);
            } else if (exchange.getRequestMethod().equals("POST")) {
                take(exchange, path);
            } else {
                exchange.getResponseHeaders().add("Set-Cookie", "__Host-csrf=abc; Path=/; Secure; HttpOnly");
                show(exchange, 200, page(path));
            }
        }
    }

    private void take(HttpExchange exchange, String path) throws IOException {
        var form = new LinkedHashMap<String, String>();
        for (var pair : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&")) {
            var parts = pair.split("=", 2);
            form.put(decode(parts[0]), decode(parts[1]));
        }
        posted.add(form);
        require("csrf field", "t\"1&2".equals(form.get("_csrf")));
        require("cookie", exchange.getRequestHeaders().getFirst("Cookie").contains("__Host-csrf=abc"));
        require(
                "origin",
                address().toString().equals(exchange.getRequestHeaders().getFirst("Origin")));
        if (brokenOnce.getAndSet(false)) {
            show(exchange, 503, "<h1>Later</h1>");
            return;
        }
        switch (path) {
            case "/register" -> see(exchange, "/register/mobile-subscriber/details");
            case "/register/mobile-subscriber/details" -> {
                sendCode.accept(form.get("phone"));
                see(exchange, "otp");
            }
            case "/register/mobile-subscriber/otp" -> {
                if (knowsThePerson.get()) {
                    show(exchange, 422, "<a href=\"/forgot-password\">a</a><a href=\"/complaints\">b</a>");
                } else {
                    see(exchange, "/register/mobile-subscriber/password");
                }
            }
            case "/register/mobile-subscriber/password" -> see(exchange, "/register/done");
            default -> show(exchange, 404, "");
        }
    }

    private void require(String what, boolean held) {
        if (!held) {
            problems.add(what);
        }
    }

    private String page(String path) {
        var fields = switch (path) {
            case "/register" ->
                "<input type=radio name=kind value=citizen><input type=radio name=\"method\" value=\"mobile-subscriber\">";
            case "/register/mobile-subscriber/details" ->
                "<input name=\"nationalId\" value=\"\"><input name=\"fullName\"><input name=\"birthDate\">"
                        + "<input name=\"phone\"><input name=\"email\" type=\"email\"><input name=\"captcha\">"
                        + "<input type=\"hidden\" name=\"captchaToken\" value=\"" + captchaToken + "\">"
                        + "<input type=\"checkbox\" name=\"consent\" value=\"yes\">";
            case "/register/mobile-subscriber/otp" -> "<input name=\"otp\" inputmode=\"numeric\">";
            case "/register/mobile-subscriber/password" ->
                "<input name='password' type='password'><input name='passwordConfirmation' type='password'>";
            default -> "";
        };
        return "<!doctype html><!-- <form><input name=\"otp\"></form> --><form action=\"/language\" method=\"post\">"
                + "<input type=\"hidden\" name=\"_csrf\" value=\"wrong\"><button name=\"to\" value=\"en\">English</button></form>"
                + "<form method=\"post\" novalidate><input type=\"hidden\" name=\"_csrf\" value=\"t&quot;1&#38;2\">"
                + fields
                + "<button>x</button></form>";
    }

    private static void see(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        exchange.sendResponseHeaders(303, -1);
    }

    private static void show(HttpExchange exchange, int status, String html) throws IOException {
        var bytes = html.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
