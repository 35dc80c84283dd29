package vn.mocua.portal.identity;

/** The name of a business or a state body as its certificate or register spells it, in NFC with single blanks. */
public record OrganisationName(String value) implements TextValue {

    private static final int MOST = 400;

    /** Throws {@link Malformed}: {@code organisationName.missing}, {@code .tooLong}, {@code .letters}, {@code .invisible}. */
    public OrganisationName {
        if (value.length() > 10 * MOST) {
            throw new Malformed("organisationName.tooLong");
        }
        value = Spelling.tidy(value);
        if (value.isEmpty()) {
            throw new Malformed("organisationName.missing");
        }
        if (value.codePoints().anyMatch(Spelling::isInvisible)) {
            throw new Malformed("organisationName.invisible");
        }
        if (value.codePointCount(0, value.length()) > MOST) {
            throw new Malformed("organisationName.tooLong");
        }
        if (value.codePoints().noneMatch(Character::isLetter)) {
            throw new Malformed("organisationName.letters");
        }
    }

    public static OrganisationName of(String text) {
        return new OrganisationName(text);
    }

    /** The same but for case, the place of tone marks, and what stands between the words. */
    public boolean agreesWith(OrganisationName other) {
        return words().equals(other.words());
    }

    @Override
    public String toString() {
        return "OrganisationName[***]";
    }

    private String words() {
        var words = new StringBuilder();
        Spelling.equivalent(value)
                .codePoints()
                .map(c -> Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK ? c : ' ')
                .filter(c -> c != ' ' || (!words.isEmpty() && words.charAt(words.length() - 1) != ' '))
                .forEach(words::appendCodePoint);
        return words.toString().stripTrailing();
    }
}
