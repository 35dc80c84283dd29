package vn.mocua.portal.journey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Begins journeys, and tells of those of this browser. */
@Component
public class Journeys {

    private final Drafts drafts;
    private final JourneyCookie cookie;
    private final JourneyEngine engine;
    private final List<JourneySource> sources;

    Journeys(Drafts drafts, JourneyCookie cookie, JourneyEngine engine, List<JourneySource> sources) {
        this.drafts = drafts;
        this.cookie = cookie;
        this.engine = engine;
        this.sources = sources;
    }

    /** Begins a journey for this browser and sends it to the first page; what was under way there is left. */
    public <S> void begin(Journey<S> journey, S known, HttpServletRequest request, HttpServletResponse response) {
        cookie.read(journey, request).ifPresent(former -> drafts.forget(former.draft()));
        var draft = drafts.begun(known);
        cookie.write(journey, draft, response);
        engine.begin(journey, draft, request, response);
    }

    /** The address of the page that is due in a journey that this browser has begun and not ended. */
    public Optional<String> unfinished(Journey<?> journey, HttpServletRequest request) {
        return unfinished(List.of(journey), request);
    }

    /** As {@link #unfinished(Journey, HttpServletRequest)}, whichever of the journeys of one area it is. */
    public Optional<String> unfinished(List<? extends Journey<?>> area, HttpServletRequest request) {
        return find(area, request).flatMap(Drafts.Found::due);
    }

    /** What is known in a journey that this browser has begun and not ended. */
    public <S> Optional<S> underWay(Journey<S> journey, HttpServletRequest request) {
        return cookie.read(journey, request)
                .flatMap(word -> drafts.find(journey, word.draft()))
                .filter(draft -> draft.ending() == null)
                .map(Draft::known);
    }

    /** What the end of this browser's journey left for the page to which it led; empty when there is none. */
    public Optional<String> receipt(Journey<?> journey, HttpServletRequest request) {
        return receipt(List.of(journey), request);
    }

    /** As {@link #receipt(Journey, HttpServletRequest)}, whichever of the journeys of one area it was. */
    public Optional<String> receipt(List<? extends Journey<?>> area, HttpServletRequest request) {
        return find(area, request)
                .map(Drafts.Found::draft)
                .filter(draft -> draft.ending() != null)
                .flatMap(draft -> Optional.ofNullable(draft.kept().receipt()));
    }

    /** Journeys of one area share the browser's word: one look tells which of them it is. */
    private Optional<Drafts.Found<?>> find(List<? extends Journey<?>> area, HttpServletRequest request) {
        return area.isEmpty()
                ? Optional.empty()
                : cookie.read(area.getFirst(), request).flatMap(word -> drafts.find(area, word.draft()));
    }

    /**
     * What was left by the journey that this browser has ended in an area, and only while it has not been closed since:
     * for pages of other rooms, which do not know the journey.
     *
     * @param home of the area, such as {@code /register}
     */
    public Optional<String> receiptUnder(String home, HttpServletRequest request) {
        if (!cookie.stayedOpen(request)) {
            return Optional.empty();
        }
        var area = sources.stream()
                .flatMap(JourneySource::journeys)
                .filter(journey -> journey.home().equals(home))
                .toList();
        return receipt(area, request).filter(receipt -> !receipt.isEmpty());
    }
}
