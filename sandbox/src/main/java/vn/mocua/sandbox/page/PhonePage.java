package vn.mocua.sandbox.page;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.ca.Authorities;
import vn.mocua.sandbox.phone.Phones;
import vn.mocua.sandbox.phone.Sms;
import vn.mocua.sandbox.town.Person;
import vn.mocua.sandbox.town.Telephone;

/** Somebody's page: who it is, the phone with its messages and prompts, the mailbox. */
final class PhonePage {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));
    private static final Pattern CODE = Pattern.compile("(?<![0-9])[0-9]{6}(?![0-9])");

    private final Frame frame;
    private final Dossier dossier;
    private final Authorities authorities;
    private final Phones phones;
    private final MailboxPart mailbox;
    private final SimScreen sim;

    PhonePage(
            Frame frame, Dossier dossier, Authorities authorities, Phones phones, MailboxPart mailbox, SimScreen sim) {
        this.frame = frame;
        this.dossier = dossier;
        this.authorities = authorities;
        this.phones = phones;
        this.mailbox = mailbox;
        this.sim = sim;
    }

    String show(Words words, @Nullable Person person, Telephone phone) {
        var company = sim.company(phone);
        var title = person != null
                ? words.of("phone.title", person.fullName())
                : company.map(business -> words.of("phone.title", business.organisationName()))
                        .orElseGet(() -> words.of("phone.bare", phone.national()));
        var path = person == null ? "/phones/" + phone.national() : "/people/" + person.id();
        // Who is typing a PIN is not to be interrupted.
        return frame.around(words, title, path, !sim.isAsking(phone), main -> {
            main.raw("<p class=\"back\"><a href=\"/\">← ")
                    .text(words.of("back"))
                    .raw("</a></p><div class=\"visit\"><div class=\"who\">")
                    .raw(person == null ? Face.nobody() : Face.of(person))
                    .raw("<h1>")
                    .text(title)
                    .raw("</h1>");
            if (person != null) {
                main.raw("<p class=\"fate ending-" + person.fate().ending().key() + "\">")
                        .text(words.of("fate." + person.fate().key()))
                        .raw("</p></div><section class=\"what\"><h2>")
                        .text(words.of("what.title"))
                        .raw("</h2><p>")
                        .text(dossier.story(words, person))
                        .raw("</p><p class=\"muted\">")
                        .text(words.of("group." + person.fate().ending() + ".about"))
                        .raw("</p><h2>")
                        .text(words.of("numbers.title"))
                        .raw("</h2>");
                var fields = dossier.fields(person);
                fields.putAll(sim.fields(phone));
                Numbers.write(main, words, fields);
                second(main, words, person);
                dossier.accounts(main, words, person);
                TokenCard.write(main, words, person, authorities.statusOf(person), frame.portal());
                main.raw("</section>");
            } else {
                main.raw("</div>");
                company.ifPresent(business -> {
                    main.raw("<section class=\"what\"><h2>")
                            .text(words.of("numbers.title"))
                            .raw("</h2>");
                    var fields = new LinkedHashMap<String, @Nullable String>();
                    fields.put("taxCode", business.taxCode());
                    fields.put("organisationName", business.organisationName());
                    fields.putAll(sim.fields(business));
                    Numbers.write(main, words, fields);
                    main.raw("</section>");
                });
            }
            phone(main, words, person, phone);
            if (person != null) {
                mailbox.write(main, words, person);
            }
            main.raw("</div>");
        });
    }

    /** The other number's messages have a page of their own. */
    private static void second(Html main, Words words, Person person) {
        if (person.secondPhone() != null) {
            main.raw("<p class=\"speaks\"><a href=\"/phones/")
                    .text(person.secondPhone())
                    .raw("\">")
                    .text(words.of("phone.second", person.secondPhone()))
                    .raw("</a></p>");
        }
    }

    private void phone(Html main, Words words, @Nullable Person person, Telephone phone) {
        boolean suspended = person != null && person.line().suspended();
        boolean late = person != null && person.line().lateSeconds() > 0;
        main.raw("<section class=\"phone\" aria-label=\"SMS\" data-events=\"/events/" + phone.national() + "\">")
                .raw("<div class=\"screen\"><div class=\"status\"><span class=\"value\">")
                .text(phone.national())
                .raw("</span><span>");
        if (suspended) {
            main.text(words.of("phone.noservice"));
        } else {
            main.raw(
                    "<svg viewBox=\"0 0 44 14\" width=\"44\" height=\"14\" aria-hidden=\"true\"><g fill=\"currentColor\"><path d=\"M0 10h3v4H0zM5 7h3v7H5zM10 4h3v10h-3zM15 0h3v14h-3z\"/><path d=\"M24 2h16v10H24zm-1.5-1.500v13h19v-13zM42.5 5h1.500v4h-1.500z\" fill-rule=\"evenodd\"/><path d=\"M26 4h10v6H26z\"/></g></svg>");
        }
        main.raw("</span></div><div class=\"thread\" data-live=\"thread\" aria-live=\"polite\">");
        if (suspended) {
            main.raw("<p class=\"note\">").text(words.of("phone.suspended")).raw("</p>");
        } else if (late) {
            main.raw("<p class=\"note\">").text(words.of("phone.late")).raw("</p>");
        }
        var inbox = phones.inbox(phone);
        if (inbox.isEmpty()) {
            main.raw(
                            "<div class=\"empty\"><svg viewBox=\"0 0 64 48\" width=\"64\" height=\"48\" aria-hidden=\"true\"><path d=\"M8 4h48a5 5 0 0 1 5 5v22a5 5 0 0 1-5 5H26L14 46V36H8a5 5 0 0 1-5-5V9a5 5 0 0 1 5-5z\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2.5\" stroke-linejoin=\"round\"/><g fill=\"currentColor\"><circle cx=\"22\" cy=\"20\" r=\"2.5\"/><circle cx=\"32\" cy=\"20\" r=\"2.5\"/><circle cx=\"42\" cy=\"20\" r=\"2.5\"/></g></svg><p>")
                    .text(words.of("phone.empty"))
                    .raw("</p>");
            if (!suspended) {
                main.raw("<p class=\"muted\">")
                        .text(words.of("phone.empty.hint"))
                        .raw("</p>");
            }
            main.raw("</div>");
        }
        for (var sms : inbox.reversed()) {
            bubble(main, words, sms);
        }
        sim.notes(main, words, phone);
        main.raw("</div>");
        sim.write(main, words, phone);
        main.raw("</div></section>");
    }

    private static void bubble(Html main, Words words, Sms sms) {
        main.raw("<article class=\"bubble\" data-number=\"" + sms.number() + "\"><p class=\"from\">")
                .text(sms.from())
                .raw(" · <time>")
                .text(TIME.format(sms.at()))
                .raw("</time> · ")
                .text(sms.centre());
        if (sms.parts() > 1) {
            main.raw(" · ").text(words.of("phone.parts", sms.parts()));
        }
        main.raw("</p><p class=\"words\">");
        var codes = new ArrayList<String>();
        int from = 0;
        var matcher = CODE.matcher(sms.text());
        while (matcher.find()) {
            main.text(sms.text().substring(from, matcher.start()))
                    .raw("<b class=\"code\">")
                    .text(matcher.group())
                    .raw("</b>");
            codes.add(matcher.group());
            from = matcher.end();
        }
        main.text(sms.text().substring(from)).raw("</p>");
        for (var code : codes) {
            var label = words.of("phone.code", code);
            Numbers.copy(main, label, label, code);
        }
        main.raw("</article>");
    }
}
