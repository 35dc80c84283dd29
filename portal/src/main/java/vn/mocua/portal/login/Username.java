package vn.mocua.portal.login;

import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.TaxCode;

/**
 * What people sign in with: a person's id of 9 or 12 digits, or a tax code of 10 or 13. Twelve digits are a person's,
 * whose tax code they are too.
 */
public record Username(Identifier identifier, String masked) {

    /** Throws {@link vn.mocua.portal.identity.Malformed} as the id does, or as the tax code where it has their length. */
    public static Username of(String text) {
        var digits = text.codePoints().filter(Character::isDigit).count();
        if (digits == 10 || digits == 13) {
            var taxCode = TaxCode.of(text);
            return new Username(Identifier.of(taxCode), taxCode.masked());
        }
        var nationalId = NationalId.of(text);
        return new Username(Identifier.of(nationalId), nationalId.masked());
    }

    String value() {
        return identifier.value();
    }

    @Override
    public String toString() {
        return "Username[" + masked + "]";
    }
}
