package vn.mocua.portal.identity;

/** The kinds of applicant that the guide's first choice names. */
public enum SubjectKind {
    CITIZEN,
    BUSINESS,
    AGENCY
}
