package vn.mocua.portal.password;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** The forms in which two passwords are the same idea: without case, marks and the usual substitutions. */
final class Folding {

    private static final String SIGNS = "@4(30961!|$57+82";
    private static final String LETTERS = "aaceoggiiissttbz";
    private static final int SHORTEST = 3;

    private Folding() {}

    /** Small ASCII letters as far as there are any: full-width forms made narrow, marks and case dropped. */
    static String plain(String text) {
        var apart = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var plain = new StringBuilder(apart.length());
        for (int i = 0; i < apart.length(); i++) {
            var c = apart.charAt(i);
            if (Character.getType(c) != Character.NON_SPACING_MARK) {
                // The three letters D with stroke, which have no decomposition.
                plain.append(c == '\u0111' || c == '\u00F0' || c == '\u0256' ? 'd' : c);
            }
        }
        return plain.toString();
    }

    /** With the letters for which digits and signs are often put. */
    static String letters(String plain) {
        var letters = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length(); i++) {
            var at = SIGNS.indexOf(plain.charAt(i));
            letters.append(at < 0 ? plain.charAt(i) : LETTERS.charAt(at));
        }
        return letters.toString();
    }

    /**
     * What of a whole password is looked up: as it stands, without blanks, without what it ends in of digits and signs
     * (all of it, or a part), without what it begins with, and each of these with letters put back.
     */
    static Set<String> candidates(String password) {
        var candidates = new LinkedHashSet<String>();
        var plain = plain(password);
        cut(plain, candidates);
        if (plain.indexOf(' ') >= 0) {
            cut(plain.replace(" ", ""), candidates);
        }
        candidates.removeIf(candidate -> candidate.length() < SHORTEST);
        return candidates;
    }

    private static void cut(String plain, Set<String> candidates) {
        var first = 0;
        while (first < plain.length() && !Character.isLetter(plain.charAt(first))) {
            first++;
        }
        var end = plain.length();
        while (end > 0 && !Character.isLetter(plain.charAt(end - 1))) {
            end--;
        }
        spell(plain, candidates);
        if (first < end) {
            for (int to = end; to <= plain.length(); to++) {
                spell(plain.substring(0, to), candidates);
                spell(plain.substring(first, to), candidates);
            }
        }
    }

    private static void spell(String part, Set<String> candidates) {
        candidates.add(part);
        candidates.add(letters(part));
        candidates.add(letters(part.replace('1', 'l').replace('|', 'l')));
    }
}
