package vn.mocua.portal.journey;

import java.util.stream.Stream;

/** Implemented by a room that has journeys to offer. */
@FunctionalInterface
public interface JourneySource {

    Stream<Journey<?>> journeys();
}
