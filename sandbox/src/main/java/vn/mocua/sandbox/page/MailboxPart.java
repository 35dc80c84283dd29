package vn.mocua.sandbox.page;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import vn.mocua.sandbox.mail.Mailboxes;
import vn.mocua.sandbox.town.Person;

/** The mails that came to somebody, newest first; as text, and as they were laid out. */
final class MailboxPart {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    private final Mailboxes mailboxes;

    MailboxPart(Mailboxes mailboxes) {
        this.mailboxes = mailboxes;
    }

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>\"']+[^\\s<>\"'.,;)]");

    void write(Html main, Words words, Person person) {
        main.raw("<section class=\"mailbox\"><h2>")
                .text(words.of("mail.title"))
                .raw("</h2><p class=\"muted value\">")
                .text(person.email())
                .raw("</p><div data-live=\"mailbox\" aria-live=\"polite\">");
        var box = mailboxes.box(person.email());
        if (box.isEmpty()) {
            main.raw("<p class=\"muted\">").text(words.of("mail.empty")).raw("</p>");
        }
        for (int i = 0; i < box.size(); i++) {
            var mail = box.get(i);
            main.raw("<details class=\"letter\" data-number=\"" + mail.number() + "\"" + (i == 0 ? " open" : "")
                            + "><summary><b>")
                    .text(mail.subject().isBlank() ? words.of("mail.nosubject") : mail.subject())
                    .raw("</b><span class=\"muted\">")
                    .text(mail.from())
                    .raw(" · <time>")
                    .text(TIME.format(mail.at()))
                    .raw("</time></span></summary><div class=\"words\">");
            linked(main, mail.text().isBlank() ? mail.html().replaceAll("<[^>]*>", " ") : mail.text());
            main.raw("</div>");
            if (!mail.html().isBlank()) {
                main.raw("<details class=\"laid-out\"><summary>")
                        .text(words.of("mail.html"))
                        .raw(
                                "</summary><iframe sandbox=\"allow-popups allow-popups-to-escape-sandbox\" loading=\"lazy\" title=\"")
                        .text(words.of("mail.html"))
                        .raw("\" src=\"/letters/" + mail.number() + "\"></iframe></details>");
            }
            main.raw("</details>");
        }
        main.raw("</div></section>");
    }

    /** Text whose addresses can be followed, in a window that does not know where it came from. */
    private static void linked(Html main, String text) {
        int from = 0;
        var link = LINK.matcher(text);
        while (link.find()) {
            main.text(text.substring(from, link.start()))
                    .raw("<a target=\"_blank\" rel=\"noopener noreferrer\" href=\"")
                    .text(link.group())
                    .raw("\">")
                    .text(link.group())
                    .raw("</a>");
            from = link.end();
        }
        main.text(text.substring(from));
    }
}
