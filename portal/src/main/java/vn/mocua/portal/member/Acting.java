package vn.mocua.portal.member;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.login.ActingSessions;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.Page;
import vn.mocua.portal.page.Pages;

/**
 * Whether a person who acts for an organisation may do so now, and open this page: asked at every request to an account, of
 * the database, so that nothing outlives a withdrawal, a last day, or an account that is barred.
 */
@Component
public class Acting {

    static final String RETURN = "/account/acting/end";

    private static final String ROLE = Role.class.getName();

    private final Members members;
    private final Accounts accounts;
    private final ActingSessions sessions;
    private final Pages pages;

    Acting(Members members, Accounts accounts, ActingSessions sessions, Pages pages) {
        this.members = members;
        this.accounts = accounts;
        this.sessions = sessions;
        this.pages = pages;
    }

    /** Whoever acts for nobody may open every page of their account. */
    public boolean mayOpen(SignedIn owner, HttpServletRequest request) {
        var actor = owner.actor();
        if (actor == null) {
            return true;
        }
        var role = members.standing(actor.member(), owner.account(), actor.account());
        if (role.isEmpty()) {
            return false;
        }
        request.setAttribute(ROLE, role.get());
        var subjects = accounts.subjects(List.of(actor.account(), owner.account()));
        request.setAttribute(
                Page.Acting.ATTRIBUTE,
                new Page.Acting(
                        name(subjects.get(actor.account())),
                        name(subjects.get(owner.account())),
                        role.get().key(),
                        role.get()::opens));
        return role.get().opens(request.getRequestURI());
    }

    private static String name(@Nullable Subject subject) {
        return subject == null ? "" : Names.of(subject);
    }

    /** Answers whoever may not: their acting is over, or it is none of their role's. */
    public void refuse(SignedIn acting, HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(ROLE) instanceof Role) {
            pages.show(request, response, 403, "member/refused.jte", Map.of());
        } else if (accounts.statusOf(acting.person()).equals(Optional.of(Account.Status.ACTIVE))) {
            sessions.end(acting, request, response);
            Redirect.to(CompaniesController.HOME + (isInAnotherRole(acting) ? "?another-role" : "?over"), response);
        } else {
            request.getSession().invalidate();
            Redirect.to("/sign-in", response);
        }
    }

    private boolean isInAnotherRole(SignedIn acting) {
        var actor = acting.actor();
        return actor != null && members.actsOtherwise(actor.member(), acting.account(), actor.account());
    }

    /** Who says who acts for the organisation whose account is open. */
    static Hand hand(SignedIn owner, HttpServletRequest request) {
        var actor = owner.actor();
        if (actor == null) {
            return Hand.own(owner.account());
        }
        if (!(request.getAttribute(ROLE) instanceof Role role)) {
            throw new IllegalStateException("nobody asked whether they may");
        }
        return new Hand(owner.account(), actor.account(), actor.member(), role);
    }

    /** Names as accounts have them. */
    static final class Names {

        private Names() {}

        static String of(Subject subject) {
            return switch (subject) {
                case Subject.Citizen citizen -> citizen.fullName().value();
                case Subject.Business business -> business.name().value();
                case Subject.Agency agency -> agency.name().value();
            };
        }
    }
}
