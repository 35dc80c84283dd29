package vn.mocua.sandbox.town;

import java.util.Optional;
import java.util.regex.Pattern;

/** A Vietnamese mobile number, kept as E.164; the sandbox's own reading of the numbering plan. */
public record Telephone(String value) {

    private static final Pattern MOBILE = Pattern.compile("(3[02-9]|5[125689]|7[06-9]|8[1-9]|9[0-46-9])[0-9]{7}");

    /** Reads {@code +84…}, {@code 84…}, {@code 0084…} and {@code 0…}; a blank stands for the plus that a URL lost. */
    public static Optional<Telephone> of(String text) {
        var digits = text.strip().replaceAll("[\\s.()-]", "");
        if (!digits.matches("[+]?[0-9]{9,15}")) {
            return Optional.empty();
        }
        var rest = digits.replaceFirst("^([+]84|0084|84|0)", "");
        return rest.length() < digits.length() && MOBILE.matcher(rest).matches()
                ? Optional.of(new Telephone("+84" + rest))
                : Optional.empty();
    }

    /** As a person writes it: {@code 0912000001}. */
    public String national() {
        return "0" + value.substring(3);
    }

    @Override
    public String toString() {
        return "Telephone[***]";
    }
}
