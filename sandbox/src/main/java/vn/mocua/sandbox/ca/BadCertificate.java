package vn.mocua.sandbox.ca;

/**
 * A certificate that nobody should accept, and the one reason why.
 *
 * @param id {@code sha1-signature}
 * @param what is wrong with it, a sentence for people
 * @param kind whom it claims to name: {@code citizen}, {@code business} or {@code agency}
 */
public record BadCertificate(String id, String what, String kind, Credential credential) {}
