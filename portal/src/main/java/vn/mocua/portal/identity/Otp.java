package vn.mocua.portal.identity;

/** A one-time code as it was typed: six ASCII digits. */
public record Otp(String value) implements TextValue {

    /** Throws {@link Malformed}: {@code otp.missing}, {@code .digits}, {@code .length} with the count typed. */
    public Otp {
        value = Digits.of(value, "otp");
        if (value.length() != 6) {
            throw new Malformed("otp.length", value.length());
        }
    }

    /** Reads the digits with blanks or dashes between them, as messages group them. */
    public static Otp of(String text) {
        return new Otp(text);
    }

    @Override
    public String toString() {
        return "Otp[***]";
    }
}
