package vn.mocua.portal.registration;

import java.util.List;

/**
 * The methods that yield one level, as the chooser groups them.
 *
 * @param ial {@code IAL2} or {@code IAL3}
 */
public record MethodGroup(String ial, List<MethodCard> methods) {

    public boolean isOpenTo(String kind) {
        return methods.stream().anyMatch(method -> method.isFor(kind));
    }
}
