package vn.mocua.portal.journey;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.page.Page;

/**
 * What is wrong with an answer and what to do about it.
 *
 * @param field the input that it stands beside; empty for the page as a whole
 * @param message message key
 * @param arguments for the message; no personal data
 */
public record Problem(String field, String message, List<String> arguments) {

    /** To the second, as pages tell it that count the time down: most pauses are shorter than a minute or two. */
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss dd/MM/uuuu").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    public static Problem with(String field, String message, Object... arguments) {
        return new Problem(
                field, message, Arrays.stream(arguments).map(Problem::written).toList());
    }

    /** What stands beside a field, or over the whole when it has no name; null when nothing is wrong with it. */
    public static @Nullable String beside(String field, List<Problem> problems, Page page) {
        return problems.stream()
                .filter(each -> each.field().equals(field))
                .findFirst()
                .map(each -> page.text(each.message(), each.arguments().toArray()))
                .orElse(null);
    }

    private static String written(Object argument) {
        return argument instanceof Instant instant ? CLOCK.format(Page.notTooEarly(instant)) : argument.toString();
    }
}
