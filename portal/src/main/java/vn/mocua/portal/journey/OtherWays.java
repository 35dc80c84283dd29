package vn.mocua.portal.journey;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Implemented by a room that knows what else can be done by someone whose journey stops. */
@FunctionalInterface
public interface OtherWays {

    /**
     * One of them.
     *
     * @param key its words are the texts {@code <key>.name} and {@code <key>.needs}
     */
    record Way(String key, String address) {}

    /**
     * Those that are open just now; empty when the journey is not of that room.
     *
     * @param known what is known in the journey; null once it is over
     */
    Optional<List<Way>> besides(Journey<?> journey, @Nullable Object known);
}
