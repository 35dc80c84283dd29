package vn.mocua.portal.journey;

/** An answer that is pasted rather than typed, such as a signed token: longer than what people type, and bounded too. */
public record LongText(String value) {

    public static final int LONGEST = 16 * 1024;

    public static LongText of(String sent) {
        return new LongText(sent.strip());
    }

    @Override
    public String toString() {
        return "LongText[" + value.length() + " characters]";
    }
}
