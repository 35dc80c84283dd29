package vn.mocua.portal.registration;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.offer.Offer;
import vn.mocua.portal.page.Page;

/**
 * One method, as the chooser offers it.
 *
 * @param key its place in the URL; its words are the texts {@code <key>.name}, {@code <key>.needs} and
 *     {@code <key>.duration}, its icon the file {@code method-<key>.svg}
 * @param kinds the kinds of applicant it is open to, parted by blanks
 * @param notice what is to be known before it is chosen, in the page's language; null when there is nothing
 * @param closedBecause why it is closed and until when, in the page's language; null when it is open
 */
public record MethodCard(
        String key,
        String kinds,
        boolean chosen,
        @Nullable String notice,
        @Nullable String closedBecause) {

    static MethodCard of(Page page, Offer offer, boolean chosen) {
        var kinds = offer.openTo().stream().sorted().map(SubjectKinds::name).collect(Collectors.joining(" "));
        var because = ClosedWords.because(page, offer);
        return new MethodCard(
                offer.key(), kinds, chosen, because == null ? ClosedWords.notice(page, offer) : null, because);
    }

    public boolean open() {
        return closedBecause == null;
    }

    public boolean isFor(String kind) {
        return List.of(kinds.split(" ")).contains(kind);
    }
}
