package vn.mocua.portal.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The electronic code of a state body, from the ministry or province down: {@code H48.12} (Decision 20/2020/QD-TTg).
 *
 * <p>The older spelling, {@code 000.00.12.H48} (QCVN 102:2016), goes the other way round and fills up with zeros.
 */
public record AgencyCode(String value) implements TextValue {

    private static final int MOST = 35;
    private static final Pattern FROM_THE_TOP = Pattern.compile("[A-Z][0-9]{2}(\\.[A-Z0-9]+)*");
    private static final Pattern FROM_BELOW = Pattern.compile("([0-9]+\\.){1,3}[A-Z][0-9]{2}");
    private static final Pattern NO_BODY_BELOW = Pattern.compile("(\\.0+)+$");

    /** Throws {@link Malformed}: {@code agencyCode.missing}, {@code .malformed}, {@code .length} with the count typed. */
    public AgencyCode {
        value = canonical(value);
    }

    /** Reads both spellings, in capitals or not, blanks left out. */
    public static AgencyCode of(String text) {
        return new AgencyCode(text);
    }

    /** The code of the ministry or province: {@code H48}. */
    public String topLevel() {
        return value.substring(0, 3);
    }

    @Override
    public String toString() {
        return "AgencyCode[" + topLevel() + ".***]";
    }

    private static String canonical(String text) {
        var typed = new StringBuilder();
        text.codePoints().filter(c -> !Digits.isBlank(c)).limit(1_000).forEach(typed::appendCodePoint);
        if (typed.isEmpty()) {
            throw new Malformed("agencyCode.missing");
        }
        if (typed.length() > MOST) {
            throw new Malformed("agencyCode.length", typed.length());
        }
        if (!typed.chars().allMatch(c -> c < 0x80)) {
            throw new Malformed("agencyCode.malformed");
        }
        var code = typed.toString().toUpperCase(Locale.ROOT);
        if (FROM_BELOW.matcher(code).matches()) {
            code = Arrays.asList(code.split("\\.", -1)).reversed().stream().collect(Collectors.joining("."));
        } else if (!FROM_THE_TOP.matcher(code).matches()) {
            throw new Malformed("agencyCode.malformed");
        }
        return NO_BODY_BELOW.matcher(code).replaceFirst("");
    }
}
