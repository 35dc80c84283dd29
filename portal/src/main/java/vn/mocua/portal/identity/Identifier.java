package vn.mocua.portal.identity;

/** What an account is unique by. */
public record Identifier(Kind kind, String value) {

    public enum Kind {
        NATIONAL_ID,
        TAX_CODE,
        AGENCY_CODE
    }

    @Override
    public String toString() {
        return "Identifier[" + kind + "]";
    }
}
