package vn.mocua.portal.identity;

/** The number on a citizen's card: 12 digits (CCCD), or 9 on the older paper card (CMND). */
public record NationalId(String value) implements TextValue {

    public NationalId {
        if (!value.matches("[0-9]{12}|[0-9]{9}")) {
            throw new Malformed("nationalId.length", value.length());
        }
    }

    public static NationalId of(String text) {
        return new NationalId(text.replaceAll("[\\s.]", ""));
    }

    /** Whether this is the number of an old paper card, which only ever is an alias. */
    public boolean isOldCard() {
        return value.length() == 9;
    }

    /** As pages show it: {@code *********001}. */
    public String masked() {
        return "*".repeat(value.length() - 3) + value.substring(value.length() - 3);
    }

    @Override
    public String toString() {
        return "NationalId[" + masked() + "]";
    }
}
