package vn.mocua.portal.password;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/** Which passwords are taken: the guide's composition, and nothing that others would guess. */
public final class PasswordRules {

    /** The floor of the strength meter. */
    static final double FEWEST_GUESSES = 1e8;

    /** What the meter sees at most, in code points: its work grows with more than the square. */
    static final int MOST_MEASURED = 64;

    private static final int SHORTEST = 8;
    private static final int SHORTEST_PASSPHRASE = 15;

    private final PasswordPolicy policy;
    private final CommonPasswords common;
    private final Meter meter;

    PasswordRules(PasswordPolicy policy, CommonPasswords common, Meter meter) {
        this.policy = policy;
        this.common = common;
        this.meter = meter;
    }

    /** Everything that is wrong with a password; empty when it is taken. The meter is asked last, and only if all is well. */
    public List<PasswordFault> faults(Password password, PersonalData own) {
        var faults = new ArrayList<>(compositionFaults(password));
        if (common.contain(password)) {
            faults.add(PasswordFault.COMMON);
        }
        if (own.isIn(password)) {
            faults.add(PasswordFault.OWN_DATA);
        }
        if (faults.isEmpty() && guesses(password, own) < FEWEST_GUESSES) {
            faults.add(PasswordFault.WEAK);
        }
        return List.copyOf(faults);
    }

    private List<PasswordFault> compositionFaults(Password password) {
        if (policy == PasswordPolicy.PASSPHRASE && password.length() >= SHORTEST_PASSPHRASE) {
            return List.of();
        }
        var text = password.text();
        var faults = new ArrayList<PasswordFault>();
        if (password.length() < SHORTEST) {
            faults.add(PasswordFault.tooShort(password.length()));
        }
        if (text.codePoints().noneMatch(Character::isLowerCase)) {
            faults.add(PasswordFault.NO_LOWER);
        }
        if (text.codePoints().noneMatch(Character::isUpperCase)) {
            faults.add(PasswordFault.NO_UPPER);
        }
        if (text.codePoints().noneMatch(Character::isDigit)) {
            faults.add(PasswordFault.NO_DIGIT);
        }
        if (text.codePoints().noneMatch(PasswordRules::isSpecial)) {
            faults.add(PasswordFault.NO_SPECIAL);
        }
        return faults;
    }

    /** Neither letter nor digit, nor a mark that belongs to a letter; a blank is special. */
    private static boolean isSpecial(int c) {
        return !Character.isLetterOrDigit(c)
                && switch (Character.getType(c)) {
                    case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK ->
                        false;
                    default -> true;
                };
    }

    private double guesses(Password password, PersonalData own) {
        var text = password.text();
        var end = text.offsetByCodePoints(0, Math.min(password.length(), MOST_MEASURED));
        return meter.guesses(withoutMarks(text.substring(0, end)), own.words());
    }

    /** Vietnamese without marks is as easy to guess as with them, and the meter's words have none. */
    private static String withoutMarks(String text) {
        var apart = Normalizer.normalize(text, Normalizer.Form.NFD);
        var bare = new StringBuilder(apart.length());
        apart.codePoints()
                .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                .map(c -> c == 0x0110 ? 'D' : c == 0x0111 ? 'd' : c)
                .forEach(bare::appendCodePoint);
        return bare.toString();
    }
}
