package vn.mocua.portal.account;

import java.util.UUID;

/** A way to sign in that another room keeps, beside passwords and certificates; that room declares it as a bean. */
public interface FurtherWayIn {

    /** By which the room that keeps it is told from others. */
    String key();

    /** Whether the holder of this account can sign in that way. */
    boolean opens(UUID account);

    /** Whether that needs nothing besides what the holder has at hand: no code, and nobody else's word. */
    default boolean isByKey() {
        return false;
    }
}
