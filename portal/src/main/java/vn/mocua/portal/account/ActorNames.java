package vn.mocua.portal.account;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.audit.Entry;

/** Implemented by a room that knows who else than its holder acts in an account. */
@FunctionalInterface
public interface ActorNames {

    /**
     * What the account's holder calls whoever did something to it.
     *
     * @param actor as the record of acts names them
     * @return empty for the holder, and for whoever is nobody of theirs
     */
    Optional<String> nameOf(@Nullable UUID account, String actor);

    /** What the account's holder calls whom an act was about; empty when it was about nobody whom this room knows. */
    default Optional<String> whom(Entry act) {
        return Optional.empty();
    }
}
