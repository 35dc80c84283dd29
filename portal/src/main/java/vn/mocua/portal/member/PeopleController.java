package vn.mocua.portal.member;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.FreshSignIn;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.member.People.Change;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Page;
import vn.mocua.portal.page.Pages;

/** An organisation minds who acts for it. To look is open to whoever the role lets in; to change asks for a fresh sign-in. */
@Controller
class PeopleController {

    /** What a button sends. */
    record Nothing() {}

    record Invitation(
            NationalId nationalId,
            FullName fullName,
            Role role,
            @Nullable LastDay lastDay) {}

    record Until(@Nullable LastDay lastDay) {}

    static final String HOME = "/account/people";
    static final String INVITE = HOME + "/invite";
    static final String TAKE_OVER = HOME + "/take-over";

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final FormReader<Invitation> INVITATION = FormReader.of(Invitation.class);
    private static final FormReader<Until> UNTIL = FormReader.of(Until.class);
    private static final Set<String> FRAME = Set.of("_csrf");
    private static final Set<String> DONE = Set.of("invited", "withdrawn", "changed");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Members members;
    private final People people;
    private final MemberViews views;
    private final Accounts accounts;
    private final Limits limits;
    private final FreshSignIn fresh;
    private final Visits visits;
    private final Pages pages;
    private final Clock clock;

    PeopleController(
            Members members,
            People people,
            MemberViews views,
            Accounts accounts,
            Limits limits,
            FreshSignIn fresh,
            Visits visits,
            Pages pages,
            Clock clock) {
        this.members = members;
        this.people = people;
        this.views = views;
        this.accounts = accounts;
        this.limits = limits;
        this.fresh = fresh;
        this.visits = visits;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(HOME)
    void list(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        if (isOrganisation(owner, response)) {
            list(owner, request, response, 200, null);
        }
    }

    private void list(
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
            model.put("refused", key(refused));
        }
        pages.show(request, response, status, "member/people.jte", model);
    }

    @GetMapping(INVITE)
    void showInvite(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        if (isOrganisation(owner, response) && isFresh(owner, INVITE, response)) {
            showInvite(owner, request, response, 200, Map.of(), List.of());
        }
    }

    @PostMapping(INVITE)
    void invite(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!isOrganisation(owner, response) || !isFresh(owner, INVITE, response)) {
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
        if (isPast(form.lastDay())) {
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
            default -> list(owner, request, response, 403, change);
        }
    }

    @GetMapping(TAKE_OVER)
    void showTakeOver(
            @AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        if (isOrganisation(owner, response) && mayTakeOver(owner, request, response)) {
            showTakeOver(request, response, 200, null);
        }
    }

    @PostMapping(TAKE_OVER)
    void takeOver(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!isOrganisation(owner, response) || !mayTakeOver(owner, request, response)) {
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

    @GetMapping(HOME + "/{id}")
    void show(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!isOrganisation(owner, response)) {
            return;
        }
        var member = ofOrganisation(owner, id);
        if (member.isEmpty()) {
            response.sendError(404);
        } else if (!Acting.hand(owner, request).role().governs(member.get().role())) {
            list(owner, request, response, 403, Change.NOT_GOVERNED);
        } else if (isFresh(owner, HOME + "/" + id, response)) {
            show(owner, member.get(), request, response, 200, null, null);
        }
    }

