package vn.mocua.portal.identity;

import java.util.Collection;
import java.util.Comparator;

/**
 * How sure the portal is of who someone is: the guide's own three levels, which are not NIST's. Never set, never
 * stored: always read off the evidence.
 */
public enum Ial {
    IAL1,
    IAL2,
    IAL3;

    /** The strongest that stands; {@link #IAL1} when none does. */
    public static Ial from(Collection<Evidence> evidence) {
        return evidence.stream()
                .map(Evidence::ial)
                .max(Comparator.naturalOrder())
                .orElse(IAL1);
    }
}
