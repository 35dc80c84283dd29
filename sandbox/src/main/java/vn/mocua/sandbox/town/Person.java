package vn.mocua.sandbox.town;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may register: everything as that person would type it, and never a real one.
 *
 * @param birthDate dd/mm/yyyy, or mm/yyyy or the year alone when nobody knows more
 * @param phone ten digits from 0
 * @param secondPhone another number that the operator has on record as theirs, or null
 * @param oldNationalId the nine digits of a card from before, if there was one
 * @param password of an account that this person has already, else null
 * @param operator what the operator has on record under this phone, or null when the number is not in use
 */
public record Person(
        String id,
        Fate fate,
        String nationalId,
        @Nullable String oldNationalId,
        String fullName,
        String birthDate,
        String phone,
        @Nullable String secondPhone,
        String email,
        @Nullable String password,
        @Nullable Subscriber operator,
        Line line) {

    /** How SMS reach this phone: at once, some seconds late, or never. */
    public record Line(boolean suspended, int lateSeconds) {
        static final Line GOOD = new Line(false, 0);
    }

    /** The password of this person's USB token. */
    public String tokenPassword() {
        return Pins.ofToken(id);
    }

    /** The PIN of the key in this person's SIM. */
    public String simPin() {
        return Pins.ofSim(id);
    }

    public boolean isFemale() {
        return isFemale(nationalId);
    }

    /** What the fourth digit of a national id says. */
    static boolean isFemale(String nationalId) {
        return "13579".indexOf(nationalId.charAt(3)) >= 0;
    }

    /** The birth date in the order of records: ISO, or as much of it as is known. */
    String isoBirthDate() {
        return String.join("-", List.of(birthDate.split("/")).reversed());
    }

    /** The year of birth as typed. */
    public int birthYear() {
        return Integer.parseInt(birthDate.substring(birthDate.length() - 4));
    }

    @Override
    public String toString() {
        return "Person[" + id + ", " + fate.key() + "]";
    }
}
