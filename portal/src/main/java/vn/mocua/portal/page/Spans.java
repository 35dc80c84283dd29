package vn.mocua.portal.page;

import java.time.Duration;
import java.util.function.BiFunction;

/** How long something lasts, in words. */
final class Spans {

    private Spans() {}

    /**
     * In whole days from two on, else in hours, else in minutes.
     *
     * @param words the words for a key and a number
     */
    static String of(Duration lasting, BiFunction<String, Long, String> words) {
        return lasting.toDays() >= 2 && lasting.equals(Duration.ofDays(lasting.toDays()))
                ? words.apply("page.days", lasting.toDays())
                : lasting.toHours() >= 1 && lasting.equals(Duration.ofHours(lasting.toHours()))
                        ? words.apply("page.hours", lasting.toHours())
                        : words.apply("page.minutes", lasting.toMinutes());
    }
}
