package vn.mocua.portal.otp;

import java.util.Locale;

/** What a code is for. A code for one purpose is worth nothing for another. */
public enum Purpose {
    REGISTER,
    /** To a phone by which an account is verified once more. */
    RAISE,
    SIGN_IN,
    RESERVE,
    CONFIRM_EMAIL,
    /** To a mailbox that an account is to have: answered where the change was begun. */
    CHANGE_EMAIL,
    /** To a phone that an account is to have. */
    CHANGE_PHONE,
    /** To the phone that it is to have no more. */
    LEAVE_PHONE,
    RECOVER,
    /** The second channel of a recovery, never the only one. */
    RECOVER_BY_MAIL;

    /** Whether its codes go to a mailbox, and live as long as such codes do. */
    boolean goesByMail() {
        return this == CONFIRM_EMAIL || this == CHANGE_EMAIL || this == RECOVER_BY_MAIL;
    }

    /** What its codes are called among notices. */
    String notice() {
        return "code-" + key();
    }

    /** Its name in message keys and in the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
