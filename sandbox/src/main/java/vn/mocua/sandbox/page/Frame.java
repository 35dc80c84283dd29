package vn.mocua.sandbox.page;

import java.net.URI;
import java.util.function.Supplier;

/** What stands around every page: the head with its ways, the skip link, the foot. */
final class Frame {

    private final Supplier<URI> portal;

    Frame(Supplier<URI> portal) {
        this.portal = portal;
    }

    /** Writes what is a page's own. */
    interface Part {
        void write(Html main);
    }

    URI portal() {
        return portal.get();
    }

    String around(Words words, String title, String path, Part content) {
        return around(words, title, path, path.startsWith("/p"), content);
    }

    /** Without script some pages look again by themselves. */
    String around(Words words, String title, String path, boolean again, Part content) {
        var page = new Html()
                .raw("<!doctype html><html lang=\"")
                .raw(words.language())
                .raw("\"><head><meta charset=\"utf-8\"><title>")
                .text(title)
                .raw(" · ")
                .text(words.of("name"))
                .raw("</title><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .raw(
                        "<meta name=\"color-scheme\" content=\"dark\"><link rel=\"icon\" href=\"/favicon.svg\" type=\"image/svg+xml\">")
                .raw("<link rel=\"stylesheet\" href=\"/sandbox.css\"><script src=\"/sandbox.js\" defer></script>")
                .raw(again ? "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript></head>" : "</head>")
                .raw("<body data-copied=\"")
                .text(words.of("copied"))
                .raw("\"><a class=\"skip\" href=\"#main\">")
                .text(words.of("skip"))
                .raw(
                        "</a><header class=\"head\"><div class=\"head-row\"><a class=\"brand\" href=\"/\"><img src=\"/favicon.svg\" alt=\"\" width=\"36\" height=\"36\"><span>")
                .text(words.of("name"))
                .raw("</span></a><nav class=\"nav\">");
        link(page, "/", words.of("nav.people"), path);
        link(page, "/faults", words.of("nav.faults"), path);
        boolean vietnamese = words.language().equals("vi");
        page.raw("<a href=\"/language?to=" + (vietnamese ? "en" : "vi") + "&amp;back=")
                .text(path)
                .raw("\" lang=\"" + (vietnamese ? "en" : "vi") + "\">")
                .text(words.of("nav.language"))
                .raw("</a></nav><a class=\"button portal\" target=\"_blank\" rel=\"noopener\" href=\"")
                .text(portal.get())
                .raw("\">")
                .text(words.of("nav.portal"))
                .raw("<span aria-hidden=\"true\"> ↗</span></a></div></header><main id=\"main\">");
        content.write(page);
        return page.raw("</main><footer class=\"foot\"><p>")
                .text(words.of("foot"))
                .raw("</p></footer></body></html>")
                .toString();
    }

    private static void link(Html page, String to, String name, String here) {
        page.raw("<a href=\"" + to + "\"" + (here.equals(to) ? " aria-current=\"page\"" : "") + ">")
                .text(name)
                .raw("</a>");
    }
}
