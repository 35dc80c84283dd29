package vn.mocua.sandbox.town;

import java.util.Arrays;
import java.util.Locale;

/** A company that may register, and its legal representative; never a real one. */
public record Business(
        String id, Fate fate, String taxCode, String organisationName, Person representative, VneidAccount vneid) {

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

    @Override
    public String toString() {
        return "Business[" + id + ", " + fate.key() + "]";
    }
}
