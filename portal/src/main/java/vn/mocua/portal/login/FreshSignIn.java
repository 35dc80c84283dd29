package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.login.SignedIn.How;

/**
 * Asks again who somebody is before they change what guards the account: a session that lies about, or was stolen, does
 * not do (threat T32, assurance B17). They sign in again, in any way that the account has, and come back.
 */
@Component
public class FreshSignIn {

    private final AfterSignIn after;
    private final Duration fresh;
    private final Clock clock;

    FreshSignIn(AfterSignIn after, @Value("${mocua.session.fresh:10m}") Duration fresh, Clock clock) {
        this.after = after;
        this.fresh = fresh;
        this.clock = clock;
    }

    /** Whether they signed in a short while ago, with everything that a new device is asked. */
    public boolean isFresh(SignedIn owner) {
        return owner.how() != null
                && owner.how() != How.PASSWORD_ON_REMEMBERED_DEVICE
                && clock.instant().isBefore(owner.since().plus(fresh));
    }

    /** Sends them to sign in again, and from there to this page of the account. */
    public void ask(SignedIn owner, String page, HttpServletResponse response) {
        var actor = owner.actor();
        if (actor == null) {
            after.write(owner.account(), page, response);
        } else {
            // They sign in to their own account, and from there act for the other one again.
            after.write(actor.account(), actor.page() + "?then=" + page, response);
        }
        Redirect.to("/sign-in?again", response);
    }

    /** Where someone goes who was asked to sign in again and did; asked when they arrive at their account, and once. */
    public Optional<String> wayOn(SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        var page = after.read(owner.account(), request);
        if (page.isPresent()) {
            after.forget(response);
        }
        if (page.isPresent()) {
            return page.filter(each -> isFresh(owner));
        }
        var left = after.readForAnyone(request);
        if (left.isPresent()) {
            after.forget(response);
        }
        return left;
    }

    /** Whether a fresh sign-in was asked of whoever this is: then a remembered device spares nobody the code. */
    boolean isAsked(HttpServletRequest request) {
        return request.getUserPrincipal() instanceof Authentication authentication
                && authentication.getPrincipal() instanceof SignedIn owner
                && after.read(owner.person(), request).isPresent();
    }
}
