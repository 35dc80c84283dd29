package vn.mocua.portal.otp;

import java.util.Locale;

/** What a code is for. A code for one purpose is worth nothing for another. */
public enum Purpose {
    REGISTER,
    SIGN_IN,
    RESERVE,
    CONFIRM_EMAIL,
    /** To a phone that an account is to have. */
    CHANGE_PHONE,
    /** To the phone that it is to have no more. */
    LEAVE_PHONE;

    /** Its name in message keys and in the database. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
