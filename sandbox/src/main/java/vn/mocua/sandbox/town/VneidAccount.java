package vn.mocua.sandbox.town;

import org.jspecify.annotations.Nullable;

/**
 * What VNeID has on record about the holder of an account; of an organisation's account the holder is its legal
 * representative.
 *
 * @param username the national id, of an organisation its tax code
 * @param birthDate dd/MM/yyyy, or the year alone
 * @param level 1 opened online, 2 after a check in person
 */
public record VneidAccount(
        String username,
        String password,
        String nationalId,
        String fullName,
        String birthDate,
        boolean female,
        int level,
        @Nullable Organisation organisation) {

    /** Whom an account acts for. */
    public record Organisation(String taxCode, String name) {}

    @Override
    public String toString() {
        return "VneidAccount[***]";
    }
}
