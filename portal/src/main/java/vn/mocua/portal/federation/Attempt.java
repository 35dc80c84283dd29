package vn.mocua.portal.federation;

import java.time.Instant;
import java.util.Optional;

/**
 * One way out to a provider and back, as the draft remembers it: nobody without the draft can come back in its place.
 *
 * @param state comes back with the browser
 * @param nonce comes back in the token
 * @param verifier proves to the provider that who left is who asks (PKCE)
 * @param path of ours to which the provider sends the person back
 */
public record Attempt(String state, String nonce, String verifier, String path, Instant begunAt) {

    /** As notes keep it. */
    public String value() {
        return String.join(" ", state, nonce, verifier, path, Long.toString(begunAt.getEpochSecond()));
    }

    /** Reads what {@link #value} wrote; empty when there is none. */
    public static Optional<Attempt> of(String value) {
        var words = value.split(" ", -1);
        return words.length == 5
                ? Optional.of(new Attempt(
                        words[0], words[1], words[2], words[3], Instant.ofEpochSecond(Long.parseLong(words[4]))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "Attempt[" + begunAt + "]";
    }
}
