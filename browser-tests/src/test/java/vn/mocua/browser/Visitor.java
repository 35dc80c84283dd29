package vn.mocua.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/** A browser without a screen: keeps cookies, sends forms with what stands in them, goes where it is sent. */
final class Visitor {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(30))
            .build();

    /** What came back. */
    record Answer(String path, int status, Map<String, String> headers, String body) {

        Document html() {
            return Jsoup.parse(body);
        }

        /** What a person reads in the middle of the page. */
        String text() {
            var main = html().selectFirst("main");
            return main == null ? "" : main.text();
        }

        String heading() {
            var heading = html().selectFirst("h1");
            return heading == null ? "" : heading.text();
        }

        /** What stands in a field. */
        String valueOf(String field) {
            var input = html().selectFirst("main [name=" + field + "]");
            return input == null ? "" : input.attr("value");
        }

        boolean asks(String field) {
            return html().selectFirst("main [name=" + field + "]") != null;
        }

        boolean linksTo(String path) {
            return html().selectFirst("main a[href=" + path + "]") != null;
        }

        String location() {
            return headers.getOrDefault("location", "");
        }
    }

    private final URI url;
    private int port;
    private final Map<String, String> cookies = new TreeMap<>();

    Visitor(URI url, int port) {
        this.url = url;
        this.port = port;
    }

    /** From now on the balancer sends this visitor's requests to another node. */
    Visitor reaching(Installation.Node node) {
        port = node.visitor().port;
        return this;
    }

    Answer open(String path) {
        return follow(get(path));
    }

    Answer get(String path) {
        return send(path, request(path).GET());
    }

    Answer post(String path, Map<String, String> fields) {
        var body = fields.entrySet().stream()
                .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
                .collect(Collectors.joining("&"));
        return send(
                path,
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", url.toString())
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    Answer follow(Answer answer) {
        var now = answer;
        for (int hops = 0; hops < 10 && now.status() >= 300 && now.status() < 400; hops++) {
            now = get(now.location());
        }
        return now;
    }

    /** Fills in a page's first form and sends it, with what stands in the other fields; follows. */
    Answer submit(Answer page, Map<String, String> typed) {
        return follow(submitOnly(page, typed));
    }

    Answer submitOnly(Answer page, Map<String, String> typed) {
        var form = page.html().selectFirst("main form[method=post]");
        if (form == null) {
            throw new AssertionError("no form on " + page.path() + " (" + page.status() + "): " + page.text());
        }
        return submitOnly(form, typed);
    }

    /** Presses the only button of the form that is sent to this address. */
    Answer press(Answer page, String action) {
        var form = page.html().selectFirst("main form[action=" + action + "]");
        if (form == null) {
            throw new AssertionError("no form to " + action + " on " + page.path() + ": " + page.text());
        }
        return follow(submitOnly(form, Map.of()));
    }

    private Answer submitOnly(Element form, Map<String, String> typed) {
        var fields = new LinkedHashMap<String, String>();
        for (var input : form.select("input[name]")) {
            var type = input.attr("type");
            if (!type.equals("radio") && !type.equals("checkbox") || input.hasAttr("checked")) {
                fields.put(input.attr("name"), input.attr("value"));
            }
        }
        fields.putAll(typed);
        return post(form.attr("action"), fields);
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60))
                .header("Host", url.getAuthority());
        synchronized (cookies) {
            if (!cookies.isEmpty()) {
                request.header(
                        "Cookie",
                        cookies.entrySet().stream()
                                .map(each -> each.getKey() + "=" + each.getValue())
                                .collect(Collectors.joining("; ")));
            }
        }
        return request;
    }

    private Answer send(String path, HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            response.headers().allValues("set-cookie").forEach(this::keep);
            var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
            response.headers().map().forEach((name, values) -> headers.put(name, values.getFirst()));
            return new Answer(path, response.statusCode(), headers, response.body());
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

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
