package vn.mocua.portal.passkey;

/** What a challenge is given out for; it is worth nothing for the others. */
enum Purpose {
    ADD,
    SIGN_IN,
    RECOVER
}
