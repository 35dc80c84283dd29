package vn.mocua.portal.identity;

/** How numbers are read: ASCII digits, with the blanks, dots and dashes that people put between them. */
final class Digits {

    private Digits() {}

    /**
     * The digits of {@code text} without what separates them.
     *
     * @param field first half of the keys {@code <field>.missing} and {@code <field>.digits} of the {@link Malformed}
     */
    static String of(String text, String field) {
        var digits = new StringBuilder(16);
        var nothing = true;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (!isBlank(c) && !isSeparator(c)) {
                throw new Malformed(field + ".digits");
            }
            nothing &= isBlank(c);
        }
        if (nothing) {
            throw new Malformed(field + ".missing");
        }
        return digits.toString();
    }

    /** Spaces of every width, and the white space around what was pasted. */
    static boolean isBlank(int c) {
        return Character.getType(c) == Character.SPACE_SEPARATOR || (c >= '\t' && c <= '\r');
    }

    static boolean isSeparator(int c) {
        return c == '.' || isDash(c);
    }

    /** Hyphen-minus, the hyphens and dashes of typography, the minus sign, the full-width hyphen. */
    static boolean isDash(int c) {
        return c == '-' || (c >= '\u2010' && c <= '\u2015') || c == '\u2212' || c == '\uFF0D';
    }
}
