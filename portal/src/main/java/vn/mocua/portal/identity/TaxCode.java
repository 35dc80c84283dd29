package vn.mocua.portal.identity;

import java.util.Optional;

/**
 * A tax code (MST): 10 digits with a check digit, the same with {@code -001} to {@code -999} for a branch, or the 12
 * digits of a personal number, which stands for the person's own tax code since July 2025 (Circular 86/2024/TT-BTC).
 */
public record TaxCode(String value) implements TextValue {

    private static final int[] WEIGHTS = {31, 29, 23, 19, 17, 13, 7, 5, 3};

    /**
     * Throws {@link Malformed}: {@code taxCode.missing}, {@code .digits}, {@code .length} with the count typed,
     * {@code .branch} for branch 000, {@code .unknown} when the check digit says that there is no such code.
     */
    public TaxCode {
        var digits = Digits.of(value, "taxCode");
        switch (digits.length()) {
            case 12 -> value = digits;
            case 10 -> {
                requireChecked(digits);
                value = digits;
            }
            case 13 -> {
                requireChecked(digits);
                if (digits.endsWith("000")) {
                    throw new Malformed("taxCode.branch");
                }
                value = digits.substring(0, 10) + "-" + digits.substring(10);
            }
            default -> throw new Malformed("taxCode.length", digits.length());
        }
    }

    /** Reads ASCII digits with blanks, dots and dashes between them. */
    public static TaxCode of(String text) {
        return new TaxCode(text);
    }

    public boolean isBranch() {
        return value.length() == 14;
    }

    /** Whether this is a person's number: a business only where the policy lets a household business in. */
    public boolean isPersonal() {
        return value.length() == 12;
    }

    /** The code of the whole business: of a branch its head's, else this one. */
    public TaxCode head() {
        return isBranch() ? new TaxCode(value.substring(0, 10)) : this;
    }

    public Optional<NationalId> nationalId() {
        return isPersonal() ? Optional.of(new NationalId(value)) : Optional.empty();
    }

    /** As pages show it: {@code *******123}, a branch with its number. */
    public String masked() {
        var shown = isBranch() ? 7 : value.length() - 3;
        return "*".repeat(shown) + value.substring(shown);
    }

    @Override
    public String toString() {
        return "TaxCode[" + masked() + "]";
    }

    /** d10 = 10 - (sum of weighted digits mod 11), where 10 is never given out; digits 3 to 9 are not all zero. */
    private static void requireChecked(String digits) {
        var sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * (digits.charAt(i) - '0');
        }
        if (10 - sum % 11 != digits.charAt(9) - '0' || digits.startsWith("0000000", 2)) {
            throw new Malformed("taxCode.unknown");
        }
    }
}
