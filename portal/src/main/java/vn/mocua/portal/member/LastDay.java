package vn.mocua.portal.member;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import vn.mocua.portal.identity.Malformed;

/** The last day in Vietnam on which somebody acts, as in {@code 31/12/2027}. */
public record LastDay(LocalDate value) {

    static final ZoneId HERE = ZoneId.of("Asia/Ho_Chi_Minh");

    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("dd/MM/uuuu");
    private static final Pattern TYPED = Pattern.compile(
            "\\s*(\\d{1,2})\\s*[./ -]\\s*(\\d{1,2})\\s*[./ -]\\s*(\\d{4})\\s*|\\s*(\\d{2})(\\d{2})(\\d{4})\\s*");

    /** Throws {@link Malformed}: {@code lastDay.form}, {@code lastDay.none} for a day that the calendar does not have. */
    public static LastDay of(String text) {
        var typed = TYPED.matcher(text);
        if (!typed.matches()) {
            throw new Malformed("lastDay.form");
        }
        var from = typed.group(1) == null ? 4 : 1;
        try {
            return new LastDay(LocalDate.of(
                    Integer.parseInt(typed.group(from + 2)),
                    Integer.parseInt(typed.group(from + 1)),
                    Integer.parseInt(typed.group(from))));
        } catch (DateTimeException e) {
            throw new Malformed("lastDay.none");
        }
    }

    static LocalDate today(Instant now) {
        return LocalDate.ofInstant(now, HERE);
    }

    static String text(LocalDate day) {
        return FORM.format(day);
    }
}
