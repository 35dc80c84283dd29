package vn.mocua.portal.registration;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.offer.Offer;
import vn.mocua.portal.offer.Standing;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Page;

/** What people are told about a method: what the administrator said, why it is closed, and until when. */
final class ClosedWords {

    private ClosedWords() {}

    static @Nullable String notice(Page page, Offer offer) {
        var notice = offer.notice();
        if (notice == null) {
            return null;
        }
        return page.language() == Language.VI ? notice.vi() : notice.en();
    }

    /** Null when it is open. */
    static @Nullable String because(Page page, Offer offer) {
        var notice = notice(page, offer);
        return switch (offer.standing()) {
            case Standing.Open() -> null;
            case Standing.Off(var until) ->
                joined(
                        notice == null ? page.text("registration.closed") : notice,
                        until == null ? null : page.text("registration.closed.until", page.dateTime(until)));
            case Standing.NotYet(var from) ->
                joined(page.text("registration.closed.from", page.day(from.toString())), notice);
            case Standing.NoMore(var lastDay) ->
                joined(page.text("registration.closed.after", page.day(lastDay.toString())), notice);
        };
    }

    private static String joined(@Nullable String... sentences) {
        return Stream.of(sentences).filter(each -> each != null).collect(Collectors.joining(" "));
    }
}
