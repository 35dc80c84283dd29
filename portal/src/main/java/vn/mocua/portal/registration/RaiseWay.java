package vn.mocua.portal.registration;

import org.jspecify.annotations.Nullable;

/**
 * A method, as the owner of an account may take it.
 *
 * @param ial what its evidence is worth, {@code IAL2} or {@code IAL3}
 * @param had whether evidence by it stands already
 * @param closedBecause why it is closed and until when, in the page's language; null when it is open
 */
public record RaiseWay(
        String key, String ial, boolean had, @Nullable String closedBecause) {}
