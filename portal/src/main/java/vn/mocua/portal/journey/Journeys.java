package vn.mocua.portal.journey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Begins journeys, and tells of those of this browser. */
@Component
public class Journeys {

    private final Drafts drafts;
    private final JourneyCookie cookie;
    private final JourneyEngine engine;
    /** By their home. */
    private final Map<String, List<Journey<?>>> areas;

    Journeys(Drafts drafts, JourneyCookie cookie, JourneyEngine engine, List<JourneySource> sources) {
        this.drafts = drafts;
        this.cookie = cookie;
        this.engine = engine;
        this.areas = sources.stream().flatMap(JourneySource::journeys).collect(Collectors.groupingBy(Journey::home));
    }

    /** Begins a journey for this browser and sends it to the first page; what was under way there is left. */
    public <S> void begin(Journey<S> journey, S known, HttpServletRequest request, HttpServletResponse response) {
        cookie.read(journey, request).ifPresent(former -> drafts.forget(former.draft()));
        enter(journey, known, request, response);
    }

    /**
     * As {@link #begin}, where something of what was under way may be taken along.
     *
     * @param known made of what is known in this very journey, where this browser has begun and not ended it
     */
    public <S> void beginAfter(
            Journey<S> journey,
            Function<Optional<S>, S> known,
            HttpServletRequest request,
            HttpServletResponse response) {
        var left = cookie.read(journey, request).flatMap(former -> drafts.leave(journey, former.draft()));
        enter(journey, known.apply(left), request, response);
    }

    private <S> void enter(Journey<S> journey, S known, HttpServletRequest request, HttpServletResponse response) {
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
        return receipt(areas.getOrDefault(home, List.of()), request).filter(receipt -> !receipt.isEmpty());
    }
}
