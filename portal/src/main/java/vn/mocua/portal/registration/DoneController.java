package vn.mocua.portal.registration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.page.Pages;

/** What was created, and what to do next; shown to the browser that registered, as long as its draft lives. */
@Controller
class DoneController {

    private final MethodsOnOffer methods;
    private final RegistrationJourneys journeys;
    private final Journeys begun;
    private final Accounts accounts;
    private final Pages pages;

    DoneController(
            MethodsOnOffer methods, RegistrationJourneys journeys, Journeys begun, Accounts accounts, Pages pages) {
        this.methods = methods;
        this.journeys = journeys;
        this.begun = begun;
        this.accounts = accounts;
        this.pages = pages;
    }

    @GetMapping("/register/done")
    void done(HttpServletRequest request, HttpServletResponse response) {
        var area = methods.all().stream().map(journeys::of).toList();
        var account = begun.receipt(area, request)
                .filter(receipt -> !receipt.isEmpty())
                .flatMap(receipt -> accounts.find(UUID.fromString(receipt)));
        if (account.isEmpty()) {
            Redirect.to("/register", response);
            return;
        }
        show(account.get(), request, response);
    }

    private void show(Account account, HttpServletRequest request, HttpServletResponse response) {
        var page = pages.of(request);
        var model = new HashMap<String, Object>();
        model.put("maskedId", account.subject().masked());
        model.put("person", account.subject().kind() == SubjectKind.CITIZEN);
        model.put("level", account.ial().name());
        model.put(
                "evidence",
                account.evidence().stream()
                        .findFirst()
                        .map(each -> page.text("evidence." + each.method()))
                        .orElseGet(() -> page.text("account.evidence.none")));
        model.put("emailToConfirm", account.email() != null && account.emailConfirmedAt() == null);
        model.put("openedAt", account.openedAt());
        model.put("signInUrl", "/sign-in?registered");
        model.put("pending", account.status() == Account.Status.PENDING);
        model.put("password", account.hasPassword());
        model.put("told", account.phone() != null);
        pages.show(request, response, 200, "registration/done.jte", model);
    }
}
