package vn.mocua.sandbox.page;

import java.net.URI;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.town.Person;

/** Somebody's USB token: its file, its password, how to plug it in, and what its authority can be told to do. */
final class TokenCard {

    private TokenCard() {}

    /**
     * The part of somebody's page.
     *
     * @param status of the certificate: {@code good}, {@code on-hold}, {@code revoked}
     */
    static void write(Html main, Words words, Person person, String status, URI portal) {
        main.raw("<section class=\"token\" id=\"token\"><h2>")
                .text(words.of("token.title"))
                .raw("</h2><p class=\"muted\">")
                .text(words.of("token.about"))
                .raw("</p>");
        file(main, words, "people/" + person.id(), person.tokenPassword());
        var command = "./mocua agent --origin " + portal + " --p12 " + person.id() + ".p12";
        main.raw("<p class=\"muted\">")
                .text(words.of("token.agent"))
                .raw("</p><p class=\"command\"><code>")
                .text(command)
                .raw("</code>");
        Numbers.copy(main, words.of("copy"), words.of("copy.what", words.of("token.command")), command);
        main.raw("</p>");
        orders(main, words, "people/" + person.id(), status);
        main.raw("</section>");
    }

    /**
     * The part of a company's or a state body's card.
     *
     * @param holder {@code businesses/…} or {@code agencies/…}
     */
    static void write(Html main, Words words, String holder, String password, String status) {
        file(main, words, holder, password);
        orders(main, words, holder, status);
    }

    private static void file(Html main, Words words, String holder, String password) {
        var fields = new LinkedHashMap<String, @Nullable String>();
        fields.put("tokenPassword", password);
        Numbers.write(main, words, fields);
        main.raw("<p class=\"token-file\"><a class=\"open\" download href=\"/api/" + holder + "/token.p12\">")
                .text(words.of("token.file", holder.substring(holder.indexOf('/') + 1)))
                .raw("</a></p>");
    }

    private static void orders(Html main, Words words, String holder, String status) {
        main.raw("<form method=\"post\" action=\"/certificates\" class=\"row\"><span>")
                .text(words.of("token.status." + status))
                .raw("</span><input type=\"hidden\" name=\"holder\" value=\"" + holder + "\">");
        switch (status) {
            case "good" -> {
                button(main, words, "revoke");
                button(main, words, "hold");
            }
            case "on-hold" -> {
                button(main, words, "release");
                button(main, words, "revoke");
            }
            default -> {}
        }
        main.raw("</form>");
    }

    private static void button(Html main, Words words, String order) {
        main.raw("<button class=\"button quiet\" name=\"order\" value=\"" + order + "\">")
                .text(words.of("token." + order))
                .raw("</button>");
    }
}
