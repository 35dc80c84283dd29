package vn.mocua.portal.registration;

/**
 * One of the three kinds of applicant, as the chooser offers it.
 *
 * @param kind {@code citizen}, {@code business} or {@code agency}
 */
public record KindChoice(String kind, boolean chosen) {}
