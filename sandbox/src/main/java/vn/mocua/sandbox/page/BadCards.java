package vn.mocua.sandbox.page;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.ca.Authorities;

/** The certificates that nobody should accept: what is wrong with each, and its file. */
final class BadCards {

    private BadCards() {}

    static void write(Html main, Words words, List<String> ids) {
        main.raw("<section class=\"group bad\" id=\"bad-certificates\"><h2>")
                .text(words.of("bad.title"))
                .raw("</h2><p>")
                .text(words.of("bad.about"))
                .raw("</p>");
        var fields = new LinkedHashMap<String, @Nullable String>();
        fields.put("tokenPassword", Authorities.PASSWORD_OF_BAD);
        Numbers.write(main, words, fields);
        main.raw("<details><summary>").text(words.of("bad.show", ids.size())).raw("</summary><ul class=\"files\">");
        for (var id : ids) {
            main.raw("<li><a class=\"open\" download href=\"/api/certificates/" + id + "/token.p12\">")
                    .text(id + ".p12")
                    .raw("</a> <span>")
                    .text(words.of("bad." + id))
                    .raw("</span></li>");
        }
        main.raw("</ul></details></section>");
    }
}
