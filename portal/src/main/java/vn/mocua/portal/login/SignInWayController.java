package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;

/** Begins signing in without id and password, when the button of a way on the sign-in page is pressed. */
@Controller
class SignInWayController {

    /** What a button sends. */
    record Nothing() {}

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final Set<String> FRAME = Set.of("_csrf");

    private final List<SignInWay> ways;
    private final Journeys journeys;
    private final Limits limits;
    private final Visits visits;
    private final DeviceCookie deviceCookie;

    SignInWayController(
            ObjectProvider<SignInWay> ways,
            Journeys journeys,
            Limits limits,
            Visits visits,
            DeviceCookie deviceCookie) {
        this.ways = ways.orderedStream().toList();
        this.journeys = journeys;
        this.limits = limits;
        this.visits = visits;
        this.deviceCookie = deviceCookie;
    }

    @GetMapping("/sign-in/by/{key}")
    void choose(@PathVariable String key, HttpServletResponse response) {
        Redirect.to("/sign-in", response);
    }

    @PostMapping("/sign-in/by/{key}")
    void begin(@PathVariable String key, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!(BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
            return;
        }
        var way = ways.stream().filter(each -> each.key().equals(key)).findFirst();
        if (way.isEmpty()) {
            response.sendError(404);
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
        way.get().begin(journeys, deviceCookie.read(request).orElse(null), request, response);
    }
}
