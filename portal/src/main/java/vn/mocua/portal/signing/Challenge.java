package vn.mocua.portal.signing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Something to sign, once, within five minutes: docs/protocols/signed-statement.md.
 *
 * @param nonce commits to the statement: the purpose's prefix, and base64url of the statement's SHA-256
 * @param statement canonical JSON in UTF-8
 * @param code four digits that the page and the signing device show, to be compared by the person
 */
public record Challenge(UUID id, String nonce, byte[] statement, String code, Instant expiresAt) {

    public Challenge {
        statement = statement.clone();
    }

    @Override
    public byte[] statement() {
        return statement.clone();
    }

    static String codeOf(String nonce) {
        var hash = Digest.sha256(nonce.getBytes(StandardCharsets.US_ASCII));
        // The code that SK's Mobile-ID shows: six bits of the first byte, seven of the last.
        return "%04d".formatted(((hash[0] & 0xFC) << 5) | (hash[hash.length - 1] & 0x7F));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Challenge challenge && id.equals(challenge.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "Challenge[" + id + "]";
    }
}
