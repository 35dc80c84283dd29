package vn.mocua.portal.recovery;

import vn.mocua.portal.identity.Malformed;

/** What stands at the end of a short message, as far as it can be one. */
public record NotMeCode(String value) {

    private static final int LONGEST = 40;

    /** Throws {@link Malformed}: {@code notMeCode.unknown}, as for a code that nobody was sent. */
    public static NotMeCode of(String text) {
        if (text.length() > LONGEST) {
            throw new Malformed("notMeCode.unknown");
        }
        return new NotMeCode(text);
    }

    @Override
    public String toString() {
        return "NotMeCode[***]";
    }
}
