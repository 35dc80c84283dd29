package vn.mocua.portal.member;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
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

/**
 * An organisation sees who acts for it, invites people, and takes its own sign-in back. To look is open to whoever the role
 * lets in; to change asks for a fresh sign-in.
 */
@Controller
class PeopleController {

    /** What a button sends. */
    record Nothing() {}

    record Invitation(
            NationalId nationalId,
            FullName fullName,
            Role role,
            @Nullable LastDay lastDay) {}

    static final String HOME = "/account/people";
    static final String INVITE = HOME + "/invite";
    static final String TAKE_OVER = HOME + "/take-over";

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final FormReader<Invitation> INVITATION = FormReader.of(Invitation.class);
    private static final Set<String> FRAME = Set.of("_csrf");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final People people;
    private final PeoplePages peoplePages;
    private final Limits limits;
    private final Visits visits;
    private final Pages pages;

    PeopleController(People people, PeoplePages peoplePages, Limits limits, Visits visits, Pages pages) {
        this.people = people;
        this.peoplePages = peoplePages;
        this.limits = limits;
        this.visits = visits;
        this.pages = pages;
    }

    @GetMapping(HOME)
    void list(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        if (peoplePages.isOrganisation(owner, response)) {
            peoplePages.list(owner, request, response, 200, null);
        }
    }

    @GetMapping(INVITE)
    void showInvite(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        if (peoplePages.isOrganisation(owner, response) && peoplePages.isFresh(owner, INVITE, response)) {
            showInvite(owner, request, response, 200, Map.of(), List.of());
        }
    }

    @PostMapping(INVITE)
    void invite(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!peoplePages.isOrganisation(owner, response) || !peoplePages.isFresh(owner, INVITE, response)) {
            return;
        }
        switch (INVITATION.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<Invitation>() -> response.sendError(400);
            case Reading.Wrong<Invitation>(var problems, var typed) ->
                showInvite(owner, request, response, 422, typed, problems);
            case Reading.Read<Invitation>(var form, var typed) -> invite(owner, form, typed, request, response);
        }
    }

    private void invite(
            SignedIn owner,
            Invitation form,
            Map<String, String> typed,
            HttpServletRequest request,
            HttpServletResponse response) {
        var visit = visits.of(request);
        if (peoplePages.isPast(form.lastDay())) {
            showInvite(owner, request, response, 422, typed, List.of(Problem.with("lastDay", "lastDay.past")));
            return;
        }
        var use = Use.of(MemberRules.INVITATIONS, owner.account().toString());
        if (limits.take(use) instanceof Taken.Refused(var limit, var when)) {
            response.setHeader(
                    "Retry-After",
                    Long.toString(Duration.between(visit.now(), when).toSeconds() + 1));
            showInvite(owner, request, response, 429, typed, List.of(Problem.with("", "member.too-many", when)));
            return;
        }
        var change = people.invite(
                Acting.hand(owner, request),
                form.nationalId(),
                form.fullName(),
                form.role(),
                form.lastDay() == null ? null : form.lastDay().value(),
                visit);
        switch (change) {
            case DONE -> Redirect.to(HOME + "?done=invited", response);
            case ALREADY ->
                showInvite(
                        owner,
                        request,
                        response,
                        422,
                        typed,
                        List.of(Problem.with("nationalId", "member.stands-already")));
            default -> peoplePages.list(owner, request, response, 403, change);
        }
    }

    @GetMapping(TAKE_OVER)
    void showTakeOver(
            @AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        if (peoplePages.isOrganisation(owner, response) && mayTakeOver(owner, request, response)) {
            showTakeOver(request, response, 200, null);
        }
    }

    @PostMapping(TAKE_OVER)
    void takeOver(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!peoplePages.isOrganisation(owner, response) || !mayTakeOver(owner, request, response)) {
            return;
        }
        if (!(BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
            return;
        }
        var change = people.takeOver(Acting.hand(owner, request), visits.of(request));
        if (change == Change.DONE) {
            Redirect.to("/account/password", response);
        } else {
            showTakeOver(request, response, 422, change);
        }
    }

    private void showTakeOver(
            HttpServletRequest request, HttpServletResponse response, int status, @Nullable Change refused) {
        pages.show(
                request,
                response,
                status,
                "member/takeOver.jte",
                refused == null ? Map.of() : Map.of("refused", key(refused)));
    }

    private void showInvite(
            SignedIn owner,
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            Map<String, String> typed,
            List<Problem> problems) {
        var page = pages.of(request);
        var hand = Acting.hand(owner, request);
        var roles = Arrays.stream(Role.values())
                .filter(hand.role()::governs)
                .map(Role::key)
                .toList();
        var fields = new LinkedHashMap<String, Field>();
        for (var name : List.of("nationalId", "fullName", "role", "lastDay")) {
            fields.put(
                    name,
                    new Field(
                            name,
                            page.text("member.field." + name),
                            page.hasText("member.field." + name + ".hint")
                                    ? page.text("member.field." + name + ".hint")
                                    : null,
                            typed.getOrDefault(name, name.equals("role") && roles.size() == 1 ? roles.getFirst() : ""),
                            Problem.beside(name, problems, page),
                            !name.equals("lastDay")));
        }
        pages.show(
                request,
                response,
                status,
                "member/invite.jte",
                Map.of(
                        "form",
                        new Form(INVITE, Map.of(), fields, Problem.beside("", problems, page)),
                        "roles",
                        roles,
                        "days",
                        people.openFor().toDays()));
    }

    private boolean mayTakeOver(SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        var hand = Acting.hand(owner, request);
        if (hand.isOwn() || hand.role() != Role.REPRESENTATIVE) {
            Redirect.to(HOME, response);
            return false;
        }
        return peoplePages.isFresh(owner, TAKE_OVER, response);
    }

    static Optional<UUID> parse(String id) {
        return ID.matcher(id).matches() ? Optional.of(UUID.fromString(id)) : Optional.empty();
    }

    static String key(Change change) {
        return change.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
