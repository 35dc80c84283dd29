package vn.mocua.portal.selfservice;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import vn.mocua.portal.page.Page;

/**
 * The copy of all that is held about an owner in words that people read, as a page and as a PDF alike.
 *
 * @param about when it was taken, and what cannot stand in it
 */
public record ReadableCopy(String title, List<String> about, String nothing, List<Part> parts) {

    private static final Pattern MOMENT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d([.]\\d{1,9})?)?Z");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern ANSWER = Pattern.compile("^evidence[.]answer[.].*");

    public record Part(String title, List<List<Line>> rows) {}

    public record Line(String name, String value) {}

    static ReadableCopy of(Map<String, List<Map<String, String>>> data, Instant at, Page page) {
        return new ReadableCopy(
                page.text("held.title"),
                List.of(page.text("held.taken", page.dateTime(at)), page.text("held.hashes")),
                page.text("held.nothing"),
                data.entrySet().stream()
                        .map(each -> part(each.getKey(), each.getValue(), page))
                        .toList());
    }

    private static Part part(String key, List<Map<String, String>> rows, Page page) {
        return new Part(
                page.text("held." + key),
                rows.stream()
                        .map(row -> row.entrySet().stream()
                                .map(one -> line(key, one.getKey(), one.getValue(), page))
                                .toList())
                        .toList());
    }

    private static Line line(String part, String name, String value, Page page) {
        return new Line(word("held." + part + "." + name, name, page), said(part + "." + name, value, page));
    }

    /** As people say it: moments, days, and each code for which there are words. The copy for programs has all as it is kept. */
    private static String said(String line, String value, Page page) {
        if (MOMENT.matcher(value).matches()) {
            return page.dateTime(Instant.parse(value));
        }
        if (DAY.matcher(value).matches()) {
            return page.day(value);
        }
        return switch (line) {
            case "activity.action" -> word("activity." + value, value, page);
            case "activity.detail.by" -> word("activity.by." + value, value, page);
            case "activity.detail.method", "evidence.method" -> word("evidence." + value, value, page);
            case "evidence.source" -> word("account.source." + value, value, page);
            case "account.level", "evidence.level", "activity.detail.level" ->
                word("registration.level." + value, value, page);
            case "consents.document" -> word("page." + value, value, page);
            case "consents.version" -> version(value, page);
            case "members.role", "memberships.role", "activity.detail.role" ->
                word("member.role." + value.toLowerCase(Locale.ROOT), value, page);
            case "notices.about" ->
                word("notices.about." + value, word("notice." + value + ".mail.subject", value, page), page);
            default ->
                word("held.is." + ANSWER.matcher(line).replaceFirst("evidence.answer") + "." + value, value, page);
        };
    }

    /** The day by which a text is named, and its fingerprint. */
    private static String version(String value, Page page) {
        var parts = value.split(" ", 2);
        return DAY.matcher(parts[0]).matches() ? page.day(parts[0]) + (parts.length == 1 ? "" : " " + parts[1]) : value;
    }

    private static String word(String key, String otherwise, Page page) {
        return Stream.of(key).filter(page::hasText).map(page::text).findFirst().orElse(otherwise);
    }
}
