package vn.mocua.portal.journey;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.servlet.handler.AbstractHandlerMapping;

/**
 * Finds the page of a step by its whole address, before the pattern of every page there is has been held against it,
 * twice. What it does not know is left to those.
 */
final class StepAddresses extends AbstractHandlerMapping {

    /** @param pattern by which figures name requests: they know journeys, not steps */
    private record Place(HttpRequestHandler handler, String pattern) {}

    private final Map<String, Place> places = new HashMap<>();

    /** Before the controllers, whose order is 0. */
    StepAddresses() {
        setOrder(-1);
    }

    <S> void add(Journey<S> journey, String pattern, HttpRequestHandler handler) {
        journey.steps().forEach(step -> places.put(journey.address(step), new Place(handler, pattern)));
    }

    @Override
    protected @Nullable Object getHandlerInternal(HttpServletRequest request) {
        var place = places.get(request.getRequestURI());
        if (place == null) {
            return null;
        }
        request.setAttribute(BEST_MATCHING_PATTERN_ATTRIBUTE, place.pattern());
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.setPathPattern(place.pattern()));
        return place.handler();
    }
}
