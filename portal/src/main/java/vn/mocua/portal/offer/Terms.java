package vn.mocua.portal.offer;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.SubjectKind;

/**
 * A row of the table: the terms on which a method is offered. What is null or empty is as the method declares it.
 *
 * @param on false while it is switched off
 * @param cap the level above which its evidence is not worth more
 * @param from the first day, in Vietnam
 * @param to the last day, in Vietnam
 * @param until when being off, and the notice, end by themselves
 */
record Terms(
        String method,
        boolean on,
        Set<SubjectKind> kinds,
        @Nullable Ial cap,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        @Nullable Notice notice,
        @Nullable Instant until,
        @Nullable Integer order) {

    static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");

    Terms {
        kinds = Set.copyOf(kinds);
        if (from != null && to != null && from.isAfter(to)) {
            throw new Nonsense(method + ": from is after to");
        }
        if (until != null && on && notice == null) {
            throw new Nonsense(method + ": until says when being off or a notice ends, and there is neither");
        }
    }

    static Terms asDeclared(String method) {
        return new Terms(method, true, Set.of(), null, null, null, null, null, null);
    }

    static Terms of(String method, Map<String, String> words) {
        return TermWords.read(method, words);
    }

    /** Refuses what the method itself cannot do. */
    void check(Declared declared) {
        if (!declared.openTo().containsAll(kinds)) {
            throw new Nonsense(method + " serves " + TermWords.of(declared.openTo()) + " only");
        }
        if (cap != null && cap.compareTo(declared.level()) > 0) {
            throw new Nonsense(method + " yields " + declared.level() + " at most");
        }
    }

    Standing standingAt(Instant now) {
        var today = LocalDate.ofInstant(now, VIETNAM);
        if (from != null && today.isBefore(from)) {
            return new Standing.NotYet(from);
        }
        if (to != null && today.isAfter(to)) {
            return new Standing.NoMore(to);
        }
        return on || isOver(now) ? new Standing.Open() : new Standing.Off(until);
    }

    @Nullable
    Notice noticeAt(Instant now) {
        return isOver(now) ? null : notice;
    }

    private boolean isOver(Instant now) {
        return until != null && !now.isBefore(until);
    }
}
