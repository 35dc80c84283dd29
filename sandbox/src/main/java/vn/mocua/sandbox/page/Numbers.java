package vn.mocua.sandbox.page;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Labels and values, each to be copied at a click. */
final class Numbers {

    private Numbers() {}

    static void write(Html main, Words words, Map<String, @Nullable String> fields) {
        main.raw("<dl class=\"numbers\">");
        fields.forEach((field, value) -> {
            if (value != null) {
                var label = words.of("field." + field);
                main.raw("<div><dt>").text(label).raw("</dt><dd>");
                main.raw(value.matches("[0-9/]+") ? "<span class=\"value\">" : "<span>")
                        .text(value)
                        .raw("</span>");
                copy(main, words.of("copy"), words.of("copy.what", label), value);
                main.raw("</dd></div>");
            }
        });
        main.raw("</dl>");
    }

    /** A button that only script can make useful; without script it is not shown. */
    static void copy(Html main, String label, String explained, String value) {
        main.raw("<button type=\"button\" class=\"copy\" hidden aria-label=\"")
                .text(explained)
                .raw("\" data-copy=\"")
                .text(value)
                .raw("\">")
                .text(label)
                .raw("</button>");
    }
}
