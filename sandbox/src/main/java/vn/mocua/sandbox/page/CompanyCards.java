package vn.mocua.sandbox.page;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.ca.Authorities;
import vn.mocua.sandbox.town.Business;

/** The companies on the table: a house each, its numbers, and who speaks for it. */
final class CompanyCards {

    private static final String[] FRONTS = {"#c7543f", "#4f86b8", "#7d6bb0", "#2f7f79", "#e0a33a"};

    private CompanyCards() {}

    static void write(Html main, Words words, List<Business> businesses, SimScreen sim, Authorities authorities) {
        main.raw("<section class=\"group companies\" id=\"companies\"><h2>")
                .text(words.of("companies.title"))
                .raw("</h2><p>")
                .text(words.of("companies.about"))
                .raw("</p><ul class=\"table\">");
        for (int i = 0; i < businesses.size(); i++) {
            var business = businesses.get(i);
            card(main, words, business, FRONTS[i % FRONTS.length], sim, authorities.statusOf(business));
        }
        main.raw("</ul></section>");
    }

    private static void card(Html main, Words words, Business business, String front, SimScreen sim, String status) {
        var representative = business.representative();
        main.raw("<li class=\"card company\" id=\"" + business.id() + "\"><div class=\"card-head\">")
                .raw(house(front))
                .raw("<div><h3>")
                .text(business.organisationName())
                .raw("</h3><p class=\"fate\">")
                .text(words.of("business." + business.fate().key()))
                .raw("</p></div></div><p class=\"story\">")
                .text(words.of("business." + business.fate().key() + ".story"))
                .raw("</p>");
        var fields = new LinkedHashMap<String, @Nullable String>();
        fields.put("taxCode", business.taxCode());
        fields.put("organisationName", business.organisationName());
        fields.put("vneidUsername", business.vneid().username());
        fields.put("vneidPassword", business.vneid().password());
        var signing = sim.fields(business);
        fields.putAll(signing);
        Numbers.write(main, words, fields);
        TokenCard.write(main, words, "businesses/" + business.id(), business.tokenPassword(), status);
        main.raw("<p class=\"card-foot\"><a class=\"open\" href=\"/people/" + representative.id() + "\">")
                .text(words.of("business.representative", representative.fullName()))
                .raw("</a>");
        var simPhone = signing.get("simPhone");
        if (simPhone != null) {
            main.raw("<a class=\"open\" href=\"/phones/" + simPhone + "\">")
                    .text(words.of("business.phone"))
                    .raw("</a>");
        }
        main.raw("</p></li>");
    }

    /** An inline SVG, decoration only. */
    private static String house(String front) {
        return "<svg class=\"face\" viewBox=\"0 0 96 96\" aria-hidden=\"true\" focusable=\"false\">"
                + "<circle cx=\"48\" cy=\"48\" r=\"48\" fill=\"#3b3029\"/>"
                + "<path d=\"M22 96V44l26-14 26 14v52z\" fill=\"" + front + "\"/>"
                + "<path d=\"M18 46 48 28l30 18\" fill=\"none\" stroke=\"#1d1511\" stroke-width=\"4\""
                + " stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
                + "<path d=\"M31 52h10v10H31zM55 52h10v10H55zM31 68h10v10H31zM55 68h10v10H55z\" fill=\"#ffe1ae\"/>"
                + "<path d=\"M43 78h10v18H43z\" fill=\"#1d1511\"/></svg>";
    }
}
