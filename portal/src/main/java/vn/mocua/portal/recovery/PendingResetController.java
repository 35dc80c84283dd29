package vn.mocua.portal.recovery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.FreshSignIn;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Pages;

/** Tells an owner who signed in that somebody waits to get into their account, and lets them call it off. */
@Controller
class PendingResetController {

    /** What a button sends. */
    record Nothing() {}

    static final String PAGE = "/account/recovery";

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);

    private final Recoveries recoveries;
    private final PendingReset pending;
    private final FreshSignIn fresh;
    private final Visits visits;
    private final Pages pages;

    PendingResetController(Recoveries recoveries, PendingReset pending, FreshSignIn fresh, Visits visits, Pages pages) {
        this.recoveries = recoveries;
        this.pending = pending;
        this.fresh = fresh;
        this.visits = visits;
        this.pages = pages;
    }

    @GetMapping(PAGE)
    void show(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        var found = recoveries.pending(owner.account());
        if (found.isPresent() && !fresh.isFresh(owner)) {
            fresh.ask(owner, PAGE, response);
            return;
        }
        var model = new HashMap<String, Object>();
        model.put("form", new Form(PAGE, Map.of(), Map.of(), null));
        found.ifPresent(each -> {
            model.put("askedAt", each.askedAt());
            model.put("dueAt", each.dueAt());
        });
        model.put("calledOff", request.getParameter("called-off") != null);
        pages.show(request, response, 200, "recovery/pending.jte", model);
    }

    /** A stolen session keeps no owner out: it can not call their request off. */
    @PostMapping(PAGE)
    void callOff(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!(BUTTON.read(request.getParameterMap(), Set.of("_csrf")) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
            return;
        }
        if (!fresh.isFresh(owner)) {
            fresh.ask(owner, PAGE, response);
            return;
        }
        pending.callOff(owner.account(), visits.of(request));
        Redirect.to(PAGE + "?called-off", response);
    }
}
