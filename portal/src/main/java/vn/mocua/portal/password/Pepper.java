package vn.mocua.portal.password;

/** The keyed step before hashing: HMAC-SHA256 under a key that the database does not hold. */
@FunctionalInterface
public interface Pepper {

    byte[] mac(byte[] input);
}
