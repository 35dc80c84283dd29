package vn.mocua.portal.abuse;

import java.util.HexFormat;

/**
 * One use of a limit by one key.
 *
 * @param limit the limit's name
 * @param key whose use it is: a keyed hash made by the vault, or a block of addresses; never a plain number or name
 */
public record Use(String limit, String key) {

    public static Use of(String limit, String key) {
        return new Use(limit, key);
    }

    public static Use of(String limit, byte[] key) {
        return new Use(limit, HexFormat.of().formatHex(key));
    }

    /** A use of what the whole portal has together. */
    public static Use inAll(String limit) {
        return new Use(limit, "");
    }

    @Override
    public String toString() {
        return "Use[" + limit + "]";
    }
}
