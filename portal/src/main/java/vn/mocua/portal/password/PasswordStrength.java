package vn.mocua.portal.password;

/** How hard a password is to guess, in the four words that the page shows. */
public enum PasswordStrength {
    /** Refused: common, made of the person's own data, or guessed in less than 10^8 tries. */
    WEAK("password.strength.weak"),
    /** Less than 10^10. */
    FAIR("password.strength.fair"),
    /** Less than 10^13. */
    GOOD("password.strength.good"),
    STRONG("password.strength.strong");

    private final String key;

    PasswordStrength(String key) {
        this.key = key;
    }

    /** The message that says it. */
    public String key() {
        return key;
    }

    static PasswordStrength of(double guesses) {
        if (guesses < PasswordRules.FEWEST_GUESSES) {
            return WEAK;
        }
        if (guesses < 1e10) {
            return FAIR;
        }
        return guesses < 1e13 ? GOOD : STRONG;
    }
}
