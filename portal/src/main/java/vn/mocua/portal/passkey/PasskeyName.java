package vn.mocua.portal.passkey;

import java.text.Normalizer;
import vn.mocua.portal.identity.Malformed;

/** What an owner calls a passkey of theirs: one short line. */
public record PasskeyName(String value) {

    private static final int MOST = 40;

    /** Throws {@link Malformed}: {@code passkeyName.missing}, {@code .tooLong}. */
    public static PasskeyName of(String text) {
        var name = Normalizer.normalize(text, Normalizer.Form.NFC)
                .replaceAll("[\\s\\p{C}]+", " ")
                .strip();
        if (name.isEmpty()) {
            throw new Malformed("passkeyName.missing");
        }
        if (name.codePointCount(0, name.length()) > MOST) {
            throw new Malformed("passkeyName.tooLong");
        }
        return new PasskeyName(name);
    }

    @Override
    public String toString() {
        return "PasskeyName[***]";
    }
}
