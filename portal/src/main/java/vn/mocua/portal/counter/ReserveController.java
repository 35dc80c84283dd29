package vn.mocua.portal.counter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.information.Counters;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Pages;

/** Where reserving begins, and what whoever reserved takes along. */
@Controller
class ReserveController {

    /** What the button sends. */
    record Nothing() {}

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final Set<String> FRAME = Set.of("_csrf");

    private final ReservationJourney journey;
    private final Journeys journeys;
    private final Reservations reservations;
    private final Counters counters;
    private final Limits limits;
    private final Visits visits;
    private final Pages pages;

    ReserveController(
            ReservationJourney journey,
            Journeys journeys,
            Reservations reservations,
            Counters counters,
            Limits limits,
            Visits visits,
            Pages pages) {
        this.journey = journey;
        this.journeys = journeys;
        this.reservations = reservations;
        this.counters = counters;
        this.limits = limits;
        this.visits = visits;
        this.pages = pages;
    }

    @GetMapping(ReservationJourney.HOME)
    void show(HttpServletRequest request, HttpServletResponse response) {
        var model = new HashMap<String, @Nullable Object>();
        model.put("form", new Form(ReservationJourney.HOME, Map.of(), Map.of(), null));
        model.put("unfinished", journeys.unfinished(journey.journey(), request).orElse(null));
        pages.show(request, response, 200, "counter/reserve.jte", withNulls(model));
    }

    @PostMapping(ReservationJourney.HOME)
    void begin(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
            return;
        }
        var visit = visits.of(request);
        if (limits.take(Use.of("journeys-per-network", visit.network()))
                instanceof Taken.Refused(var limit, var when)) {
            var seconds = Duration.between(visit.now(), when).toSeconds() + 1;
            response.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
            response.sendError(429);
            return;
        }
        journeys.begin(journey.journey(), Reserving.NOTHING, request, response);
    }

    @GetMapping("/counters/reserved")
    void reserved(HttpServletRequest request, HttpServletResponse response) {
        var reservation = journeys.receipt(journey.journey(), request)
                .filter(receipt -> !receipt.isEmpty())
                .flatMap(receipt -> reservations.find(UUID.fromString(receipt)));
        if (reservation.isEmpty()) {
            Redirect.to(ReservationJourney.HOME, response);
            return;
        }
        var model = new HashMap<String, @Nullable Object>();
        model.put("reservation", reservation.get());
        model.put("counter", counters.find(reservation.get().place().key()).orElse(null));
        pages.show(request, response, 200, "counter/reserved.jte", withNulls(model));
    }

    @SuppressWarnings("NullAway") // a template's parameter may be null, and so may a value in Pages.show
    static Map<String, ?> withNulls(Map<String, @Nullable Object> model) {
        return model;
    }
}
