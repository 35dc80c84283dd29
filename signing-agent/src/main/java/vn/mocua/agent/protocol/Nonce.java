package vn.mocua.agent.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the token signs besides the origin: a purpose, and the commitment to a statement. */
public record Nonce(String value, Purpose purpose) {

    /** 256 bits in base64url; the last of 43 letters carries four of them. */
    private static final Pattern COMMITMENT = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    static Nonce of(String value) throws Malformed {
        for (var purpose : Purpose.values()) {
            if (value.startsWith(purpose.prefix())
                    && COMMITMENT
                            .matcher(value.substring(purpose.prefix().length()))
                            .matches()) {
                return new Nonce(value, purpose);
            }
        }
        throw new Malformed("challengeNonce is none of this portal's");
    }

    boolean commitsTo(byte[] statement) {
        var commitment = Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(statement));
        return value.equals(purpose.prefix() + commitment);
    }

    /** Four digits that stand on the page too, for the person to compare. */
    public String code() {
        var hash = sha256(value.getBytes(US_ASCII));
        return String.format(Locale.ROOT, "%04d", ((hash[0] & 0xFC) << 5) | (hash[31] & 0x7F));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
