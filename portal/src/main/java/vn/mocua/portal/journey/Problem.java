package vn.mocua.portal.journey;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;

/**
 * What is wrong with an answer and what to do about it.
 *
 * @param field the input that it stands beside; empty for the page as a whole
 * @param message message key
 * @param arguments for the message; no personal data
 */
public record Problem(String field, String message, List<String> arguments) {

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm dd/MM/uuuu").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    public static Problem with(String field, String message, Object... arguments) {
        return new Problem(
                field, message, Arrays.stream(arguments).map(Problem::written).toList());
    }

    private static String written(Object argument) {
        return argument instanceof Instant instant ? CLOCK.format(instant) : argument.toString();
    }
}
