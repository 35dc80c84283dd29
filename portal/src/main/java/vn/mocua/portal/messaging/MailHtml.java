package vn.mocua.portal.messaging;

import java.net.URI;
import java.util.regex.Pattern;
import vn.mocua.portal.messaging.EmailSender.Mail;
import vn.mocua.portal.page.Texts;

/**
 * Lays a mail's plain text out in HTML: the portal's name, paragraphs, and a button for each of our own addresses that
 * stands on a line. Nothing is fetched when it is read, and nobody learns that it was.
 */
class MailHtml {

    private static final String STYLE = """
            body{margin:0;padding:0;background:#fbf7f0;color:#211a16}
            .paper{background:#ffffff;border:1px solid #ddd3c6;border-radius:6px}
            .name{color:#7a1f1a}
            .muted{color:#5c524b}
            .go{background:#b8440b;color:#ffffff}
            @media (prefers-color-scheme:dark){
            body{background:#1b1512!important;color:#f3ebe2!important}
            .paper{background:#261e1a!important;border-color:#4a3f38!important}
            .name{color:#f0a59c!important}
            .muted{color:#cbbfb4!important}
            .go{background:#b8440b!important;color:#ffffff!important}
            }
            """;

    private static final Pattern PARAGRAPHS = Pattern.compile("\\R\\s*\\R");
    private static final Pattern LINES = Pattern.compile("\\R");
    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9._~:/?#@!$&()*+,;=%-]+");

    private final Texts texts;
    private final String home;

    MailHtml(Texts texts, URI publicUrl) {
        this.texts = texts;
        this.home = publicUrl.toString().replaceFirst("/$", "") + "/";
    }

    String of(Mail mail) {
        var language = mail.language();
        var html = new StringBuilder(4096)
                .append("<!doctype html>\n<html lang=\"")
                .append(language.tag())
                .append("\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\">")
                .append("<meta name=\"color-scheme\" content=\"light dark\">")
                .append("<meta name=\"supported-color-schemes\" content=\"light dark\"><title>")
                .append(escaped(mail.subject()))
                .append("</title><style>\n")
                .append(STYLE)
                .append("</style></head>\n<body style=\"margin:0;padding:16px;font:18px/1.5 sans-serif\">\n")
                .append("<div class=\"paper\" style=\"max-width:560px;margin:0 auto;padding:24px\">\n")
                .append("<p class=\"name\" style=\"margin:0 0 24px;font-weight:bold\">")
                .append(escaped(texts.text(language, "page.portal")))
                .append("</p>\n");
        for (var paragraph : PARAGRAPHS.split(mail.text().strip())) {
            paragraph(paragraph, mail, html);
        }
        return html.append("<p class=\"muted\" style=\"margin:24px 0 0;font-size:15px\">")
                .append(escaped(texts.text(language, "mail.automatic")))
                .append("</p>\n</div>\n</body></html>\n")
                .toString();
    }

    private void paragraph(String paragraph, Mail mail, StringBuilder html) {
        html.append("<p style=\"margin:0 0 16px\">");
        var first = true;
        for (var line : LINES.split(paragraph)) {
            html.append(first ? "" : "<br>\n");
            first = false;
            if (line.strip().startsWith(home) && ADDRESS.matcher(line.strip()).matches()) {
                button(line.strip(), mail, html);
            } else {
                html.append(escaped(line));
            }
        }
        html.append("</p>\n");
    }

    /** With the address beneath it: whoever does not trust a button sees where it leads. */
    private void button(String address, Mail mail, StringBuilder html) {
        html.append("<a class=\"go\" style=\"display:inline-block;margin:8px 0;padding:12px 24px;border-radius:6px;")
                .append("text-decoration:none;font-weight:bold\" href=\"")
                .append(escaped(address))
                .append("\">")
                .append(escaped(texts.text(mail.language(), "mail.link")))
                .append("</a><br>\n<span class=\"muted\" style=\"font-size:15px;word-break:break-all\">")
                .append(escaped(address))
                .append("</span>");
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
