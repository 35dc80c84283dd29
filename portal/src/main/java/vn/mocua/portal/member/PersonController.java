package vn.mocua.portal.member;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.member.People.Change;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Pages;

/** One of an organisation's people: their role, their last day, and their end. All of it asks for a fresh sign-in. */
@Controller
class PersonController {

    /** What a button sends. */
    record Nothing() {}

    record Until(@Nullable LastDay lastDay) {}

    record Another(Role role) {}

    private static final String PAGE = PeopleController.HOME + "/{id}";

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final FormReader<Until> UNTIL = FormReader.of(Until.class);
    private static final FormReader<Another> ANOTHER = FormReader.of(Another.class);
    private static final Set<String> FRAME = Set.of("_csrf");

    private final Members members;
    private final People people;
    private final MemberViews views;
    private final PeoplePages peoplePages;
    private final Limits limits;
    private final Visits visits;
    private final Pages pages;

    PersonController(
            Members members,
            People people,
            MemberViews views,
            PeoplePages peoplePages,
            Limits limits,
            Visits visits,
            Pages pages) {
        this.members = members;
        this.people = people;
        this.views = views;
        this.peoplePages = peoplePages;
        this.limits = limits;
        this.visits = visits;
        this.pages = pages;
    }

    @GetMapping(PAGE)
    void show(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!peoplePages.isOrganisation(owner, response)) {
            return;
        }
        var member = ofOrganisation(owner, id);
        if (member.isEmpty()) {
            response.sendError(404);
        } else if (!Acting.hand(owner, request).role().governs(member.get().role())) {
            peoplePages.list(owner, request, response, 403, Change.NOT_GOVERNED);
        } else if (!member.get().id().toString().equals(id)) {
            // In another tab their role was changed: the page is at another address.
            Redirect.to(PeopleController.HOME + "/" + member.get().id(), response);
        } else if (peoplePages.isFresh(owner, PeopleController.HOME + "/" + id, response)) {
            show(owner, member.get(), request, response, 200, Map.of(), List.of());
        }
    }

    @PostMapping(PAGE + "/role")
    void become(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var member = pressed(owner, id, request, response);
        if (member.isEmpty()) {
            return;
        }
        switch (ANOTHER.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<Another>() -> response.sendError(400);
            case Reading.Wrong<Another>(var problems, var typed) ->
                show(owner, member.get(), request, response, 422, typed, problems);
            case Reading.Read<Another>(var form, var typed) -> {
                var later = notBefore(member.get());
                if (later.isPresent()) {
                    tooMany(owner, member.get(), "role", later.get(), typed, request, response);
                    return;
                }
                var change =
                        people.become(Acting.hand(owner, request), member.get().id(), form.role(), visits.of(request));
                answer(change, "role", owner, request, response);
            }
        }
    }

    @PostMapping(PAGE + "/until")
    void actUntil(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var member = pressed(owner, id, request, response);
        if (member.isEmpty()) {
            return;
        }
        switch (UNTIL.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<Until>() -> response.sendError(400);
            case Reading.Wrong<Until>(var problems, var typed) ->
                show(owner, member.get(), request, response, 422, typed, problems);
            case Reading.Read<Until>(var form, var typed) -> {
                if (peoplePages.isPast(form.lastDay())) {
                    var problem = Problem.with("lastDay", "lastDay.past");
                    show(owner, member.get(), request, response, 422, typed, List.of(problem));
                    return;
                }
                var later = notBefore(member.get());
                if (later.isPresent()) {
                    tooMany(owner, member.get(), "lastDay", later.get(), typed, request, response);
                    return;
                }
                var day = form.lastDay() == null ? null : form.lastDay().value();
                var change = people.actUntil(
                        Acting.hand(owner, request), member.get().id(), day, visits.of(request));
                answer(change, "changed", owner, request, response);
            }
        }
    }

    @PostMapping(PAGE + "/withdraw")
    void withdraw(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var member = pressed(owner, id, request, response);
        if (member.isEmpty()) {
            return;
        }
        if (!(BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
            return;
        }
        var change = people.withdraw(Acting.hand(owner, request), member.get().id(), visits.of(request));
        // A second click finds it done.
        answer(change == Change.NOT_THERE ? Change.DONE : change, "withdrawn", owner, request, response);
    }

    /** Of whom a form speaks; empty when that was answered. */
    private Optional<Member> pressed(
            SignedIn owner, String id, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!peoplePages.isOrganisation(owner, response)
                || !peoplePages.isFresh(owner, PeopleController.HOME + "/" + id, response)) {
            return Optional.empty();
        }
        var member = ofOrganisation(owner, id);
        if (member.isEmpty()) {
            response.sendError(404);
        } else if (!Acting.hand(owner, request).role().governs(member.get().role())) {
            peoplePages.list(owner, request, response, 403, Change.NOT_GOVERNED);
            return Optional.empty();
        }
        return member;
    }

    private void answer(
            Change change, String done, SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        switch (change) {
            case DONE -> Redirect.to(PeopleController.HOME + "?done=" + done, response);
            case NOT_GOVERNED -> peoplePages.list(owner, request, response, 403, change);
            default -> peoplePages.list(owner, request, response, 422, change);
        }
    }

    /** The person hears of each change: from when on there may be one more; empty when now. */
    private Optional<Instant> notBefore(Member member) {
        var whom = member.person() == null ? member.id() : member.person();
        return limits.take(Use.of(MemberRules.CHANGES, member.company() + " " + whom))
                        instanceof Taken.Refused(var limit, var when)
                ? Optional.of(when)
                : Optional.empty();
    }

    private void tooMany(
            SignedIn owner,
            Member member,
            String field,
            Instant when,
            Map<String, String> typed,
            HttpServletRequest request,
            HttpServletResponse response) {
        response.setHeader(
                "Retry-After",
                Long.toString(Duration.between(visits.of(request).now(), when).toSeconds() + 1));
        var problem = Problem.with(field, "member.too-many-changes", when);
        show(owner, member, request, response, 429, typed, List.of(problem));
    }

    private void show(
            SignedIn owner,
            Member member,
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            Map<String, String> typed,
            List<Problem> problems) {
        var page = pages.of(request);
        var hand = Acting.hand(owner, request);
        var until = new Field(
                "lastDay",
                page.text("member.field.lastDay"),
                page.text("member.field.lastDay.hint"),
                typed.getOrDefault("lastDay", member.endsOn() == null ? "" : LastDay.text(member.endsOn())),
                Problem.beside("lastDay", problems, page),
                false);
        var role = new Field(
                "role",
                page.text("member.field.role"),
                null,
                typed.getOrDefault("role", member.role().key()),
                Problem.beside("role", problems, page),
                true);
        var home = PeopleController.HOME + "/" + member.id();
        pages.show(
                request,
                response,
                status,
                "member/person.jte",
                Map.of(
                        "person",
                        views.person(member, hand),
                        "isLast",
                        people.isLastRepresentative(member),
                        "isOwn",
                        hand.isOwn(),
                        "roles",
                        Arrays.stream(Role.values())
                                .filter(hand.role()::governs)
                                .map(Role::key)
                                .toList(),
                        "roleForm",
                        new Form(home + "/role", Map.of(), Map.of("role", role), null),
                        "form",
                        new Form(home + "/until", Map.of(), Map.of("lastDay", until), null)));
    }

    /** By an id that they had before their role was changed as well. */
    private Optional<Member> ofOrganisation(SignedIn owner, String id) {
        return PeopleController.parse(id)
                .map(members::latest)
                .flatMap(members::find)
                .filter(each -> each.company().equals(owner.account()));
    }
}
