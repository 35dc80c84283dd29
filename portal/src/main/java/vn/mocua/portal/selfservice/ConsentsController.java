package vn.mocua.portal.selfservice;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import vn.mocua.portal.account.Consents;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.AccountPage;
import vn.mocua.portal.page.Pages;

/** What the owner agreed to: which version of which text, when, and the text itself. */
@Controller
class ConsentsController {

    private static final String ADDRESS = "/account/consents";

    private final Consents consents;
    private final Pages pages;

    ConsentsController(Consents consents, Pages pages) {
        this.consents = consents;
        this.pages = pages;
    }

    @Bean
    static AccountPage consentsPage() {
        return new AccountPage("consents", ADDRESS, 60);
    }

    @GetMapping(ADDRESS)
    void show(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        List<ConsentLine> lines = consents.of(owner.account()).stream()
                .map(ConsentsController::line)
                .toList();
        pages.show(request, response, 200, "selfservice/consents.jte", Map.of("lines", lines));
    }

    private static ConsentLine line(Consents.Consent consent) {
        var parts = consent.version().split(" ", 2);
        return new ConsentLine(
                consent.document(),
                parts[0],
                parts.length > 1 ? parts[1] : "",
                consent.givenAt(),
                "/" + consent.document() + "/" + parts[0]);
    }
}
