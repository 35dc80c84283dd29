package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import vn.mocua.portal.journey.Redirect;

/** Leads whoever has just signed in to where they were going, or to their account. */
@Controller
class AfterSignInController {

    private final AfterSignIn after;

    AfterSignInController(AfterSignIn after) {
        this.after = after;
    }

    @GetMapping(AfterSignIn.PATH)
    void goOn(
            @AuthenticationPrincipal @Nullable SignedIn owner,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (owner == null) {
            Redirect.to("/sign-in", response);
            return;
        }
        var page = after.read(owner.account(), request).orElse("/account");
        after.forget(response);
        Redirect.to(page, response);
    }
}