    @PostMapping(HOME + "/{id}/until")
    void actUntil(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!isOrganisation(owner, response) || !isFresh(owner, HOME + "/" + id, response)) {
            return;
        }
        var member = ofOrganisation(owner, id);
        if (member.isEmpty()) {
            response.sendError(404);
            return;
        }
        switch (UNTIL.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<Until>() -> response.sendError(400);
            case Reading.Wrong<Until>(var problems, var typed) ->
                show(owner, member.get(), request, response, 422, typed.get("lastDay"), problems.getFirst());
            case Reading.Read<Until>(var form, var typed) -> {
                if (isPast(form.lastDay())) {
                    var problem = Problem.with("lastDay", "lastDay.past");
                    show(owner, member.get(), request, response, 422, typed.get("lastDay"), problem);
                    return;
                }
                var day = form.lastDay() == null ? null : form.lastDay().value();
                var change = people.actUntil(
                        Acting.hand(owner, request), member.get().id(), day, visits.of(request));
                answer(change, "changed", owner, request, response);
            }
        }
    }

    @PostMapping(HOME + "/{id}/withdraw")
    void withdraw(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (!isOrganisation(owner, response) || !isFresh(owner, HOME + "/" + id, response)) {
            return;
        }
        var member = ofOrganisation(owner, id);
        if (member.isEmpty()) {
            response.sendError(404);
        } else if (!(BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
        } else {
            var hand = Acting.hand(owner, request);
            answer(people.withdraw(hand, member.get().id(), visits.of(request)), "withdrawn", owner, request, response);
        }
    }

    /** A second click on the button that ends it finds it done; a last day of what is over was not saved. */
    private void answer(
            Change change, String done, SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        switch (change) {
            case DONE -> Redirect.to(HOME + "?done=" + done, response);
            case NOT_THERE -> Redirect.to(done.equals("withdrawn") ? HOME + "?done=withdrawn" : HOME, response);
            case NOT_GOVERNED -> list(owner, request, response, 403, change);
            default -> list(owner, request, response, 422, change);
        }
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
                            text(page, problems, name),
                            !name.equals("lastDay")));
        }
        pages.show(
                request,
                response,
                status,
                "member/invite.jte",
                Map.of(
                        "form",
                        new Form(INVITE, Map.of(), fields, text(page, problems, "")),
                        "roles",
                        roles,
                        "days",
                        people.openFor().toDays()));
    }

    private void show(
            SignedIn owner,
            Member member,
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            @Nullable String typed,
            @Nullable Problem problem) {
        var page = pages.of(request);
        var hand = Acting.hand(owner, request);
        var written = typed != null ? typed : member.endsOn() == null ? "" : LastDay.text(member.endsOn());
        var field = new Field(
                "lastDay",
                page.text("member.field.lastDay"),
                page.text("member.field.lastDay.hint"),
                written,
                problem == null ? null : text(page, List.of(problem), "lastDay"),
                false);
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
                        "form",
                        new Form(HOME + "/" + member.id() + "/until", Map.of(), Map.of("lastDay", field), null)));
    }

    private boolean isPast(@Nullable LastDay day) {
        return day != null && day.value().isBefore(LastDay.today(clock.instant()));
    }

    /** Nobody but themselves acts for a person. */
    private boolean isOrganisation(SignedIn owner, HttpServletResponse response) {
        if (accounts.subject(owner.account()).orElse(null) instanceof Citizen) {
            Redirect.to("/account", response);
            return false;
        }
        return true;
    }

    private boolean mayTakeOver(SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        var hand = Acting.hand(owner, request);
        if (hand.isOwn() || hand.role() != Role.REPRESENTATIVE) {
            Redirect.to(HOME, response);
            return false;
        }
        return isFresh(owner, TAKE_OVER, response);
    }

    private boolean isFresh(SignedIn owner, String page, HttpServletResponse response) {
        if (fresh.isFresh(owner)) {
            return true;
        }
        fresh.ask(owner, page, response);
        return false;
    }

    private Optional<Member> ofOrganisation(SignedIn owner, String id) {
        return parse(id).flatMap(members::find).filter(each -> each.company().equals(owner.account()));
    }

    static Optional<UUID> parse(String id) {
        return ID.matcher(id).matches() ? Optional.of(UUID.fromString(id)) : Optional.empty();
    }

    static String key(Change change) {
        return change.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static @Nullable String text(Page page, List<Problem> problems, String field) {
        return problems.stream()
                .filter(each -> each.field().equals(field))
                .findFirst()
                .map(each -> page.text(each.message(), each.arguments().toArray()))
                .orElse(null);
    }
}
