package vn.mocua.portal.messaging;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/** The hours in Vietnam in which nobody is disturbed for what can wait: {@code 21:00-07:00}, or {@code none}. */
final class QuietHours {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Pattern FORM = Pattern.compile("([0-9]{2}:[0-9]{2})-([0-9]{2}:[0-9]{2})");

    private final LocalTime from;
    private final LocalTime to;

    private QuietHours(LocalTime from, LocalTime to) {
        this.from = from;
        this.to = to;
    }

    /** Public, for the reader of settings. */
    public static QuietHours of(String text) {
        if (text.equals("none")) {
            return new QuietHours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);
        }
        var hours = FORM.matcher(text);
        if (!hours.matches()) {
            throw new IllegalArgumentException("quiet hours are written 21:00-07:00, or none");
        }
        try {
            var read = new QuietHours(LocalTime.parse(hours.group(1)), LocalTime.parse(hours.group(2)));
            if (read.from.equals(read.to)) {
                throw new IllegalArgumentException("quiet hours do not last the whole day");
            }
            return read;
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("quiet hours are hours of the day", e);
        }
    }

    boolean cover(Instant moment) {
        var time = moment.atZone(VIETNAM).toLocalTime();
        return from.isAfter(to) ? !time.isBefore(from) || time.isBefore(to) : !time.isBefore(from) && time.isBefore(to);
    }

    /** That moment, or else when the hours in which it falls are over. */
    Instant endAfter(Instant moment) {
        if (!cover(moment)) {
            return moment;
        }
        var there = moment.atZone(VIETNAM);
        var end = there.with(to);
        return (end.isAfter(there) ? end : end.plusDays(1)).toInstant();
    }

    @Override
    public String toString() {
        return from.equals(to) ? "none" : from + "-" + to;
    }
}
