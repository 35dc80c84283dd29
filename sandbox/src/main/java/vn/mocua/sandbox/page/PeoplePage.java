package vn.mocua.sandbox.page;

import vn.mocua.sandbox.ca.Authorities;
import vn.mocua.sandbox.phone.Phones;
import vn.mocua.sandbox.town.Cast;
import vn.mocua.sandbox.town.Fate;
import vn.mocua.sandbox.town.Person;
import vn.mocua.sandbox.town.VneidAccounts;

/** The table: the people, companies and state bodies of the town, and how more are made. */
final class PeoplePage {

    private final Frame frame;
    private final Dossier dossier;
    private final Cast cast;
    private final VneidAccounts vneids;
    private final Authorities authorities;
    private final Phones phones;
    private final SimScreen sim;

    PeoplePage(
            Frame frame,
            Dossier dossier,
            Cast cast,
            VneidAccounts vneids,
            Authorities authorities,
            Phones phones,
            SimScreen sim) {
        this.frame = frame;
        this.dossier = dossier;
        this.cast = cast;
        this.vneids = vneids;
        this.authorities = authorities;
        this.phones = phones;
        this.sim = sim;
    }

    String show(Words words) {
        return frame.around(words, words.of("home.title"), "/", main -> {
            main.raw("<div class=\"street\"><div><h1>")
                    .text(words.of("name"))
                    .raw("</h1><p class=\"lead\">")
                    .text(words.of("tagline"))
                    .raw("</p><ol class=\"how\">");
            for (int i = 1; i <= 3; i++) {
                main.raw("<li>").text(words.of("home.how." + i)).raw("</li>");
            }
            main.raw("</ol></div><img src=\"/street.svg\" alt=\"\" width=\"640\" height=\"220\"></div>");
            for (var ending : Fate.Ending.values()) {
                main.raw("<section class=\"group ending-" + ending.key() + "\"><h2>")
                        .text(words.of("group." + ending))
                        .raw("</h2><p>")
                        .text(words.of("group." + ending + ".about"))
                        .raw("</p><ul class=\"table\">");
                for (var person : cast.people()) {
                    if (person.fate().ending() == ending) {
                        card(main, words, person);
                    }
                }
                main.raw("</ul></section>");
            }
            CompanyCards.write(main, words, vneids.businesses(), sim, authorities);
            AgencyCards.write(main, words, cast.agencies(), authorities);
            BadCards.write(main, words, authorities.idsOfBad());
            crowd(main, words);
        });
    }

    private void card(Html main, Words words, Person person) {
        int messages = phones.inbox(Dossier.phoneOf(person)).size();
        main.raw("<li class=\"card\"><div class=\"card-head\">")
                .raw(Face.of(person))
                .raw("<div><h3><a href=\"/people/" + person.id() + "\">")
                .text(person.fullName())
                .raw("</a></h3><p class=\"fate\">")
                .text(words.of("fate." + person.fate().key()))
                .raw("</p></div></div><p class=\"story\">")
                .text(dossier.story(words, person))
                .raw("</p>");
        Numbers.write(main, words, dossier.fields(person));
        main.raw("<p class=\"card-foot\"><a class=\"open\" href=\"/people/" + person.id() + "\">")
                .text(words.of("person.open"))
                .raw("</a>");
        if (messages > 0) {
            main.raw("<span class=\"badge\">")
                    .text(words.of("person.messages", messages))
                    .raw("</span>");
        }
        main.raw("</p></li>");
    }

    private void crowd(Html main, Words words) {
        main.raw("<section class=\"group crowd\" id=\"crowd\"><div class=\"crowd-forms\"><div><h2>")
                .text(words.of("crowd.title"))
                .raw("</h2><p>")
                .text(words.of("crowd.about"))
                .raw("</p><form method=\"post\" action=\"/people\" class=\"row\"><label for=\"count\">")
                .text(words.of("crowd.count"))
                .raw(
                        "</label><input id=\"count\" name=\"count\" inputmode=\"numeric\" value=\"5\" size=\"4\"><button class=\"button\">")
                .text(words.of("crowd.make"))
                .raw("</button></form></div><div><h2>")
                .text(words.of("look.title"))
                .raw("</h2>")
                .raw(lookUpForm(words))
                .raw("</div></div>");
        if (cast.made() > 0) {
            main.raw("<p>").text(words.of("crowd.have", cast.made())).raw("</p><ul class=\"table small\">");
            for (var person : cast.newest(12)) {
                main.raw("<li class=\"card\"><div class=\"card-head\">")
                        .raw(Face.of(person))
                        .raw("<div><h3><a href=\"/people/" + person.id() + "\">")
                        .text(person.fullName())
                        .raw("</a></h3><p class=\"value\">")
                        .text(person.phone())
                        .raw("</p></div></div></li>");
            }
            main.raw("</ul>");
        }
        main.raw("</section>");
    }

    static String lookUpForm(Words words) {
        return new Html()
                .raw("<form action=\"/phones\" class=\"row\"><label for=\"number\">")
                .text(words.of("look.number"))
                .raw(
                        "</label><input id=\"number\" name=\"number\" type=\"tel\" size=\"14\"><button class=\"button quiet\">")
                .text(words.of("look.go"))
                .raw("</button></form>")
                .toString();
    }
}
