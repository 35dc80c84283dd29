package vn.mocua.sandbox.page;

import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.mocua.sandbox.ca.Authorities;
import vn.mocua.sandbox.town.Agency;

/** The state bodies on the table: a house with a flag each, its codes, and its token. */
final class AgencyCards {

    private AgencyCards() {}

    static void write(Html main, Words words, List<Agency> agencies, Authorities authorities) {
        main.raw("<section class=\"group companies\" id=\"agencies\"><h2>")
                .text(words.of("agencies.title"))
                .raw("</h2><p>")
                .text(words.of("agencies.about"))
                .raw("</p><ul class=\"table\">");
        for (var agency : agencies) {
            card(main, words, agency, authorities.statusOf(agency));
        }
        main.raw("</ul></section>");
    }

    private static void card(Html main, Words words, Agency agency, String status) {
        main.raw("<li class=\"card company\" id=\"" + agency.id() + "\"><div class=\"card-head\">")
                .raw(HOUSE)
                .raw("<div><h3>")
                .text(agency.organisationName())
                .raw("</h3><p class=\"fate\">")
                .text(words.of("agency." + agency.fate().key()))
                .raw("</p></div></div><p class=\"story\">")
                .text(words.of("agency." + agency.fate().key() + ".story"))
                .raw("</p>");
        var fields = new LinkedHashMap<String, @Nullable String>();
        fields.put("agencyCode", agency.agencyCode());
        fields.put("organisationName", agency.organisationName());
        fields.put("taxCode", agency.taxCode());
        fields.put("budgetCode", agency.budgetCode());
        fields.put("phone", agency.phone());
        fields.put("email", agency.email());
        Numbers.write(main, words, fields);
        TokenCard.write(main, words, "agencies/" + agency.id(), agency.tokenPassword(), status);
        main.raw("</li>");
    }

    /** An inline SVG, decoration only. */
    private static final String HOUSE =
            "<svg class=\"face\" viewBox=\"0 0 96 96\" aria-hidden=\"true\" focusable=\"false\">"
                    + "<circle cx=\"48\" cy=\"48\" r=\"48\" fill=\"#3b3029\"/>"
                    + "<path d=\"M48 12v18\" stroke=\"#ffe1ae\" stroke-width=\"2.5\"/><path d=\"M49 12h16v11H49z\" fill=\"#c7543f\"/>"
                    + "<path d=\"M20 96V50h56v46z\" fill=\"#d9b06a\"/><path d=\"M16 50 48 30l32 20z\" fill=\"#a8493a\"/>"
                    + "<path d=\"M27 58h7v38h-7zM62 58h7v38h-7zM40 58h4v38h-4zM52 58h4v38h-4z\" fill=\"#1d1511\"/></svg>";
}
