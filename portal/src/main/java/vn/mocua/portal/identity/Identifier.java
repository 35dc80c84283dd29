package vn.mocua.portal.identity;

/**
 * What an account is unique by.
 *
 * @param value the canonical spelling that {@link TextValue#value} writes
 */
public record Identifier(Kind kind, String value) {

    public enum Kind {
        NATIONAL_ID,
        TAX_CODE,
        AGENCY_CODE
    }

    public static Identifier of(NationalId nationalId) {
        return new Identifier(Kind.NATIONAL_ID, nationalId.value());
    }

    public static Identifier of(TaxCode taxCode) {
        return new Identifier(Kind.TAX_CODE, taxCode.value());
    }

    public static Identifier of(AgencyCode agencyCode) {
        return new Identifier(Kind.AGENCY_CODE, agencyCode.value());
    }

    @Override
    public String toString() {
        return "Identifier[" + kind + "]";
    }
}
