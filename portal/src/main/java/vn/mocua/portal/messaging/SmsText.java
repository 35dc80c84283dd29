package vn.mocua.portal.messaging;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text that goes as one short message: letters of the GSM default alphabet that ASCII has too, 160 at most, no link.
 *
 * <p>One Vietnamese mark would turn 160 letters a message into 70, and networks mangle it: such a text is a mistake of
 * ours, not something to be mended on the way.
 */
record SmsText(String value) {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 \\n!\"#$%&'()*+,./:;<=>?@_-]{1,160}");
    private static final Pattern LINK = Pattern.compile("://|www\\.");

    SmsText {
        if (!PLAIN.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "not one short message of unaccented letters: " + value.length() + " letters");
        }
        if (LINK.matcher(value.toLowerCase(Locale.ROOT)).find()) {
            throw new IllegalArgumentException("a short message never has a link");
        }
    }

    /** One octet a letter, as SMPP carries the GSM default alphabet (3GPP TS 23.038, 6.2.1). */
    byte[] octets() {
        var octets = new byte[value.length()];
        for (var i = 0; i < octets.length; i++) {
            octets[i] = switch (value.charAt(i)) {
                case '@' -> 0x00;
                case '$' -> 0x02;
                case '_' -> 0x11;
                default -> (byte) value.charAt(i);
            };
        }
        return octets;
    }

    @Override
    public String toString() {
        return "SmsText[***]";
    }
}
