package vn.mocua.portal.password;

/** What a password must be composed of; what it must not be is the same under both. */
public enum PasswordPolicy {
    /** The guide's rule: 8 characters and more, with lower case, upper case, a digit and a special character. */
    GUIDE,
    /** The guide's rule, or 15 characters and more of any kind (SP 800-63B-4, 3.1.1.2). */
    PASSPHRASE
}
