package vn.mocua.portal.registration;

import java.util.List;

/**
 * The methods that yield one level, as the chooser groups them.
 *
 * @param ial {@code IAL2} or {@code IAL3}
 */
public record MethodGroup(String ial, List<MethodCard> methods) {

    /** Whether it has a card for a kind, open or closed. */
    public boolean isFor(String kind) {
        return methods.stream().anyMatch(method -> method.isFor(kind));
    }

    /** Whether a kind can choose something here. */
    public boolean isOpenTo(String kind) {
        return methods.stream().anyMatch(method -> method.open() && method.isFor(kind));
    }
}
