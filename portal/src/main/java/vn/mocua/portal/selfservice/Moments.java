package vn.mocua.portal.selfservice;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Moments as messages name them, in Vietnam's time: alike in both languages. */
final class Moments {

    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    private Moments() {}

    static String of(Instant moment) {
        return FORM.format(moment);
    }

    /** The day, as in {@code 2026-11-23}. */
    static String day(Instant moment) {
        return DAY.format(moment);
    }
}
