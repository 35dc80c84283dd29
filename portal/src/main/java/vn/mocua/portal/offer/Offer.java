package vn.mocua.portal.offer;

import java.time.Instant;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.SubjectKind;

/**
 * A method as it is offered at a moment: what it declares, limited by the table.
 *
 * @param level the level that it grants at most
 * @param notice what people are told about it; null when there is nothing to tell
 */
public record Offer(
        String key,
        Set<SubjectKind> openTo,
        Ial level,
        int order,
        Standing standing,
        @Nullable Notice notice) {

    /** As the chooser shows them. */
    static final Comparator<Offer> IN_ORDER =
            Comparator.comparing(Offer::order).thenComparing(Offer::level).thenComparing(Offer::key);

    public Offer {
        openTo = Set.copyOf(openTo);
    }

    /** Terms never widen what was declared, whatever stands in the table. */
    static Offer of(Declared declared, Terms terms, Instant now) {
        var kinds = terms.kinds().isEmpty()
                ? declared.openTo()
                : declared.openTo().stream().filter(terms.kinds()::contains).collect(Collectors.toSet());
        var cap = terms.cap();
        var order = terms.order();
        return new Offer(
                declared.key(),
                kinds,
                cap != null && cap.compareTo(declared.level()) < 0 ? cap : declared.level(),
                order == null ? declared.order() : order,
                terms.standingAt(now),
                terms.noticeAt(now));
    }

    public boolean isOpen() {
        return standing instanceof Standing.Open;
    }

    public boolean isOpenTo(SubjectKind kind) {
        return isOpen() && openTo.contains(kind);
    }
}
