package vn.mocua.portal.offer;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A policy as a file: for each method its key in brackets, and below it a line for each term. A line that begins with
 * {@code #} is a remark.
 */
final class PolicyFile {

    private static final Pattern METHOD = Pattern.compile("\\[([a-z][a-z0-9]*(-[a-z0-9]+)*)]");

    private PolicyFile() {}

    static List<Terms> read(Reader file) throws IOException {
        var methods = new LinkedHashMap<String, Map<String, String>>();
        var lines = new BufferedReader(file);
        Map<String, String> words = Map.of();
        var number = 0;
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            var text = line.replace("\uFEFF", "").strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            var method = METHOD.matcher(text);
            if (method.matches()) {
                words = new LinkedHashMap<>();
                if (methods.put(method.group(1), words) != null) {
                    throw new Nonsense("line " + number + ": a second time " + text);
                }
                continue;
            }
            var equals = text.indexOf('=');
            if (equals < 1 || methods.isEmpty()) {
                throw new Nonsense("line " + number + ": neither [method] nor name = value below one: " + text);
            }
            var name = text.substring(0, equals).strip();
            if (words.put(name, text.substring(equals + 1).strip()) != null) {
                throw new Nonsense("line " + number + ": a second time " + name);
            }
        }
        return methods.entrySet().stream()
                .map(each -> Terms.of(each.getKey(), each.getValue()))
                .toList();
    }

    /** Reading it gives the same terms. */
    static String write(Collection<Terms> policy) {
        var file = new StringBuilder();
        for (var terms : policy) {
            file.append(file.isEmpty() ? "" : "\n")
                    .append('[')
                    .append(terms.method())
                    .append("]\n");
            TermWords.of(terms).forEach((name, value) -> file.append("%-9s = %s\n".formatted(name, value)));
        }
        return file.toString();
    }
}
