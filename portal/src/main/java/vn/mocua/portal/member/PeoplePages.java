package vn.mocua.portal.member;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.login.FreshSignIn;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.member.People.Change;
import vn.mocua.portal.page.Pages;

/** What every page asks on which an organisation minds its people, and the list to which all of them lead back. */
@Component
class PeoplePages {

    private static final Set<String> DONE = Set.of("invited", "withdrawn", "changed", "role");

    private final Members members;
    private final MemberViews views;
    private final Accounts accounts;
    private final FreshSignIn fresh;
    private final Pages pages;
    private final Clock clock;

    PeoplePages(Members members, MemberViews views, Accounts accounts, FreshSignIn fresh, Pages pages, Clock clock) {
        this.members = members;
        this.views = views;
        this.accounts = accounts;
        this.fresh = fresh;
        this.pages = pages;
        this.clock = clock;
    }

    /** Nobody but themselves acts for a person. */
    boolean isOrganisation(SignedIn owner, HttpServletResponse response) {
        if (accounts.subject(owner.account()).orElse(null) instanceof Citizen) {
            Redirect.to("/account", response);
            return false;
        }
        return true;
    }

    boolean isFresh(SignedIn owner, String page, HttpServletResponse response) {
        if (fresh.isFresh(owner)) {
            return true;
        }
        fresh.ask(owner, page, response);
        return false;
    }

    boolean isPast(@Nullable LastDay day) {
        return day != null && day.value().isBefore(LastDay.today(clock.instant()));
    }

    void list(
            SignedIn owner,
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            @Nullable Change refused) {
        var hand = Acting.hand(owner, request);
        var now = clock.instant();
        var all = members.of(owner.account());
        var model = new HashMap<String, Object>();
        model.put(
                "standing",
                all.stream()
                        .filter(each -> each.actsAt(now) || each.isInvitedAt(now))
                        .map(each -> views.person(each, hand))
                        .toList());
        model.put(
                "former",
                all.stream()
                        .filter(each -> !each.actsAt(now) && !each.isInvitedAt(now))
                        .map(each -> views.person(each, hand))
                        .toList());
        model.put("representatives", (int)
                all.stream().filter(each -> each.isRepresentativeAt(now)).count());
        model.put("isOwn", hand.isOwn());
        model.put("mayTakeOver", !hand.isOwn() && hand.role() == Role.REPRESENTATIVE);
        Optional.ofNullable(request.getParameter("done"))
                .filter(DONE::contains)
                .ifPresent(done -> model.put("done", done));
        if (refused != null) {
            model.put("refused", PeopleController.key(refused));
        }
        pages.show(request, response, status, "member/people.jte", model);
    }
}
