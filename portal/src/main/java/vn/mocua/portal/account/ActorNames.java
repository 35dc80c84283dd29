package vn.mocua.portal.account;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
}
