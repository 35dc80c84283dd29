package vn.mocua.portal.identity;

/**
 * What was typed cannot be read as the value that was asked for.
 *
 * <p>It names the message that tells the person what to do, and numbers to put into it; never what was typed.
 */
public final class Malformed extends IllegalArgumentException {

    private final String key;
    private final Object[] counts;

    /**
     * @param key message key such as {@code nationalId.length}
     * @param counts numbers for the message, such as how many digits were typed
     */
    public Malformed(String key, Object... counts) {
        super(key);
        this.key = key;
        this.counts = counts;
    }

    public String key() {
        return key;
    }

    public Object[] counts() {
        return counts.clone();
    }
}
