package vn.mocua.portal.registration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method, as the chooser offers it.
 *
 * @param key its place in the URL; its words are the texts {@code <key>.name}, {@code <key>.needs} and
 *     {@code <key>.duration}, its icon the file {@code method-<key>.svg}
 * @param kinds the kinds of applicant it is open to, parted by blanks
 * @param closedBecause why it is closed and until when, in the page's language; null when it is open
 */
public record MethodCard(
        String key, String kinds, boolean open, @Nullable String closedBecause, boolean chosen) {

    public boolean isFor(String kind) {
        return List.of(kinds.split(" ")).contains(kind);
    }
}
