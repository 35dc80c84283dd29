package vn.mocua.portal.identity;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/** How the spellings of one name are brought together. Folded forms are compared, never stored and never shown. */
final class Spelling {

    private static final char D_WITH_STROKE = '\u0111';
    private static final String APOSTROPHES = "'`\u00B4\u02B9\u02BB\u02BC\u02BD\u2018\u2019\u201B\u2032\uFF07";

    private Spelling() {}

    /** NFC; blanks collapsed; every apostrophe and hyphen the ASCII one. */
    static String tidy(String text) {
        var composed = Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        var tidy = new StringBuilder(composed.length());
        var blank = false;
        for (int i = 0; i < composed.length(); i++) {
            var c = composed.charAt(i);
            if (Character.getType(c) == Character.SPACE_SEPARATOR) {
                blank = !tidy.isEmpty();
                continue;
            }
            if (blank) {
                tidy.append(' ');
                blank = false;
            }
            tidy.append(APOSTROPHES.indexOf(c) >= 0 ? '\'' : Digits.isDash(c) ? '-' : c);
        }
        return tidy.toString();
    }

    /** Controls, marks of direction, zero-width and unassigned characters: what no eye can see. */
    static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            // Combining grapheme joiner, Hangul fillers, Khmer inherent vowels, variation selectors.
            default ->
                c == 0x034F
                        || c == 0x115F
                        || c == 0x1160
                        || c == 0x17B4
                        || c == 0x17B5
                        || c == 0x3164
                        || c == 0xFFA0
                        || (c >= 0xFE00 && c <= 0xFE0F)
                        || (c >= 0xE0100 && c <= 0xE01EF);
        };
    }

    /** Without regard to case. */
    static String exact(String tidy) {
        return tidy.toLowerCase(Locale.ROOT);
    }

    /**
     * Nor to the shape of D with stroke, nor to the vowel over which a tone stands: within a run of vowels the tone is
     * put last, while circumflex, breve and horn stay where they are.
     */
    static String equivalent(String tidy) {
        var apart = Normalizer.normalize(strokes(exact(tidy)), Normalizer.Form.NFD);
        var key = new StringBuilder(apart.length());
        var tones = new StringBuilder(2);
        var amongVowels = false;
        for (int i = 0; i < apart.length(); i++) {
            var c = apart.charAt(i);
            if (isTone(c) && amongVowels) {
                tones.append(c);
                continue;
            }
            if (Character.getType(c) != Character.NON_SPACING_MARK) {
                amongVowels = "aeiouy".indexOf(c) >= 0;
                if (!amongVowels) {
                    key.append(tones);
                    tones.setLength(0);
                }
            }
            key.append(c);
        }
        return key.append(tones).toString();
    }

    /** Nor to any diacritic at all. */
    static String bare(String tidy) {
        var apart = Normalizer.normalize(strokes(exact(tidy)), Normalizer.Form.NFD);
        var bare = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            var c = apart.charAt(i);
            if (Character.getType(c) != Character.NON_SPACING_MARK) {
                bare.append(c == D_WITH_STROKE ? 'd' : c);
            }
        }
        return bare.toString();
    }

    /** Whether two spellings are perhaps of one name: see {@link FullName.Agreement#NEAR}. */
    static boolean near(String left, String right) {
        var l = equivalent(left);
        var r = equivalent(right);
        if (isOneEdit(l, r) || isOneEdit(strokes(exact(left)), strokes(exact(right)))) {
            return true;
        }
        var bareLeft = bare(left);
        var bareRight = bare(right);
        if (bareLeft.equals(exact(left)) || bareRight.equals(exact(right))) {
            l = bareLeft;
            r = bareRight;
        }
        return words(l).equals(words(r));
    }

    /** The words in one order, y written as i. */
    private static String words(String key) {
        var words = key.replace('y', 'i').split(" ", -1);
        Arrays.sort(words);
        return String.join(" ", words);
    }

    /** One letter put in, left out, taken for another, or two neighbours exchanged. */
    private static boolean isOneEdit(String left, String right) {
        var shorter = left.length() <= right.length() ? left : right;
        var longer = left.length() <= right.length() ? right : left;
        if (longer.length() - shorter.length() > 1) {
            return false;
        }
        var i = 0;
        while (i < shorter.length() && shorter.charAt(i) == longer.charAt(i)) {
            i++;
        }
        if (longer.length() > shorter.length()) {
            return shorter.regionMatches(i, longer, i + 1, shorter.length() - i);
        }
        var left2 = shorter.length() - i;
        return left2 == 0
                || shorter.regionMatches(i + 1, longer, i + 1, left2 - 1)
                || (left2 >= 2
                        && shorter.charAt(i) == longer.charAt(i + 1)
                        && shorter.charAt(i + 1) == longer.charAt(i)
                        && shorter.regionMatches(i + 2, longer, i + 2, left2 - 2));
    }

    private static String strokes(String lower) {
        return lower.replace('\u00F0', D_WITH_STROKE).replace('\u0256', D_WITH_STROKE);
    }

    /** Grave, acute, tilde, hook above, dot below. */
    private static boolean isTone(char c) {
        return c == '\u0300' || c == '\u0301' || c == '\u0303' || c == '\u0309' || c == '\u0323';
    }
}
