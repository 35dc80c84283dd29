package vn.mocua.sandbox.visitor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a visitor sees of a page: its forms and their inputs. Enough of HTML for that and no more. */
record Page(List<Form> forms, String html) {

    /**
     * A form of the page.
     *
     * @param action where it is sent, empty for the page itself
     * @param offered what can be filled in or chosen, each with the value that stands there
     * @param sent what a browser sends when nobody types anything: hidden inputs and text as it stands
     */
    record Form(String action, Map<String, String> offered, Map<String, String> sent) {
        boolean asks(String name) {
            return offered.containsKey(name) || sent.containsKey(name);
        }
    }

    /** Inputs that are sent only when somebody chooses them. */
    private static final Set<String> CHOSEN = Set.of("radio", "checkbox", "submit", "button", "image", "reset", "file");

    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern TAG = Pattern.compile(
            "<(/?)(form|input|button|select|textarea)\\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", Pattern.CASE_INSENSITIVE);
    private static final Pattern ATTRIBUTE =
            Pattern.compile("([a-zA-Z-]+)(?:\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+)))?");
    private static final Pattern NUMBERED = Pattern.compile("&#(x[0-9a-fA-F]+|[0-9]+);");

    static Page of(String html) {
        var forms = new ArrayList<Form>();
        var tags = TAG.matcher(COMMENT.matcher(html).replaceAll(""));
        while (tags.find()) {
            boolean closing = !tags.group(1).isEmpty();
            var attributes = attributes(tags.group(3));
            var tag = tags.group(2).toLowerCase(Locale.ROOT);
            if (tag.equals("form")) {
                if (!closing) {
                    forms.add(new Form(
                            attributes.getOrDefault("action", ""), new LinkedHashMap<>(), new LinkedHashMap<>()));
                }
            } else if (!closing && !forms.isEmpty() && attributes.containsKey("name")) {
                var form = forms.getLast();
                var name = attributes.getOrDefault("name", "");
                var value = attributes.getOrDefault("value", "");
                var type = attributes.getOrDefault("type", "text").toLowerCase(Locale.ROOT);
                if (!type.equals("hidden")) {
                    form.offered().putIfAbsent(name, value);
                }
                if (tag.equals("textarea") || tag.equals("input") && !CHOSEN.contains(type)) {
                    form.sent().put(name, value);
                }
            }
        }
        return new Page(forms, html);
    }

    /** The form that asks for this. */
    Optional<Form> asking(String name) {
        return forms.stream().filter(form -> form.asks(name)).findFirst();
    }

    boolean linksTo(String path) {
        return html.contains("href=\"" + path);
    }

    private static Map<String, String> attributes(String text) {
        var attributes = new HashMap<String, String>();
        var matcher = ATTRIBUTE.matcher(text);
        while (matcher.find()) {
            var value = matcher.group(2) != null
                    ? matcher.group(2)
                    : matcher.group(3) != null ? matcher.group(3) : matcher.group(4) != null ? matcher.group(4) : "";
            attributes.putIfAbsent(matcher.group(1).toLowerCase(Locale.ROOT), unescaped(value));
        }
        return attributes;
    }

    private static String unescaped(String text) {
        return NUMBERED.matcher(text)
                .replaceAll(number -> {
                    var digits = number.group(1);
                    int letter = digits.startsWith("x")
                            ? Integer.parseInt(digits.substring(1), 16)
                            : Integer.parseInt(digits);
                    return Matcher.quoteReplacement(Character.toString(letter));
                })
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&quot;", "\"")
                .replace("&apos;", "'")
                .replace("&amp;", "&");
    }
}
