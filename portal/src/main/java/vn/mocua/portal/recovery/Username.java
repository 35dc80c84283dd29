package vn.mocua.portal.recovery;

import vn.mocua.portal.identity.AgencyCode;
import vn.mocua.portal.identity.Identifier;

/** Whose account somebody wants to get back into: what people sign in with, or an agency's code. */
public record Username(Identifier identifier, String masked) {

    /** Throws {@link vn.mocua.portal.identity.Malformed} as the kind of number does that it looks like. */
    public static Username of(String text) {
        if (text.codePoints().anyMatch(Character::isLetter)) {
            var code = AgencyCode.of(text);
            return new Username(Identifier.of(code), code.value());
        }
        var person = vn.mocua.portal.login.Username.of(text);
        return new Username(person.identifier(), person.masked());
    }

    @Override
    public String toString() {
        return "Username[" + masked + "]";
    }
}
