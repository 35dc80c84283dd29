package vn.mocua.sandbox.smsc;

import java.util.Map;

/** The GSM default alphabet (3GPP TS 23.038, 6.2.1), one octet for each septet as SMPP carries it. */
final class Gsm7 {

    private static final char ESCAPE = '\u001B';

    private static final String ALPHABET =
            "@\u00A3$\u00A5\u00E8\u00E9\u00F9\u00EC\u00F2\u00C7\n\u00D8\u00F8\r\u00C5\u00E5"
                    + "\u0394_\u03A6\u0393\u039B\u03A9\u03A0\u03A8\u03A3\u0398\u039E\u001B\u00C6\u00E6\u00DF\u00C9"
                    + " !\"#\u00A4%&'()*+,-./"
                    + "0123456789:;<=>?"
                    + "\u00A1ABCDEFGHIJKLMNO"
                    + "PQRSTUVWXYZ\u00C4\u00D6\u00D1\u00DC\u00A7"
                    + "\u00BFabcdefghijklmno"
                    + "pqrstuvwxyz\u00E4\u00F6\u00F1\u00FC\u00E0";

    /** "In the event that an MS receives a code where a symbol is not represented, it shall display a space." */
    private static final Map<Integer, Character> EXTENSION = Map.of(
            0x0A, '\f', 0x14, '^', 0x28, '{', 0x29, '}', 0x2F, '\\', 0x3C, '[', 0x3D, '~', 0x3E, ']', 0x40, '|', 0x65,
            '\u20AC');

    private Gsm7() {}

    static String decode(byte[] septets) {
        var text = new StringBuilder(septets.length);
        for (int i = 0; i < septets.length; i++) {
            char letter = ALPHABET.charAt(septets[i] & 0x7F);
            if (letter == ESCAPE) {
                i++;
                text.append(i < septets.length ? EXTENSION.getOrDefault((int) septets[i], ' ') : ' ');
            } else {
                text.append(letter);
            }
        }
        return text.toString();
    }
}
