package vn.mocua.portal.selfservice;

import java.text.Normalizer;
import vn.mocua.portal.identity.Malformed;

/** What an owner calls a certificate of theirs: one short line. */
public record CertificateName(String value) {

    private static final int MOST = 40;

    /** Throws {@link Malformed}: {@code certificateName.missing}, {@code .tooLong}. */
    public static CertificateName of(String text) {
        var name = Normalizer.normalize(text, Normalizer.Form.NFC)
                .replaceAll("[\\s\\p{C}]+", " ")
                .strip();
        if (name.isEmpty()) {
            throw new Malformed("certificateName.missing");
        }
        if (name.codePointCount(0, name.length()) > MOST) {
            throw new Malformed("certificateName.tooLong");
        }
        return new CertificateName(name);
    }

    @Override
    public String toString() {
        return "CertificateName[***]";
    }
}
