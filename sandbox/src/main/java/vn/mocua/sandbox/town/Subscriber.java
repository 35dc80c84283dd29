package vn.mocua.sandbox.town;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the operator wrote down when the number was sold; it knows nothing of what people type elsewhere.
 *
 * @param birthDate ISO date, or the year and month, or the year alone
 * @param simChangedHoursAgo when another SIM was put under this number, or null: not within memory
 * @param missing CAMARA names of what the operator cannot judge for this subscriber
 * @param silent whether the operator never answers for this number
 */
public record Subscriber(
        String nationalId,
        @Nullable String oldNationalId,
        String fullName,
        String birthDate,
        @Nullable Integer simChangedHoursAgo,
        Set<String> missing,
        boolean silent) {

    public boolean knowsDayOfBirth() {
        return birthDate.length() == 10;
    }

    @Override
    public String toString() {
        return "Subscriber[***]";
    }
}
