package vn.mocua.portal.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The number on a citizen's card: 12 digits (CCCD, personal number), or 9 on the older paper card (CMND).
 *
 * <p>Twelve digits say province or country of birth (3), century and sex (1), year of birth (2) and six more (Circular
 * 07/2016/TT-BCA). There is no check digit, and registers hold numbers whose inner parts are wrong: they only warn.
 */
public record NationalId(String value) implements TextValue {

    private static final Map<String, String> PROVINCES = Lines.table("province-codes.csv");

    /** What looks wrong inside a number, and need not be. */
    public enum Warning {
        /** The first three digits are no province; so it is with people whose birth was registered abroad. */
        PROVINCE("nationalId.warning.province"),
        CENTURY("nationalId.warning.century"),
        YEAR("nationalId.warning.year"),
        SEX("nationalId.warning.sex");

        private final String key;

        Warning(String key) {
            this.key = key;
        }

        /** The message that says it. */
        public String key() {
            return key;
        }
    }

    /** Throws {@link Malformed}: {@code nationalId.missing}, {@code .digits}, {@code .length} with the count typed. */
    public NationalId {
        value = Digits.of(value, "nationalId");
        if (value.length() != 12 && value.length() != 9) {
            throw new Malformed("nationalId.length", value.length());
        }
    }

    /** Reads ASCII digits with blanks, dots and dashes between them. */
    public static NationalId of(String text) {
        return new NationalId(text);
    }

    /** Whether this is the number of an old paper card, which only ever is an alias. */
    public boolean isOldCard() {
        return value.length() == 9;
    }

    /** The province of the first three digits, as named before July 2025; empty for countries and old cards. */
    public Optional<String> province() {
        return isOldCard() ? Optional.empty() : Optional.ofNullable(PROVINCES.get(value.substring(0, 3)));
    }

    /** The year of birth that the number states; empty for an old card. */
    public Optional<Integer> birthYear() {
        return isOldCard() ? Optional.empty() : Optional.of(statedYear());
    }

    /** The sex that the number states; empty for an old card. */
    public Optional<Sex> sex() {
        return isOldCard() ? Optional.empty() : Optional.of(centuryAndSex() % 2 == 0 ? Sex.MALE : Sex.FEMALE);
    }

    /** What does not fit together; an old card says nothing that could. */
    public List<Warning> warnings(@Nullable BirthDate birthDate, @Nullable Sex sex) {
        if (isOldCard()) {
            return List.of();
        }
        var warnings = new ArrayList<Warning>();
        if (province().isEmpty()) {
            warnings.add(Warning.PROVINCE);
        }
        if (birthDate != null && birthDate.year() / 100 != statedYear() / 100) {
            warnings.add(Warning.CENTURY);
        }
        if (birthDate != null && birthDate.year() % 100 != statedYear() % 100) {
            warnings.add(Warning.YEAR);
        }
        if (sex != null && !Optional.of(sex).equals(sex())) {
            warnings.add(Warning.SEX);
        }
        return List.copyOf(warnings);
    }

    public List<Warning> warnings(@Nullable BirthDate birthDate) {
        return warnings(birthDate, null);
    }

    /** As pages show it: {@code *********001}. */
    public String masked() {
        return "*".repeat(value.length() - 3) + value.substring(value.length() - 3);
    }

    @Override
    public String toString() {
        return "NationalId[" + masked() + "]";
    }

    private int centuryAndSex() {
        return value.charAt(3) - '0';
    }

    private int statedYear() {
        return 1900 + 100 * (centuryAndSex() / 2) + Integer.parseInt(value.substring(4, 6));
    }
}
