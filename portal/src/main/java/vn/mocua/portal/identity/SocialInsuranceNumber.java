package vn.mocua.portal.identity;

import java.util.Optional;

/** A social insurance number: 10 digits, or the 12 of the personal number that took its place in August 2025. */
public record SocialInsuranceNumber(String value) implements TextValue {

    /** Throws {@link Malformed}: {@code socialInsuranceNumber.missing}, {@code .digits}, {@code .length} with the count. */
    public SocialInsuranceNumber {
        value = Digits.of(value, "socialInsuranceNumber");
        if (value.length() != 10 && value.length() != 12) {
            throw new Malformed("socialInsuranceNumber.length", value.length());
        }
    }

    /** Reads ASCII digits with blanks, dots and dashes between them. */
    public static SocialInsuranceNumber of(String text) {
        return new SocialInsuranceNumber(text);
    }

    /** The personal number, when it is one. */
    public Optional<NationalId> nationalId() {
        return value.length() == 12 ? Optional.of(new NationalId(value)) : Optional.empty();
    }

    /** As pages show it: {@code *******123}. */
    public String masked() {
        return "*".repeat(value.length() - 3) + value.substring(value.length() - 3);
    }

    @Override
    public String toString() {
        return "SocialInsuranceNumber[" + masked() + "]";
    }
}
