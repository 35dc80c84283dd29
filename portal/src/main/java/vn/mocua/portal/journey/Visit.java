package vn.mocua.portal.journey;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.page.Language;

/**
 * Who is asking, as far as a step may know.
 *
 * @param draft the journey under way
 * @param path where that journey's pages live, such as {@code /register/x}; empty for a visit that belongs to none
 * @param network the block of addresses that the request came from
 * @param address the address itself, for the audit record
 * @param signedIn the account in whose session the request came; null outside of one
 * @param begunAt when that journey began; now for a visit that belongs to none
 */
public record Visit(
        UUID draft,
        String path,
        Instant now,
        Language language,
        String network,
        String address,
        @Nullable String signedIn,
        Instant begunAt) {

    @Override
    public String toString() {
        return "Visit[" + draft + "]";
    }
}
