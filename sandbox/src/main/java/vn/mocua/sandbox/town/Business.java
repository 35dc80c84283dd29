package vn.mocua.sandbox.town;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A company that may register, and its legal representative; never a real one.
 *
 * @param staff who has a certificate that names this company as well
 */
public record Business(
        String id,
        Fate fate,
        String taxCode,
        String organisationName,
        Person representative,
        List<Person> staff,
        VneidAccount vneid) {

    /** What a company is famous for. */
    public enum Fate {
        ORDINARY,
        BRANCH,
        VNEID_LEVEL_ONE;

        /** The word that the JSON uses: {@code vneid-level-one}. */
        public String key() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        static Fate of(String key) {
            return Arrays.stream(values())
                    .filter(fate -> fate.key().equals(key))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no such fate: " + key));
        }
    }

    /** The password of its token. */
    public String tokenPassword() {
        return Pins.ofToken(id);
    }

    /** The PIN of the key in its SIM. */
    public String simPin() {
        return Pins.ofSim(id);
    }

    @Override
    public String toString() {
        return "Business[" + id + ", " + fate.key() + "]";
    }
}
