package vn.mocua.portal.vault;

/** What is stored was not sealed by us for this place, was changed since, or its key is gone. Names the column only. */
public final class SealBroken extends RuntimeException {

    SealBroken(String column, String why) {
        super(column + ": " + why);
    }
}
