package vn.mocua.portal.linked;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider, as the owner of an account sees it.
 *
 * @param since when it opens the account; null when it does not
 */
public record LinkState(String key, String name, @Nullable Instant since) {}
