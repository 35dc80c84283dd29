package vn.mocua.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;

/** A browser without a screen: keeps cookies, sends forms with their hidden fields, goes where it is sent. */
public final class Visitor {

    private static final HttpClient STRAIGHT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private static final Map<URI, HttpClient> BY_WAY_OF = new ConcurrentHashMap<>();

    private static final Set<String> FRAME = Set.of("_csrf", "draft", "version");

    /** What came back. */
    public record Answer(URI uri, int status, Map<String, String> headers, List<String> cookiesSet, String body) {

        public Document html() {
            return Jsoup.parse(body, uri.toString());
        }

        public String path() {
            return uri.getPath();
        }

        /** Where the browser is sent; empty when it stays. */
        public String location() {
            return headers.getOrDefault("location", "");
        }

        public String text() {
            return html().text();
        }

        /** What stands beside a field. */
        public String errorOf(String field) {
            var error = html().getElementById(field + "-error");
            return error == null ? "" : error.text();
        }

        public String valueOf(String field) {
            var input = html().selectFirst("[name=" + field + "]");
            return input == null ? "" : input.attr("value");
        }
    }

    private final URI portal;
    private final HttpClient http;
    private final Map<String, String> cookies = new TreeMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();

    public Visitor(URI portal) {
        this(portal, STRAIGHT);
    }

    private Visitor(URI portal, HttpClient http) {
        this.portal = portal;
        this.http = http;
    }

    /** Another tab of the same browser shares its cookies; this is another browser with the same cookies for now. */
    public Visitor copy() {
        var other = new Visitor(portal, http);
        other.cookies.putAll(cookies);
        other.headers.putAll(headers);
        return other;
    }

    /**
     * The same browser, led by the balancer to this node from now on: the address that it asks for stays the public
     * one.
     */
    public Visitor ledTo(URI node) {
        var led = new Visitor(portal, BY_WAY_OF.computeIfAbsent(node, Visitor::byWayOf));
        led.cookies.putAll(cookies);
        led.headers.putAll(headers);
        return led;
    }

    private static HttpClient byWayOf(URI node) {
        return HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", node.getPort())))
                .build();
    }

    public Map<String, String> cookies() {
        return cookies;
    }

    public Visitor sending(String header, String value) {
        headers.put(header, value);
        return this;
    }

    /** One request, no redirect followed. */
    public Answer get(String path) {
        return send(HttpRequest.newBuilder(portal.resolve(path)).GET());
    }

    /** Follows redirects, as a browser does. */
    public Answer open(String path) {
        return follow(get(path));
    }

    public Answer post(String path, Map<String, String> fields) {
        return postRaw(path, encode(fields));
    }

    public Answer postRaw(String path, String body) {
        return send(HttpRequest.newBuilder(portal.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** Anything else that a program might send. */
    public Answer request(String method, String path, @Nullable String contentType, String body) {
        var request = HttpRequest.newBuilder(portal.resolve(path))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        return send(contentType == null ? request : request.header("Content-Type", contentType));
    }

    public Answer follow(Answer answer) {
        var now = answer;
        for (int hops = 0; hops < 10 && now.status() >= 300 && now.status() < 400; hops++) {
            now = get(now.location());
        }
        return now;
    }

    /** Fills in the form of a page and sends it; hidden fields go along as the page gave them. */
    public Answer submit(Answer page, Map<String, String> filledIn) {
        var form = page.html().selectFirst("main form[method=post]");
        if (form == null) {
            throw new IllegalStateException("no form on " + page.path() + " (" + page.status() + ")");
        }
        return submit(page, form.attr("action"), filledIn);
    }

    public Answer submit(Answer page, String action, Map<String, String> filledIn) {
        return post(action, fields(page, action, filledIn));
    }

    public Map<String, String> fields(Answer page, String action, Map<String, String> filledIn) {
        var fields = new LinkedHashMap<String, String>();
        var own = page.html().select("form[action=" + action + "] input[type=hidden]");
        own.forEach(input -> fields.put(input.attr("name"), input.attr("value")));
        if (own.isEmpty()) {
            page.html()
                    .select("main form[method=post] input[type=hidden]")
                    .forEach(input -> fields.put(input.attr("name"), input.attr("value")));
            fields.keySet().retainAll(FRAME); // what every form has, and no more
        }
        fields.putAll(filledIn);
        return fields;
    }

    public static String encode(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(each -> URLEncoder.encode(each.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Answer send(HttpRequest.Builder request) {
        headers.forEach(request::header);
        synchronized (cookies) {
            if (!cookies.isEmpty()) {
                request.header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining("; ")));
            }
        }
        try {
            var response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("set-cookie").forEach(this::keep);
            var seen = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> seen.put(name, values.getFirst()));
            return new Answer(
                    response.uri(),
                    response.statusCode(),
                    seen,
                    response.headers().allValues("set-cookie"),
                    response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void keep(String cookie) {
        var pair = cookie.split(";", 2)[0].split("=", 2);
        synchronized (cookies) {
            if (cookie.contains("Max-Age=0") || pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
            }
        }
    }
}
