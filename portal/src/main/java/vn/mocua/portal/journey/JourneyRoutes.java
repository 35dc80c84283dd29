package vn.mocua.portal.journey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import vn.mocua.portal.vault.SealedColumn;

/**
 * The addresses of every journey: its steps, "once more" below a step, and resume and restart. Its own leads to the step
 * that is due.
 */
@Configuration(proxyBeanMethods = false)
class JourneyRoutes {

    @Bean
    static SealedColumn draftKept() {
        return SealedColumn.of("journey_draft", "id", "kept");
    }

    @Bean
    static StepAddresses stepAddresses(List<JourneySource> sources, JourneyEngine engine, JourneyPages pages) {
        var addresses = new StepAddresses();
        sources.stream()
                .flatMap(JourneySource::journeys)
                .forEach(journey -> addresses.add(journey, journey.path() + "/*", handler(engine, pages, journey)));
        return addresses;
    }

    @Bean
    static SimpleUrlHandlerMapping journeyAddresses(
            List<JourneySource> sources, JourneyEngine engine, JourneyPages pages) {
        var handlers = new LinkedHashMap<String, Object>();
        sources.stream().flatMap(JourneySource::journeys).forEach(journey -> {
            var handler = handler(engine, pages, journey);
            handlers.put(journey.path(), handler);
            handlers.put(journey.path() + "/*", handler);
            handlers.put(journey.path() + "/*/again", handler);
        });
        // After the controllers: a page of its own below a journey, such as /sign-in/again, is no step.
        return new SimpleUrlHandlerMapping(handlers, 1);
    }

    private static HttpRequestHandler handler(JourneyEngine engine, JourneyPages pages, Journey<?> journey) {
        return (request, response) -> handle(engine, pages, journey, request, response);
    }

    private static <S> void handle(
            JourneyEngine engine,
            JourneyPages pages,
            Journey<S> journey,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var turn = new Turn<>(journey, request, response);
        try {
            var address = request.getRequestURI();
            handle(
                    engine,
                    turn,
                    address.length() > journey.path().length()
                            ? address.substring(journey.path().length() + 1)
                            : "");
        } catch (DataAccessException | TransactionException e) {
            // What was sent stands in the page that answers, to be sent again once the database is back.
            pages.interrupted(turn, e);
        }
    }

    private static <S> void handle(JourneyEngine engine, Turn<S> turn, String place) throws IOException {
        switch (turn.request().getMethod()) {
            case "GET", "HEAD" -> {
                if (place.isEmpty() || isButton(place)) {
                    engine.lead(turn);
                } else {
                    engine.show(turn, place);
                }
            }
            case "POST" -> {
                if (isButton(place) && !engine.isButton(turn)) {
                    turn.response().sendError(400);
                } else if (place.equals("resume")) {
                    engine.resume(turn);
                } else if (place.equals("restart")) {
                    engine.restart(turn);
                } else if (place.endsWith("/again")) {
                    engine.enterAgain(turn, place.substring(0, place.length() - "/again".length()));
                } else {
                    engine.submit(turn, place);
                }
            }
            default -> {
                turn.response().setHeader("Allow", "GET, HEAD, POST");
                turn.response().sendError(405);
            }
        }
    }

    private static boolean isButton(String place) {
        return place.equals("resume") || place.equals("restart") || place.endsWith("/again");
    }
}
