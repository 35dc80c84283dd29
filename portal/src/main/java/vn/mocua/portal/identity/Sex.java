package vn.mocua.portal.identity;

/** The two that a personal number can state. */
public enum Sex {
    MALE,
    FEMALE
}
