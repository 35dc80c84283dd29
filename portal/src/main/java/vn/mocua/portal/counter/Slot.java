package vn.mocua.portal.counter;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import vn.mocua.portal.identity.Malformed;
import vn.mocua.portal.information.Counters.Counter;
import vn.mocua.portal.information.Counters.Half;

/** When somebody comes: a day in Vietnam, before or after noon. No hour is promised, for no counter keeps one. */
public record Slot(LocalDate day, Half half) {

    static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    /** How many days ahead a visit can be reserved; at the end of the last of them a reservation expires. */
    static final int DAYS_AHEAD = 7;

    private static final Pattern TEXT = Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})-(morning|afternoon)");

    /** Reads {@code 2026-11-27-morning}; throws {@link Malformed}: {@code slot.missing}. */
    public static Slot of(String text) {
        var parts = TEXT.matcher(text.strip());
        if (!parts.matches()) {
            throw new Malformed("slot.missing");
        }
        try {
            return new Slot(
                    LocalDate.parse(parts.group(1)), Half.valueOf(parts.group(2).toUpperCase(Locale.ROOT)));
        } catch (DateTimeException e) {
            throw new Malformed("slot.missing");
        }
    }

    public String value() {
        return day + "-" + word();
    }

    /** The half of the day, as message keys have it. */
    public String word() {
        return half.name().toLowerCase(Locale.ROOT);
    }

    /** Those that can be reserved at a counter from today on: tomorrow at the earliest. */
    static List<Slot> at(Counter counter, LocalDate today) {
        return IntStream.rangeClosed(1, DAYS_AHEAD)
                .mapToObj(today::plusDays)
                .filter(day -> counter.days().contains(day.getDayOfWeek()))
                .flatMap(day -> Stream.of(Half.values())
                        .filter(counter.halves()::contains)
                        .map(half -> new Slot(day, half)))
                .toList();
    }
}
