package vn.mocua.portal.journey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Begins journeys, and tells of those of this browser. */
@Component
public class Journeys {

    private final Drafts drafts;
    private final JourneyCookie cookie;
    private final JourneyEngine engine;

    Journeys(Drafts drafts, JourneyCookie cookie, JourneyEngine engine) {
        this.drafts = drafts;
        this.cookie = cookie;
        this.engine = engine;
    }

    /** Begins a journey for this browser and sends it to the first page; what was under way there is left. */
    public <S> void begin(Journey<S> journey, S known, HttpServletRequest request, HttpServletResponse response) {
        cookie.read(journey, request).ifPresent(former -> drafts.forget(former.draft()));
        var draft = drafts.create(journey, known);
        cookie.write(journey, draft, response);
        engine.arrive(journey, draft, request, response);
    }

    /** The address of the page that is due in a journey that this browser has begun and not ended. */
    public <S> Optional<String> unfinished(Journey<S> journey, HttpServletRequest request) {
        return cookie.read(journey, request)
                .flatMap(word -> drafts.find(journey, word.draft()))
                .filter(draft -> draft.ending() == null)
                .flatMap(draft -> journey.current(draft.known()))
                .map(journey::address);
    }

    /** What the end of this browser's journey left for the page to which it led; empty when there is none. */
    public <S> Optional<String> receipt(Journey<S> journey, HttpServletRequest request) {
        return cookie.read(journey, request)
                .flatMap(word -> drafts.find(journey, word.draft()))
                .filter(draft -> draft.ending() != null)
                .flatMap(draft -> Optional.ofNullable(draft.kept().receipt()));
    }
}
