package vn.mocua.portal.counter;

import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import vn.mocua.portal.identity.Malformed;
import vn.mocua.portal.identity.TextValue;

/**
 * By what a person names their reservation, also over the telephone: {@code K7MT-4XRC}. No vowel, so that no word comes
 * of it, and nothing that looks or sounds like something else: neither 0 nor 1, neither B nor P, neither M nor N.
 */
public record ReservationCode(String value) implements TextValue {

    private static final String LETTERS = "CHKMRTVXY23456789";
    private static final Pattern WHOLE = Pattern.compile("[" + LETTERS + "]{8}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Throws {@link Malformed}: {@code reservationCode.malformed}. */
    public ReservationCode {
        var bare = value.replaceAll("[\\s.-]", "").toUpperCase(Locale.ROOT);
        if (!WHOLE.matcher(bare).matches()) {
            throw new Malformed("reservationCode.malformed");
        }
        value = bare.substring(0, 4) + "-" + bare.substring(4);
    }

    /** Reads it with or without its dash, in capitals or not. */
    public static ReservationCode of(String text) {
        return new ReservationCode(text);
    }

    static ReservationCode random() {
        return new ReservationCode(RANDOM.ints(8, 0, LETTERS.length())
                .mapToObj(LETTERS::charAt)
                .map(String::valueOf)
                .collect(Collectors.joining()));
    }

    @Override
    public String toString() {
        return "ReservationCode[***]";
    }
}
