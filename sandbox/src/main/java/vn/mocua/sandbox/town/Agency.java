package vn.mocua.sandbox.town;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A state body that may register; never a real one.
 *
 * @param parent the body above it, as its certificate says
 * @param taxCode as its certificate says, or null: it does not say
 * @param budgetCode its number as a unit that spends the state's money, or null: the certificate does not say
 */
public record Agency(
        String id,
        Fate fate,
        String agencyCode,
        String organisationName,
        String parent,
        @Nullable String taxCode,
        @Nullable String budgetCode,
        String phone,
        String email) {

    /** What a state body is famous for. */
    public enum Fate {
        ORDINARY,
        TAX_AND_BUDGET_CODE,
        SUBORDINATE_UNIT,
        CERTIFICATE_REVOKED,
        CERTIFICATE_EXPIRED;

        /** The word that the JSON uses: {@code tax-and-budget-code}. */
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
        return "Agency[" + id + ", " + fate.key() + "]";
    }
}
