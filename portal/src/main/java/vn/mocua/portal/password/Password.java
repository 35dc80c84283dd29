package vn.mocua.portal.password;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import vn.mocua.portal.identity.Malformed;

/** A password as it was typed, in NFC: 1 to 128 code points of any script. It cannot be printed, stored or compared. */
public final class Password {

    static final int MOST = 128;

    /** More than any composition of so many letters takes in UTF-16; whatever is longer is not even normalised. */
    private static final int MOST_TYPED = 8 * MOST;

    private final char[] text;

    private Password(char[] text) {
        this.text = text;
    }

    /**
     * Reads what was typed, every character of it. Throws {@link Malformed}: {@code password.missing},
     * {@code .tooLong}, {@code .unreadable} for halves of characters.
     */
    public static Password of(String typed) {
        if (typed.isEmpty()) {
            throw new Malformed("password.missing");
        }
        if (typed.length() > MOST_TYPED) {
            throw new Malformed("password.tooLong");
        }
        var composed = Normalizer.normalize(typed, Normalizer.Form.NFC);
        if (composed.codePointCount(0, composed.length()) > MOST) {
            throw new Malformed("password.tooLong");
        }
        var password = new Password(composed.toCharArray());
        Arrays.fill(password.utf8(), (byte) 0);
        return password;
    }

    /** In code points. */
    public int length() {
        return Character.codePointCount(text, 0, text.length);
    }

    /** Whether the person typed the same twice; takes the same time wherever the two differ. */
    public boolean sameAs(Password other) {
        var mine = utf8();
        var theirs = other.utf8();
        try {
            return MessageDigest.isEqual(mine, theirs);
        } finally {
            Arrays.fill(mine, (byte) 0);
            Arrays.fill(theirs, (byte) 0);
        }
    }

    String text() {
        return new String(text);
    }

    /** The caller wipes it. */
    byte[] utf8() {
        try {
            var bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            var exact = new byte[bytes.remaining()];
            bytes.get(exact);
            Arrays.fill(bytes.array(), (byte) 0);
            return exact;
        } catch (CharacterCodingException e) {
            throw new Malformed("password.unreadable");
        }
    }

    @Override
    public String toString() {
        return "Password[***]";
    }
}
