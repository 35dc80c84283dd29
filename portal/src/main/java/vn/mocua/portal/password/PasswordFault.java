package vn.mocua.portal.password;

import java.util.List;

/**
 * Why a password is refused.
 *
 * @param key the message that says it and what to do
 * @param counts numbers for the message
 */
public record PasswordFault(String key, List<Integer> counts) {

    static final PasswordFault NO_LOWER = new PasswordFault("password.noLower");
    static final PasswordFault NO_UPPER = new PasswordFault("password.noUpper");
    static final PasswordFault NO_DIGIT = new PasswordFault("password.noDigit");
    static final PasswordFault NO_SPECIAL = new PasswordFault("password.noSpecial");
    static final PasswordFault COMMON = new PasswordFault("password.common");
    static final PasswordFault OWN_DATA = new PasswordFault("password.ownData");
    static final PasswordFault WEAK = new PasswordFault("password.weak");

    /** For the page that asks twice: stands beside the confirmation. */
    public static final PasswordFault MISMATCH = new PasswordFault("password.mismatch");

    public PasswordFault {
        counts = List.copyOf(counts);
    }

    private PasswordFault(String key) {
        this(key, List.of());
    }

    static PasswordFault tooShort(int length) {
        return new PasswordFault("password.tooShort", List.of(length));
    }
}
