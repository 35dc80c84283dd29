package vn.mocua.portal.identity;

/** A person's name as it is written on the card, in NFC. */
public record FullName(String value) implements TextValue {

    /** How far two spellings are the same name, best first. */
    public enum Agreement {
        /** The same but for case, blanks and Unicode form. */
        EXACT,
        /** The same but for the shape of Đ and the place of a tone mark: passes. */
        EQUIVALENT,
        /** Perhaps the same: needs other evidence or an officer, never passes by itself. */
        NEAR,
        MISMATCH
    }

    public static FullName of(String text) {
        return new FullName(text.strip());
    }

    public Agreement compare(FullName other) {
        return value.equalsIgnoreCase(other.value) ? Agreement.EXACT : Agreement.MISMATCH;
    }

    @Override
    public String toString() {
        return "FullName[***]";
    }
}
