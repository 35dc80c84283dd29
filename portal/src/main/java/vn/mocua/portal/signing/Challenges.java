package vn.mocua.portal.signing;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import vn.mocua.portal.identity.SubjectKind;

/** What was given out to be signed: each for one bearer, purpose and kind, once, within five minutes. */
@Repository
public class Challenges {

    /**
     * Makes a challenge.
     *
     * @param kind whom the certificate must name; null where any kind will do
     * @param bearer who alone may answer it, such as the draft's id
     * @param locale the language in which it is asked, {@code vi} or {@code en}
     */
    public Challenge issue(Purpose purpose, @Nullable SubjectKind kind, String bearer, String locale) {
        throw new UnsupportedOperationException();
    }

    /** For showing the page again; empty when it was answered, is over, or is another's. */
    public Optional<Challenge> find(UUID id, String bearer) {
        throw new UnsupportedOperationException();
    }
}
