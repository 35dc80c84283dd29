package vn.mocua.sandbox.town;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What Vietnam Post wrote down about the holder of a PostID account; it knows nothing of what people type elsewhere.
 *
 * @param birthDate ISO date, or the year alone
 * @param phone E.164
 * @param checked when and where a clerk compared the account with the card, or null: never
 */
public record PostIdAccount(
        String username,
        String password,
        String nationalId,
        String fullName,
        String birthDate,
        boolean female,
        String phone,
        String email,
        String address,
        @Nullable Check checked) {

    /** A check in person at a post office. */
    public record Check(String office, Instant at) {}

    @Override
    public String toString() {
        return "PostIdAccount[***]";
    }
}
