package vn.mocua.sandbox.oidc;

import java.net.URI;
import java.util.Map;
import vn.mocua.sandbox.page.Html;
import vn.mocua.sandbox.page.Words;

/** A provider's own pages; plain forms, no script at all. */
record SignInPages(House house) {

    private interface Part {
        void write(Html main);
    }

    /** Asks who is there: by name and password, or picked from the cast. */
    String signIn(Words words, Asked asked, boolean wrong) {
        var title = words.of("sign-in.title." + house.key());
        return frame(words, (wrong ? words.of("wrong.title") + " " : "") + title, back(asked), main -> {
            main.raw("<h1>").text(title).raw("</h1><p class=\"lead\">").text(words.of("sign-in.for", host(asked)));
            main.raw("</p>");
            if (wrong) {
                main.raw("<div class=\"wrong\" role=\"alert\" id=\"wrong\"><p>")
                        .text(words.of("wrong"))
                        .raw("</p></div>");
            }
            var described = wrong ? " aria-invalid=\"true\" aria-describedby=\"wrong\"" : "";
            form(main, "sign-in", asked)
                    .raw("<p class=\"field\"><label for=\"username\">")
                    .text(words.of("username." + house.key()))
                    .raw("</label><input id=\"username\" name=\"username\" autocomplete=\"username\" "
                            + "autocapitalize=\"none\" spellcheck=\"false\" required" + described + "></p>")
                    .raw("<p class=\"field\"><label for=\"password\">")
                    .text(words.of("password"))
                    .raw("</label><input id=\"password\" name=\"password\" type=\"password\" "
                            + "autocomplete=\"current-password\" required" + described + "></p>")
                    .raw("<p><button class=\"main\">")
                    .text(words.of("sign-in"))
                    .raw("</button></p></form>");
            form(main, "consent", asked)
                    .raw("<p><button class=\"quiet\" name=\"decision\" value=\"cancel\">")
                    .text(words.of("cancel"))
                    .raw("</button></p></form><section class=\"pick\"><h2>")
                    .text(words.of("pick.title"))
                    .raw("</h2><p>")
                    .text(words.of("pick.about"))
                    .raw("</p>");
            form(main, "sign-in", asked)
                    .raw("<p class=\"field\"><label for=\"person\">")
                    .text(words.of("pick.label"))
                    .raw("</label><select id=\"person\" name=\"person\">");
            for (var account : house.cast()) {
                main.raw("<option value=\"").text(account.username()).raw("\">").text(account.shown());
                main.raw("</option>");
            }
            main.raw("</select></p><p><button class=\"quiet\">")
                    .text(words.of("pick.go"))
                    .raw("</button></p></form></section>");
        });
    }

    /** Asks whether to share, and names all that would be shared. */
    String consent(Words words, Asked asked, Account account) {
        var title = words.of("consent.title", host(asked));
        return frame(words, title, back(asked), main -> {
            main.raw("<h1>").text(title).raw("</h1><p class=\"lead\">").text(words.of("consent.who", account.shown()));
            main.raw("</p><dl class=\"shared\">");
            UserInfo.shared(house, account, asked.scopes())
                    .forEach((name, value) -> main.raw("<div><dt>")
                            .text(words.of("claim." + name))
                            .raw("</dt><dd>")
                            .text(shown(words, name, value))
                            .raw("</dd></div>"));
            main.raw("</dl><p class=\"note\">").text(words.of("consent.note")).raw("</p>");
            form(main, "consent", asked)
                    .raw("<p class=\"decide\"><button class=\"main\" name=\"decision\" value=\"share\">")
                    .text(words.of("share"))
                    .raw("</button> <button class=\"quiet\" name=\"decision\" value=\"cancel\">")
                    .text(words.of("cancel"))
                    .raw("</button></p></form><p><a href=\"" + back(asked) + "?other=1\">")
                    .text(words.of("consent.other"))
                    .raw("</a></p>");
        });
    }

    String signedOut(Words words) {
        return plain(words, "signed-out");
    }

    /** Says why it does not go on, to the person before the screen. */
    String problem(Words words, String key) {
        return plain(words, key);
    }

    private String plain(Words words, String key) {
        return frame(
                words,
                words.of(key),
                "/",
                main -> main.raw("<h1>")
                        .text(words.of(key))
                        .raw("</h1><p class=\"lead\">")
                        .text(words.of(key + ".about"))
                        .raw("</p>"));
    }

    private static String shown(Words words, String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.containsKey("formatted") ? String.valueOf(map.get("formatted")) : words.of("value." + name);
        }
        var known = "value." + name + "." + value;
        return words.has(known) ? words.of(known) : value.toString();
    }

    private Html form(Html main, String to, Asked asked) {
        return main.raw("<form method=\"post\" action=\"/" + house.key() + "/" + to
                + "\"><input type=\"hidden\" name=\"request\" value=\"" + asked.id() + "\">");
    }

    private String back(Asked asked) {
        return "/" + house.key() + "/sign-in/" + asked.id();
    }

    /** Whom the data are for, as a person reads it in the address bar. */
    private static String host(Asked asked) {
        return URI.create(asked.redirectUri()).getAuthority();
    }

    private String frame(Words words, String title, String here, Part content) {
        boolean vietnamese = words.language().equals("vi");
        var other = vietnamese ? "en" : "vi";
        var page = new Html()
                .raw("<!doctype html><html lang=\"" + words.language() + "\"><head><meta charset=\"utf-8\"><title>")
                .text(title)
                .raw(" · ")
                .text(words.of("name." + house.key()))
                .raw("</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .raw("<link rel=\"icon\" href=\"/" + house.key() + "/mark.svg\" type=\"image/svg+xml\">")
                .raw("<link rel=\"stylesheet\" href=\"/" + house.key() + "/look.css\"></head><body>")
                .raw("<header class=\"head\"><p class=\"brand\"><img src=\"/" + house.key()
                        + "/mark.svg\" alt=\"\" width=\"40\" height=\"40\"><span>")
                .text(words.of("name." + house.key()))
                .raw("</span></p><nav aria-label=\"" + words.of("language.label") + "\"><a href=\"/language?to=" + other
                        + "&amp;back=" + here + "\" lang=\"" + other + "\">")
                .text(words.of("language"))
                .raw("</a></nav></header><main id=\"main\">");
        content.write(page);
        return page.raw("</main><footer class=\"foot\"><p>")
                .text(words.of("foot"))
                .raw("</p></footer></body></html>")
                .toString();
    }
}
