package vn.mocua.portal.selfservice;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.account.Closings;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.FreshSignIn;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.AccountPage;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Pages;

/** The owner closes the account: what goes, what is kept and why, a box and a button, and two weeks to think again. */
@Controller
class CloseController {

    /** What a button sends. */
    record Nothing() {}

    record Agreed(boolean understood) {}

    static final String ADDRESS = "/account/close";

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final FormReader<Agreed> READER = FormReader.of(Agreed.class);
    private static final Set<String> FRAME = Set.of("_csrf");

    private final Closings closings;
    private final Closing closing;
    private final FreshSignIn fresh;
    private final Visits visits;
    private final Pages pages;

    CloseController(Closings closings, Closing closing, FreshSignIn fresh, Visits visits, Pages pages) {
        this.closings = closings;
        this.closing = closing;
        this.fresh = fresh;
        this.visits = visits;
        this.pages = pages;
    }

    @Bean
    static AccountPage closePage() {
        return new AccountPage("close", ADDRESS, 90);
    }

    @GetMapping(ADDRESS)
    void show(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        if (fresh.isFresh(owner) || closings.of(owner.account()).isPresent()) {
            show(owner, request, response, 200, false);
        } else {
            fresh.ask(owner, ADDRESS, response);
        }
    }

    @PostMapping(ADDRESS)
    void close(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!fresh.isFresh(owner)) {
            fresh.ask(owner, ADDRESS, response);
        } else if (!(READER.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Agreed>(var form, var t))) {
            response.sendError(400);
        } else if (form.understood()) {
            closing.ask(owner.account(), visits.of(request));
            Redirect.to(ADDRESS, response);
        } else {
            show(owner, request, response, 422, true);
        }
    }

    /** To keep the account makes nothing weaker: whoever signed in may. */
    @PostMapping("/account/close/cancel")
    void keep(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>) {
            closing.cancel(owner.account(), visits.of(request));
            Redirect.to("/account?changed=kept", response);
        } else {
            response.sendError(400);
        }
    }

    private void show(
            SignedIn owner,
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            boolean isBoxMissing) {
        var page = pages.of(request);
        var box = new Field(
                "understood",
                page.text("close.understood"),
                null,
                "",
                isBoxMissing ? page.text("understood.missing") : null,
                true);
        var model = new HashMap<String, Object>();
        model.put("form", new Form(ADDRESS, Map.of(), Map.of("understood", box), null));
        model.put("days", closing.waitingTime().toDays());
        model.put("kept", closing.keptFor().toDays());
        closings.of(owner.account()).ifPresent(when -> model.put("closingAt", when));
        pages.show(request, response, status, "selfservice/close.jte", model);
    }
}
