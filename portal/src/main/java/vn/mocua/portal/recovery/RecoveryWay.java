package vn.mocua.portal.recovery;

import java.util.stream.Stream;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.JourneySource;

/**
 * A way back into an account. A room that has one declares it as a bean, made by {@link RecoveryEnd#of}; it is offered to
 * everybody alike, in the order of the beans. Its words stand under {@code recovery.way.<key>} and
 * {@code recovery.way.<key>.needs}.
 *
 * @param key its name in addresses and words
 */
public record RecoveryWay(String key, Journey<Recovering> journey) implements JourneySource {

    @Override
    public Stream<Journey<?>> journeys() {
        return Stream.of(journey);
    }
}
