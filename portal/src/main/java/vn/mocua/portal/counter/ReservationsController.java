package vn.mocua.portal.counter;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.information.Counters;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Page;
import vn.mocua.portal.page.Pages;
import vn.mocua.portal.vault.Vault;

/**
 * Looking a reservation up, and cancelling it: with its code and what only its owner knows besides. Whether there is
 * none, it is over, or something else was to be known, the answer is the same.
 */
@Controller
class ReservationsController {

    record LookUp(ReservationCode reservationCode, Proof proof) {}

    /** What came of looking. */
    private sealed interface Found {
        record One(Reservation reservation) implements Found {}

        record None() implements Found {}

        record NotBefore(java.time.Instant when) implements Found {}
    }

    private static final FormReader<LookUp> READER = FormReader.of(LookUp.class);
    private static final Set<String> FRAME = Set.of("_csrf");
    private static final String HOME = "/counters/reservations";

    private final Reservations reservations;
    private final ReservationNotices notices;
    private final Counters counters;
    private final TransactionTemplate transactions;
    private final Limits limits;
    private final Vault vault;
    private final Visits visits;
    private final Pages pages;

    ReservationsController(
            Reservations reservations,
            ReservationNotices notices,
            Counters counters,
            TransactionTemplate transactions,
            Limits limits,
            Vault vault,
            Visits visits,
            Pages pages) {
        this.reservations = reservations;
        this.notices = notices;
        this.counters = counters;
        this.transactions = transactions;
        this.limits = limits;
        this.vault = vault;
        this.visits = visits;
        this.pages = pages;
    }

    @GetMapping(HOME)
    void ask(HttpServletRequest request, HttpServletResponse response) {
        ask(request, response, 200, Map.of(), List.of());
    }

    @PostMapping(HOME)
    void lookUp(HttpServletRequest request, HttpServletResponse response) throws IOException {
        read(request, response, (reservation, typed) -> {
            var model = new HashMap<String, @Nullable Object>();
            model.put("form", new Form(HOME + "/cancel", typed, Map.of(), null));
            model.put("reservation", reservation);
            model.put("counter", counters.find(reservation.place().key()).orElse(null));
            pages.show(request, response, 200, "counter/reservation.jte", ReserveController.withNulls(model));
        });
    }

    @PostMapping(HOME + "/cancel")
    void cancel(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var address = visits.of(request).address();
        read(request, response, (reservation, typed) -> {
            transactions.executeWithoutResult(status -> {
                if (reservations.cancel(reservation, address)) {
                    notices.cancelled(reservation);
                }
            });
            Redirect.to(HOME + "?cancelled", response);
        });
    }

    /** What is done with a reservation once it was found. */
    private interface Then {
        void with(Reservation reservation, Map<String, String> typed);
    }

    private void read(HttpServletRequest request, HttpServletResponse response, Then then) throws IOException {
        switch (READER.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<LookUp>() -> response.sendError(400);
            case Reading.Wrong<LookUp>(var problems, var typed) -> ask(request, response, 422, typed, problems);
            case Reading.Read<LookUp>(var form, var typed) -> {
                switch (find(form, request)) {
                    case Found.One(var reservation) -> then.with(reservation, typed);
                    case Found.None() ->
                        ask(request, response, 422, typed, List.of(Problem.with("", "counter.reservations.none")));
                    case Found.NotBefore(var when) -> {
                        var left = Duration.between(visits.of(request).now(), when);
                        response.setHeader("Retry-After", Long.toString(Math.max(1, left.toSeconds() + 1)));
                        ask(
                                request,
                                response,
                                429,
                                typed,
                                List.of(Problem.with("", "counter.reservations.tooOften", when)));
                    }
                }
            }
        }
    }

    /** A failure is counted before it is looked, and taken back when there was one: at once is one after the other. */
    private Found find(LookUp form, HttpServletRequest request) {
        var uses = new Use[] {
            Use.of(
                    "reservation-failures-per-code",
                    vault.lookup("reservation.code", form.reservationCode().value())),
            Use.of("reservation-failures-per-network", visits.of(request).network())
        };
        if (limits.take(uses) instanceof Taken.Refused(var limit, var when)) {
            return new Found.NotBefore(when);
        }
        var found = reservations.find(form.reservationCode(), form.proof());
        if (found.isEmpty()) {
            return new Found.None();
        }
        limits.giveBack(uses);
        return new Found.One(found.get());
    }

    private void ask(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            Map<String, String> typed,
            List<Problem> problems) {
        var page = pages.of(request);
        var fields = new LinkedHashMap<String, Field>();
        for (var name : List.of("reservationCode", "proof")) {
            fields.put(name, field(page, name, typed.getOrDefault(name, ""), problems));
        }
        var whole = of("", problems).map(each -> words(page, each)).orElse(null);
        pages.show(
                request,
                response,
                status,
                "counter/reservations.jte",
                Map.of(
                        "form",
                        new Form(HOME, Map.of(), fields, whole),
                        "cancelled",
                        request.getParameter("cancelled") != null));
    }

    private static Field field(Page page, String name, String typed, List<Problem> problems) {
        var label = "field." + name;
        var error = of(name, problems).map(each -> words(page, each)).orElse(null);
        return new Field(name, page.text(label), page.text(label + ".hint"), typed, error, true);
    }

    private static Optional<Problem> of(String field, List<Problem> problems) {
        return problems.stream().filter(each -> each.field().equals(field)).findFirst();
    }

    private static String words(Page page, Problem problem) {
        return page.text(problem.message(), problem.arguments().toArray());
    }
}
