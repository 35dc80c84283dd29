package vn.mocua.portal.selfservice;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.account.RememberedDevices;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.OpenSessions;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.AccountPage;
import vn.mocua.portal.page.Page;
import vn.mocua.portal.page.Pages;

/**
 * Where the owner is signed in: one list, each place ended by a button (threat T32). Ending makes nothing weaker, so
 * nobody need sign in again for it.
 */
@Controller
class SessionsController {

    /** What a button sends. */
    record Nothing() {}

    record Key(String key) {}

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final FormReader<Key> READER = FormReader.of(Key.class);
    private static final Set<String> FRAME = Set.of("_csrf");
    private static final String ADDRESS = "/account/sessions";

    private final OpenSessions open;
    private final SessionEnds ends;
    private final RememberedDevices devices;
    private final Visits visits;
    private final Pages pages;

    SessionsController(OpenSessions open, SessionEnds ends, RememberedDevices devices, Visits visits, Pages pages) {
        this.open = open;
        this.ends = ends;
        this.devices = devices;
        this.visits = visits;
        this.pages = pages;
    }

    @Bean
    static AccountPage sessionsPage() {
        return new AccountPage("sessions", ADDRESS, 40);
    }

    @GetMapping(ADDRESS)
    void show(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        var page = pages.of(request);
        List<SessionLine> lines = open.of(owner.account(), request.getSession().getId()).stream()
                .map(each -> line(each, page))
                .toList();
        pages.show(
                request,
                response,
                200,
                "selfservice/sessions.jte",
                Map.of(
                        "lines",
                        lines,
                        "remembered",
                        devices.of(owner.account()).size(),
                        "ended",
                        request.getParameter("ended") != null));
    }

    @PostMapping("/account/sessions/end")
    void end(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (READER.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Key>(var form, var typed)) {
            ends.one(owner.account(), form.key(), visits.of(request));
            Redirect.to(ADDRESS + "?ended", response);
        } else {
            response.sendError(400);
        }
    }

    @PostMapping("/account/sessions/end-others")
    void endOthers(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>) {
            ends.others(owner.account(), request.getSession().getId(), visits.of(request));
            Redirect.to(ADDRESS + "?ended", response);
        } else {
            response.sendError(400);
        }
    }

    @PostMapping("/account/sessions/end-all")
    void endAll(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>) {
            ends.all(owner.account(), visits.of(request));
            request.getSession().invalidate();
            Redirect.to("/sign-in", response);
        } else {
            response.sendError(400);
        }
    }

    private static SessionLine line(OpenSessions.Open each, Page page) {
        var how = each.how() == null
                ? ""
                : page.text("activity.by."
                        + each.how().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        var words = each.isElsewhere() ? how + " \u00b7 " + page.text("sessions.acting") : how;
        return new SessionLine(each.key(), each.device(), words, each.begunAt(), each.lastSeenAt(), each.isThis());
    }
}
