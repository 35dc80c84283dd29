package vn.mocua.bench;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Someone's browser as far as the portal can tell: cookies, and forms sent with their hidden fields. */
final class Browser {

    private static final byte[] NOTHING = {};

    /** A page, or the redirect that came in its place. */
    record Page(Wire.Answer answer) {

        /** What our own templates write: type, name and value in this order, tokens that need no unescaping. */
        private static final Pattern HIDDEN =
                Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

        private static final Pattern PICTURE = Pattern.compile("<img src=\"(/captcha/[^\"]+)\"");

        int status() {
            return answer.status();
        }

        /** Where the browser is sent; empty when it stays. */
        String location() {
            return answer.header("location");
        }

        long nanos() {
            return answer.nanos();
        }

        /** The hidden fields of the form that goes to an address. */
        Map<String, String> hidden(String action) {
            var text = answer.text();
            var begin = text.indexOf("action=\"" + action + "\"");
            if (begin < 0) {
                throw new Unexpected("no form for " + action, answer);
            }
            var form = HIDDEN.matcher(text).region(begin, text.indexOf("</form>", begin));
            var fields = new LinkedHashMap<String, String>();
            while (form.find()) {
                fields.put(form.group(1), form.group(2));
            }
            return fields;
        }

        String captchaPicture() {
            var picture = PICTURE.matcher(answer.text());
            if (!picture.find()) {
                throw new Unexpected("no captcha", answer);
            }
            return picture.group(1);
        }
    }

    /** The portal answered otherwise than the one who asked can go on with. */
    static final class Unexpected extends RuntimeException {

        Unexpected(String what, Wire.Answer answer) {
            super("%s: %d %s %s".formatted(what, answer.status(), answer.header("location"), words(answer)));
        }

        private static String words(Wire.Answer answer) {
            var text = answer.text();
            var main = Math.max(0, text.indexOf("<main"));
            var words = text.substring(main).replaceAll("<[^>]*>", " ").replaceAll("\\s+", " ");
            return words.substring(0, Math.min(300, words.length()));
        }
    }

    private final Wire wire;
    private final URI portal;
    private final String address;
    private final Map<String, String> cookies = new TreeMap<>();
    private final Set<String> lasting = new TreeSet<>();

    /** A browser that was never here before. */
    Browser(Wire wire, URI portal) {
        this(wire, portal, "");
    }

    private Browser(Wire wire, URI portal, String address) {
        this.wire = wire;
        this.portal = portal;
        this.address = address;
    }

    /** The same browser's cookies on another connection. */
    Browser on(Wire other) {
        return like(new Browser(other, portal, address));
    }

    /** The same browser's cookies at another place: behind a proxy that names its address. */
    Browser from(String elsewhere) {
        return like(new Browser(wire, portal, elsewhere));
    }

    private Browser like(Browser same) {
        same.cookies.putAll(cookies);
        return same;
    }

    /** The same browser after it was closed: it has kept only the cookies that were given for a time. */
    Browser reopened() {
        var same = like(new Browser(wire, portal, address));
        same.cookies.keySet().retainAll(lasting);
        same.lasting.addAll(lasting);
        return same;
    }

    Page get(String path) throws IOException {
        return keep(wire.send("GET", path, headers(Map.of()), NOTHING));
    }

    Page post(String path, Map<String, String> fields) throws IOException {
        var form = fields.entrySet().stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded(each.getValue()))
                .collect(Collectors.joining("&"));
        var headers = headers(Map.of(
                "Content-Type", "application/x-www-form-urlencoded",
                "Origin", portal.toString(),
                "Sec-Fetch-Site", "same-origin"));
        return keep(wire.send("POST", path, headers, form.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Sends a form with one file in it, as browsers do. */
    Page upload(String path, Map<String, String> fields, String name, String file) throws IOException {
        var boundary = "mocua" + Long.toHexString(System.nanoTime());
        var body = new StringBuilder();
        fields.forEach((field, value) -> body.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(field, value)));
        body.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"answer.json\"\r\n".formatted(name))
                .append("Content-Type: application/octet-stream\r\n\r\n")
                .append(file)
                .append("\r\n--")
                .append(boundary)
                .append("--\r\n");
        var headers = headers(Map.of(
                "Content-Type",
                "multipart/form-data; boundary=" + boundary,
                "Origin",
                portal.toString(),
                "Sec-Fetch-Site",
                "same-origin"));
        return keep(wire.send("POST", path, headers, body.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private Map<String, String> headers(Map<String, String> more) {
        var headers = new LinkedHashMap<String, String>();
        headers.put("User-Agent", "mocua-bench");
        headers.put("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
        headers.put("Accept-Language", "vi,en;q=0.7");
        headers.put("Accept-Encoding", "gzip");
        headers.putAll(more);
        if (!address.isEmpty()) {
            headers.put("X-Forwarded-For", address);
        }
        if (!cookies.isEmpty()) {
            headers.put(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(each -> each.getKey() + "=" + each.getValue())
                            .collect(Collectors.joining("; ")));
        }
        return headers;
    }

    private Page keep(Wire.Answer answer) {
        for (var cookie : answer.headers().getOrDefault("set-cookie", List.of())) {
            var pair = cookie.split(";", 2)[0].split("=", 2);
            if (cookie.contains("Max-Age=0") || pair[1].isEmpty()) {
                cookies.remove(pair[0]);
            } else {
                cookies.put(pair[0], pair[1]);
                if (cookie.contains("Max-Age=")) {
                    lasting.add(pair[0]);
                }
            }
        }
        return new Page(answer);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
