package vn.mocua.portal.member;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.ActingSessions;
import vn.mocua.portal.login.FreshSignIn;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.member.Member.Over;
import vn.mocua.portal.member.People.Change;
import vn.mocua.portal.page.Pages;

/** A person's invitations and the organisations for which they act: accepting, declining, acting, leaving. */
@Controller
class CompaniesController {

    /** What a button sends. */
    record Nothing() {}

    /** Where to go on. */
    record Then(@Nullable String then) {}

    static final String HOME = "/account/companies";

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final FormReader<Then> THEN = FormReader.of(Then.class);
    private static final Set<String> FRAME = Set.of("_csrf");
    private static final Set<String> DONE = Set.of("accepted", "declined", "left", "over", "another-role");

    /** Pages of the account without anything that a link could bring along. */
    private static final Pattern PAGE = Pattern.compile("/account(/[a-z0-9-]{1,40}){0,3}");

    private final Members members;
    private final People people;
    private final MemberViews views;
    private final Accounts accounts;
    private final ActingSessions sessions;
    private final FreshSignIn fresh;
    private final Audit audit;
    private final Visits visits;
    private final Pages pages;
    private final Clock clock;

    CompaniesController(
            Members members,
            People people,
            MemberViews views,
            Accounts accounts,
            ActingSessions sessions,
            FreshSignIn fresh,
            Audit audit,
            Visits visits,
            Pages pages,
            Clock clock) {
        this.members = members;
        this.people = people;
        this.views = views;
        this.accounts = accounts;
        this.sessions = sessions;
        this.fresh = fresh;
        this.audit = audit;
        this.visits = visits;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(HOME)
    void list(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        var person = personOf(owner, response);
        if (person.isPresent()) {
            list(person.get(), request, response, 200, null);
        }
    }

    private void list(
            Account person,
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            @Nullable Change refused) {
        var now = clock.instant();
        var joined = members.joinedBy(person.id());
        var model = new HashMap<String, Object>();
        model.put(
                "invitations",
                person.subject() instanceof Citizen citizen
                        ? members.waitingFor(person.id(), citizen.fullName()).stream()
                                .map(views::company)
                                .toList()
                        : List.of());
        model.put(
                "companies",
                joined.stream()
                        .filter(each -> each.actsAt(now))
                        .map(views::company)
                        .toList());
        model.put(
                "former",
                joined.stream()
                        .filter(each -> !each.actsAt(now) && each.over() != Over.CHANGED)
                        .map(views::company)
                        .toList());
        DONE.stream()
                .filter(each -> request.getParameter(each) != null)
                .findFirst()
                .ifPresent(done -> model.put("done", done));
        if (refused != null) {
            model.put("refused", PeopleController.key(refused));
        }
        pages.show(request, response, status, "member/companies.jte", model);
    }

    /** @param then the page of the organisation's account to which they come back from signing in again */
    @GetMapping(HOME + "/{id}")
    void show(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String then,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var person = personOf(owner, response);
        if (person.isEmpty()) {
            return;
        }
        var member = PeopleController.parse(id);
        var latest = member.map(members::latest);
        if (!latest.equals(member)) {
            // Their role was changed since that page was open, and with it the address.
            Redirect.to(HOME + "/" + latest.orElseThrow(), response);
            return;
        }
        var invitation = member.flatMap(each -> people.invitation(person.get(), each));
        var acting = member.flatMap(each -> people.actingFor(person.get().id(), each));
        if (invitation.isPresent()) {
            if (isFresh(owner, id, response)) {
                showInvitation(person.get(), invitation.get(), request, response, 200);
            }
        } else if (acting.isPresent()) {
            var model = new HashMap<String, Object>();
            model.put("company", views.company(acting.get()));
            model.put("isLast", people.isLastRepresentative(acting.get()));
            model.put("isLevelTooLow", people.isLevelTooLow(person.get(), acting.get()));
            model.put("then", then != null && PAGE.matcher(then).matches() ? then : "");
            pages.show(request, response, 200, "member/company.jte", model);
        } else {
            response.sendError(404);
        }
    }

    private void showInvitation(
            Account person, Member invitation, HttpServletRequest request, HttpServletResponse response, int status) {
        pages.show(
                request,
                response,
                status,
                "member/invitation.jte",
                Map.of(
                        "company",
                        views.company(invitation),
                        "isLevelTooLow",
                        people.isLevelTooLow(person, invitation)));
    }

    @PostMapping(HOME + "/{id}/accept")
    void accept(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var member = pressed(owner, id, request, response);
        if (member.isEmpty() || !isFresh(owner, id, response)) {
            return;
        }
        var person = accounts.find(owner.account()).orElseThrow();
        var change = people.accept(person, member.get(), visits.of(request));
        switch (change) {
            case DONE -> Redirect.to(HOME + "?accepted", response);
            case NOT_THERE -> Redirect.to(HOME, response);
            case LEVEL_TOO_LOW -> Redirect.to(HOME + "/" + id, response);
            default -> list(person, request, response, 422, change);
        }
    }

    @PostMapping(HOME + "/{id}/decline")
    void decline(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var member = pressed(owner, id, request, response);
        if (member.isPresent()) {
            var person = accounts.find(owner.account()).orElseThrow();
            var change = people.decline(person, member.get(), visits.of(request));
            Redirect.to(change == Change.DONE ? HOME + "?declined" : HOME, response);
        }
    }

    @PostMapping(HOME + "/{id}/leave")
    void leave(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var member = pressed(owner, id, request, response);
        if (member.isEmpty()) {
            return;
        }
        var change = people.leave(owner.account(), members.latest(member.get()), visits.of(request));
        switch (change) {
            case DONE -> Redirect.to(HOME + "?left", response);
            case NOT_THERE -> Redirect.to(HOME, response);
            default -> list(accounts.find(owner.account()).orElseThrow(), request, response, 422, change);
        }
    }

    /** The session becomes one in the organisation's account. */
    @PostMapping(HOME + "/{id}/act")
    void act(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (owner.actor() != null) {
            Redirect.to("/account", response);
            return;
        }
        var member = PeopleController.parse(id);
        if (member.isEmpty()
                || !(THEN.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Then>(var form, var t))) {
            response.sendError(member.isEmpty() ? 404 : 400);
            return;
        }
        var person = accounts.find(owner.account()).orElseThrow();
        var change = people.begin(person, member.get(), visits.of(request));
        switch (change) {
            case DONE -> {
                var company = members.find(member.get()).orElseThrow().company();
                sessions.begin(
                        owner,
                        company,
                        accounts.subject(company).orElseThrow().masked(),
                        new SignedIn.Actor(owner.account(), owner.who(), member.get(), HOME + "/" + id),
                        request,
                        response);
                var then = form.then();
                Redirect.to(then != null && PAGE.matcher(then).matches() ? then : "/account", response);
            }
            case LEVEL_TOO_LOW -> Redirect.to(HOME + "/" + id, response);
            default -> {
                var isChanged = !members.latest(member.get()).equals(member.get());
                Redirect.to(HOME + (isChanged ? "?another-role" : "?over"), response);
            }
        }
    }

    /** Back to the person's own account, whatever the role. */
    @PostMapping(Acting.RETURN)
    void end(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!(BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
            return;
        }
        var actor = owner.actor();
        if (actor != null) {
            audit.record(new Act(
                    "member.acting-ended",
                    "account:" + actor.account(),
                    owner.account(),
                    visits.of(request).address(),
                    Map.of("member", actor.member().toString())));
            sessions.end(owner, request, response);
        }
        Redirect.to(HOME, response);
    }

    /** Whose button was pressed on a page of ours; empty when that was answered. */
    private Optional<UUID> pressed(SignedIn owner, String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (personOf(owner, response).isEmpty()) {
            return Optional.empty();
        }
        var member = PeopleController.parse(id);
        if (member.isEmpty()) {
            response.sendError(404);
        } else if (!(BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
            return Optional.empty();
        }
        return member;
    }

    /** Only people act for others, and not while they act for one. */
    private Optional<Account> personOf(SignedIn owner, HttpServletResponse response) {
        var person = owner.actor() == null
                ? accounts.find(owner.account()).filter(each -> each.subject() instanceof Citizen)
                : Optional.<Account>empty();
        if (person.isEmpty()) {
            Redirect.to("/account", response);
        }
        return person;
    }

    private boolean isFresh(SignedIn owner, String id, HttpServletResponse response) {
        if (fresh.isFresh(owner)) {
            return true;
        }
        fresh.ask(owner, HOME + "/" + id, response);
        return false;
    }
}
