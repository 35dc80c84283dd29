package vn.mocua.portal.offer;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import vn.mocua.portal.identity.SubjectKind;

/** How commands tell of the methods: a line each, and what an administrator should mind. */
final class MethodLines {

    private static final String COLUMNS = "%-18s %-22s %-24s %-6s %-6s %-24s %s%n";

    private MethodLines() {}

    /** Notices are Vietnamese, whatever the terminal thinks it is. */
    static PrintStream out() {
        return new PrintStream(System.out, true, StandardCharsets.UTF_8);
    }

    static void print(Offers offers) {
        out().printf(COLUMNS, "METHOD", "NOW", "KINDS", "LEVEL", "ORDER", "VALID", "CHANGED");
        var rows = offers.rows();
        offers.now().forEach(offer -> print(offer, rows));
        rows.values().stream()
                .filter(row -> offers.declared(row.terms().method()).isEmpty())
                .forEach(row -> out().println(row.terms().method() + " waits: this portal has no such method"));
        warn(offers);
    }

    static void print(Offers offers, String method) {
        var rows = offers.rows();
        offers.now().stream().filter(each -> each.key().equals(method)).forEach(offer -> print(offer, rows));
        warn(offers);
    }

    /** Says for whom no way to register is open. */
    static void warn(Offers offers) {
        var open = offers.now();
        Arrays.stream(SubjectKind.values())
                .filter(kind -> open.stream().noneMatch(offer -> offer.isOpenTo(kind)))
                .forEach(kind -> out().println("mind: nobody can register as " + TermWords.name(kind) + " now"));
    }

    private static void print(Offer offer, Map<String, Offers.Row> rows) {
        var row = rows.get(offer.key());
        var out = out();
        out.printf(
                COLUMNS,
                offer.key(),
                now(offer.standing()),
                TermWords.of(offer.openTo()),
                offer.level(),
                offer.order(),
                row == null ? "always" : valid(row.terms()),
                row == null ? "never: as declared" : TermWords.time(row.at()) + " by " + row.by());
        var notice = offer.notice();
        if (notice != null) {
            out.println("    vi: " + notice.vi());
            out.println("    en: " + notice.en());
        }
    }

    private static String now(Standing standing) {
        return switch (standing) {
            case Standing.Open() -> "open";
            case Standing.Off(var until) -> until == null ? "off" : "off-" + TermWords.time(until);
            case Standing.NotYet(var from) -> "from " + from;
            case Standing.NoMore(var lastDay) -> "over since " + lastDay;
        };
    }

    private static String valid(Terms terms) {
        if (terms.from() == null && terms.to() == null) {
            return "always";
        }
        return (terms.from() == null ? "" : terms.from()) + ".." + (terms.to() == null ? "" : terms.to());
    }
}
