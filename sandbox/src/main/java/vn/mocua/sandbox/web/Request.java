package vn.mocua.sandbox.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What somebody asks of the one HTTP port. */
public record Request(String method, String path, Map<String, String> query, Headers headers, byte[] body) {

    private static final int LONGEST_BODY = 64 * 1024;

    /** Reads the whole request; its body is at most 64 KiB. */
    static Request of(HttpExchange exchange) throws IOException {
        var body = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        if (body.length > LONGEST_BODY) {
            throw new Unacceptable(413, "the body is longer than 64 KiB");
        }
        return new Request(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                pairs(exchange.getRequestURI().getRawQuery()),
                exchange.getRequestHeaders(),
                body);
    }

    public boolean is(String method, String path) {
        return this.method.equals(method) && this.path.equals(path);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** The fields of a posted form. */
    public Map<String, String> form() {
        return pairs(new String(body, StandardCharsets.UTF_8));
    }

    public boolean isOfType(String type) {
        return header("Content-Type")
                .map(value -> value.split(";")[0].strip().equalsIgnoreCase(type))
                .orElse(false);
    }

    /**
     * The JSON object in the body.
     *
     * @throws Unacceptable 415 for another type, 400 for anything that is not an object
     */
    public JsonNode json() {
        return json("application/json");
    }

    /** The same under any of these types. */
    public JsonNode json(String... types) {
        if (Stream.of(types).noneMatch(this::isOfType)) {
            throw new Unacceptable(415, "Content-Type must be " + String.join(" or ", types));
        }
        try {
            var node = JsonMapper.shared().readTree(body);
            if (node != null && node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw new Unacceptable(400, "the body is not JSON");
        }
        throw new Unacceptable(400, "the body is not a JSON object");
    }

    /** The value of a cookie. */
    public Optional<String> cookie(String name) {
        for (var part : header("Cookie").orElse("").split(";")) {
            var pair = part.strip().split("=", 2);
            if (pair.length == 2 && pair[0].equals(name)) {
                return Optional.of(pair[1]);
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> pairs(@Nullable String encoded) {
        var pairs = new LinkedHashMap<String, String>();
        if (encoded != null) {
            for (var part : encoded.split("&")) {
                var pair = part.split("=", 2);
                try {
                    pairs.putIfAbsent(decode(pair[0]), pair.length == 2 ? decode(pair[1]) : "");
                } catch (IllegalArgumentException e) {
                    throw new Unacceptable(400, "badly percent-encoded");
                }
            }
        }
        pairs.remove("");
        return pairs;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Request[" + method + " " + path + "]";
    }
}
