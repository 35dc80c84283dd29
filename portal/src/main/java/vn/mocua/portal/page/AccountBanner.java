package vn.mocua.portal.page;

import java.util.Optional;
import java.util.UUID;
import vn.mocua.portal.identity.Subject;

/** Implemented by a room that has something urgent to say on an account's own page. */
@FunctionalInterface
public interface AccountBanner {

    /**
     * What it says.
     *
     * @param key its words stand under {@code account.banner.<key>}, those of the link under {@code account.banner.<key>.go}
     * @param address where the owner minds it
     */
    record Banner(String key, String address) {}

    /** @param holder whose account it is */
    Optional<Banner> of(UUID account, Subject holder);
}
