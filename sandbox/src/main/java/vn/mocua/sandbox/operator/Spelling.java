package vn.mocua.sandbox.operator;

import java.text.Normalizer;
import java.util.Locale;

/**
 * How the operator's register reads a name: case, blanks, apostrophes, the shape of D with stroke and the place of a
 * tone mark within its syllable do not matter; every other mark does.
 */
final class Spelling {

    private static final String TONES = "\u0300\u0301\u0303\u0309\u0323";

    private Spelling() {}

    static boolean same(String one, String other) {
        return folded(one).equals(folded(other));
    }

    /** Jaro-Winkler over the folded spellings, 0 to 99: "a perfect match is indicated by match being true". */
    static int score(String one, String other) {
        return Math.min(99, (int) Math.round(100 * jaroWinkler(folded(one), folded(other))));
    }

    /** Each word decomposed, with its tone mark moved to its end. */
    static String folded(String name) {
        var folded = new StringBuilder();
        var plain = name.replace('\u2019', '\'')
                .replace('\u00D0', '\u0110')
                .replace('\u0189', '\u0110')
                .strip()
                .toLowerCase(Locale.ROOT);
        for (var word : Normalizer.normalize(plain, Normalizer.Form.NFD).split("[\\s\\u00A0]+")) {
            var letters = new StringBuilder();
            var tones = new StringBuilder();
            word.chars().forEach(c -> (TONES.indexOf(c) >= 0 ? tones : letters).append((char) c));
            folded.append(folded.isEmpty() ? "" : " ").append(letters).append(tones);
        }
        return folded.toString();
    }

    private static double jaroWinkler(String one, String other) {
        double jaro = jaro(one, other);
        int prefix = 0;
        while (prefix < Math.min(4, Math.min(one.length(), other.length()))
                && one.charAt(prefix) == other.charAt(prefix)) {
            prefix++;
        }
        return jaro + prefix * 0.1 * (1 - jaro);
    }

    private static double jaro(String one, String other) {
        if (one.isEmpty() || other.isEmpty()) {
            return 0;
        }
        int window = Math.max(0, Math.max(one.length(), other.length()) / 2 - 1);
        var taken = new boolean[other.length()];
        var matched = new StringBuilder();
        for (int i = 0; i < one.length(); i++) {
            for (int j = Math.max(0, i - window); j < Math.min(other.length(), i + window + 1); j++) {
                if (!taken[j] && one.charAt(i) == other.charAt(j)) {
                    taken[j] = true;
                    matched.append(one.charAt(i));
                    break;
                }
            }
        }
        if (matched.isEmpty()) {
            return 0;
        }
        int moved = 0;
        int k = 0;
        for (int j = 0; j < other.length(); j++) {
            if (taken[j] && matched.charAt(k++) != other.charAt(j)) {
                moved++;
            }
        }
        double m = matched.length();
        return (m / one.length() + m / other.length() + (m - moved / 2.0) / m) / 3;
    }
}
