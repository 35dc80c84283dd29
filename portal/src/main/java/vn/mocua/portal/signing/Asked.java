package vn.mocua.portal.signing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.SubjectKind;

/**
 * Which challenge a signature is said to answer, and under what circumstances; all as {@linkplain Challenges#issue it was
 * issued}, never as a browser says.
 *
 * @param bearer who alone may answer it
 * @param kind null where a certificate of any kind will do, as in signing in
 */
public record Asked(
        UUID challenge,
        String bearer,
        Purpose purpose,
        @Nullable SubjectKind kind) {

    @Override
    public String toString() {
        return "Asked[" + challenge + "]";
    }
}
