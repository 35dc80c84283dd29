package vn.mocua.portal.selfservice;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import vn.mocua.portal.page.Page;

/**
 * The copy of all that is held about an owner in words that people read, as a page and as a PDF alike.
 *
 * @param about when it was taken, and what cannot stand in it
 */
public record ReadableCopy(String title, List<String> about, String nothing, List<Part> parts) {

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
        return new Line(
                word("held." + part + "." + name, name, page),
                switch (part + "." + name) {
                    case "activity.action" -> word("activity." + value, value, page);
                    case "notices.about" -> word("notice." + value + ".mail.subject", value, page);
                    default -> value;
                });
    }

    private static String word(String key, String otherwise, Page page) {
        return Stream.of(key).filter(page::hasText).map(page::text).findFirst().orElse(otherwise);
    }
}
