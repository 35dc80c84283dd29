package vn.mocua.portal.identity;

import java.text.Normalizer;

/**
 * A person's name as it is written on the card, in NFC, with single blanks and ASCII apostrophes and hyphens.
 *
 * <p>Letters of every language that writes Latin script are names' letters; one word is a name, and so are ten.
 */
public record FullName(String value) implements TextValue {

    private static final int MOST = 100;
    private static final int MOST_TYPED = 1_000;

    /** How far two spellings are the same name, best first. */
    public enum Agreement {
        /** The same but for case, blanks and Unicode form. */
        EXACT,
        /** The same but for the shape of D with stroke and the place of a tone mark: passes. */
        EQUIVALENT,
        /**
         * Perhaps the same: one side without diacritics, y for i, another order of the words, or one letter amiss.
         * Needs other evidence or an officer, never passes by itself.
         */
        NEAR,
        MISMATCH;

        /** Whether it passes without an officer. */
        public boolean passes() {
            return this == EXACT || this == EQUIVALENT;
        }
    }

    /**
     * Throws {@link Malformed}: {@code fullName.missing}, {@code .tooLong} with the count of letters and blanks,
     * {@code .invisible}, {@code .script} for letters of other scripts, {@code .letters} for digits and signs,
     * {@code .marks} for more than two marks on a letter.
     */
    public FullName {
        if (value.length() > MOST_TYPED) {
            throw new Malformed("fullName.tooLong", value.codePointCount(0, value.length()));
        }
        value = Spelling.tidy(value);
        if (value.isEmpty()) {
            throw new Malformed("fullName.missing");
        }
        requireLetters(value);
        var count = value.codePointCount(0, value.length());
        if (count > MOST) {
            throw new Malformed("fullName.tooLong", count);
        }
    }

    public static FullName of(String text) {
        return new FullName(text);
    }

    public Agreement compare(FullName other) {
        if (Spelling.exact(value).equals(Spelling.exact(other.value))) {
            return Agreement.EXACT;
        }
        if (Spelling.equivalent(value).equals(Spelling.equivalent(other.value))) {
            return Agreement.EQUIVALENT;
        }
        return Spelling.near(value, other.value) ? Agreement.NEAR : Agreement.MISMATCH;
    }

    @Override
    public String toString() {
        return "FullName[***]";
    }

    private static void requireLetters(String name) {
        var letters = 0;
        var onLetter = false;
        for (int i = 0, c; i < name.length(); i += Character.charCount(c)) {
            c = name.codePointAt(i);
            if (Spelling.isInvisible(c)) {
                throw new Malformed("fullName.invisible");
            } else if (Character.isLetter(c)) {
                requireLatin(c);
                letters++;
                onLetter = true;
            } else if (isMark(c)) {
                // Above and below the letter, as living languages write them; not through it, not around it.
                if (!onLetter || c < 0x0300 || c > 0x0331) {
                    throw new Malformed("fullName.marks");
                }
            } else if (c == ' ' || c == '-' || c == '\'' || c == '.') {
                onLetter = false;
            } else {
                throw new Malformed("fullName.letters");
            }
        }
        if (letters == 0 || !Normalizer.isNormalized(name, Normalizer.Form.NFKC)) {
            throw new Malformed("fullName.letters");
        }
        requireFewMarks(Normalizer.normalize(name, Normalizer.Form.NFD));
    }

    /** Letters with two cases, from the blocks of Latin that living alphabets use; no phonetic look-alikes. */
    private static void requireLatin(int c) {
        if (Character.UnicodeScript.of(c) != Character.UnicodeScript.LATIN) {
            throw new Malformed("fullName.script");
        }
        var alphabet = c < 0x0250 || (c >= 0x1E00 && c <= 0x1EFF) || (c <= 0x02AF && Character.toUpperCase(c) < 0x0250);
        if (!alphabet || !(Character.isUpperCase(c) || Character.isLowerCase(c)) || c == 0xAA || c == 0xBA) {
            throw new Malformed("fullName.letters");
        }
    }

    private static void requireFewMarks(String apart) {
        var marks = 0;
        for (int i = 0; i < apart.length(); i++) {
            marks = isMark(apart.charAt(i)) ? marks + 1 : 0;
            if (marks > 2) {
                throw new Malformed("fullName.marks");
            }
        }
    }

    private static boolean isMark(int c) {
        var type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
