package vn.mocua.portal.recovery;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vn.mocua.portal.identity.Malformed;
import vn.mocua.portal.identity.TextValue;

/**
 * With what somebody comes back who asked for a delayed reset: 80 bits in Crockford's alphabet, in which what looks alike
 * is read alike, as in {@code 7KQ2-M0TX-94HV-R3ZB}.
 */
public record ResetCode(String value) implements TextValue {

    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 16;
    private static final Pattern WHOLE = Pattern.compile("[" + LETTERS + "]{" + LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Throws {@link Malformed}: {@code resetCode.malformed}. */
    public ResetCode {
        var bare = value.replaceAll("[\\s.-]", "")
                .toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        if (!WHOLE.matcher(bare).matches()) {
            throw new Malformed("resetCode.malformed");
        }
        value = bare.replaceAll("(.{4})(?=.)", "$1-");
    }

    /** Reads it with or without its dashes, in capitals or not. */
    public static ResetCode of(String text) {
        return new ResetCode(text);
    }

    static ResetCode random() {
        return new ResetCode(RANDOM.ints(LENGTH, 0, LETTERS.length())
                .mapToObj(LETTERS::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining()));
    }

    @Override
    public String toString() {
        return "ResetCode[***]";
    }
}
