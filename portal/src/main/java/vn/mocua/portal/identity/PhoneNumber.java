package vn.mocua.portal.identity;

import java.util.Map;
import java.util.regex.Pattern;

/** A Vietnamese mobile number, kept as E.164. */
public record PhoneNumber(String value) implements TextValue {

    /** Prefixes in use after the leading 0, whichever operator holds the number now. */
    private static final Pattern MOBILE = Pattern.compile("(3[02-9]|5[125689]|7[06-9]|8[1-9]|9[0-46-9])[0-9]{7}");

    /** The prefixes of 11-digit numbers and what they became on 15 September 2018, both with the leading 0. */
    private static final Map<String, String> OLD_PREFIXES = Lines.table("phone-old-prefixes.csv");

    /**
     * Throws {@link Malformed}: {@code phone.missing}, {@code .digits}, {@code .length} with the count of digits,
     * {@code .foreign}, {@code .fixedLine}, {@code .machine} for numbers of devices, {@code .unknown} for a prefix that
     * no mobile number has.
     */
    public PhoneNumber {
        value = "+84" + mobile(subscriber(typed(value)));
    }

    /**
     * Reads every usual spelling: blanks, dots, dashes, brackets, full-width digits; +84, 0084, 84 or 0 in front; the
     * prefixes of before 2018.
     */
    public static PhoneNumber of(String text) {
        return new PhoneNumber(text);
    }

    /** As the person writes it: {@code 0821234088}. */
    public String national() {
        return "0" + value.substring(3);
    }

    /** As the guide shows it on the one-time-code page: {@code 082****088}. */
    public String masked() {
        return national().substring(0, 3) + "****" + national().substring(7);
    }

    @Override
    public String toString() {
        return "PhoneNumber[" + masked() + "]";
    }

    /** ASCII digits, perhaps with a plus in front. */
    private static String typed(String text) {
        var typed = new StringBuilder(16);
        var nothing = true;
        for (int i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            // U+FF01 to U+FF5E are the full-width forms of ASCII.
            var narrow = c >= '\uFF01' && c <= '\uFF5E' ? (char) (c - '\uFF01' + '!') : c;
            if ((narrow >= '0' && narrow <= '9') || (narrow == '+' && typed.isEmpty())) {
                typed.append(narrow);
            } else if (!Digits.isBlank(c)
                    && !Digits.isSeparator(narrow)
                    && narrow != '('
                    && narrow != ')'
                    && !isDirection(c)) {
                throw new Malformed("phone.digits");
            }
            nothing &= Digits.isBlank(c);
        }
        if (nothing) {
            throw new Malformed("phone.missing");
        }
        return typed.toString();
    }

    /** The marks of direction that address books put around a number when it is copied. */
    private static boolean isDirection(char c) {
        return c == '\u200E' || c == '\u200F' || (c >= '\u202A' && c <= '\u202E') || (c >= '\u2066' && c <= '\u2069');
    }

    /** What follows the country code or the leading 0. */
    private static String subscriber(String typed) {
        String rest;
        if (typed.startsWith("+84")) {
            rest = typed.substring(3);
        } else if (typed.startsWith("0084")) {
            rest = typed.substring(4);
        } else if (typed.startsWith("+") || typed.startsWith("00")) {
            throw new Malformed(typed.length() > 8 ? "phone.foreign" : "phone.unknown");
        } else if (typed.startsWith("84") && typed.length() >= 11) {
            rest = typed.substring(2);
        } else if (typed.startsWith("0")) {
            return typed.substring(1);
        } else {
            throw new Malformed("phone.length", typed.length());
        }
        // "+84 (0)91 ..." is common on visiting cards.
        return rest.startsWith("0") ? rest.substring(1) : rest;
    }

    private static String mobile(String subscriber) {
        if (MOBILE.matcher(subscriber).matches()) {
            return subscriber;
        }
        if (subscriber.startsWith("2")) {
            throw new Malformed("phone.fixedLine");
        }
        if (subscriber.startsWith("1") && subscriber.length() >= 10) {
            var prefix = OLD_PREFIXES.get("0" + subscriber.substring(0, 3));
            if (prefix == null) {
                throw new Malformed("phone.machine");
            }
            if (subscriber.length() == 10) {
                return prefix.substring(1) + subscriber.substring(3);
            }
        }
        if (subscriber.length() != 9) {
            throw new Malformed("phone.length", subscriber.length() + 1);
        }
        throw new Malformed("phone.unknown");
    }
}
