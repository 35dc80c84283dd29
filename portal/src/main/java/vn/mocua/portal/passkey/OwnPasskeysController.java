package vn.mocua.portal.passkey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.LongText;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.FreshSignIn;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Page;
import vn.mocua.portal.page.Pages;

/** The owner's passkeys: a list, and a page for each thing that is done with one. */
@Controller
class OwnPasskeysController {

    static final String HOME = "/account/passkeys";
    private static final String ADD = HOME + "/add";

    /** What script sends of a passkey that was made. */
    record Made(
            @Nullable PasskeyName passkeyName,
            LongText attestation,
            LongText clientData,
            @Nullable String transports) {}

    record NameForm(PasskeyName passkeyName) {}

    record RemoveForm(boolean endSessions) {}

    /** What a button of its own sends. */
    record Nothing() {}

    private static final FormReader<Made> MADE = FormReader.of(Made.class);
    private static final FormReader<NameForm> NAME = FormReader.of(NameForm.class);
    private static final FormReader<RemoveForm> REMOVE = FormReader.of(RemoveForm.class);
    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final Set<String> FRAME = Set.of("_csrf");
    private static final Set<String> DONE = Set.of("added", "named", "removed");

    private final Passkeys passkeys;
    private final OwnPasskeys own;
    private final PasskeyOptions options;
    private final FreshSignIn fresh;
    private final Visits visits;
    private final Pages pages;

    OwnPasskeysController(
            Passkeys passkeys, OwnPasskeys own, PasskeyOptions options, FreshSignIn fresh, Visits visits, Pages pages) {
        this.passkeys = passkeys;
        this.own = own;
        this.options = options;
        this.fresh = fresh;
        this.visits = visits;
        this.pages = pages;
    }

    @GetMapping(HOME)
    void list(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        var page = pages.of(request);
        var model = new HashMap<String, Object>();
        model.put(
                "passkeys",
                passkeys.of(owner.account()).stream()
                        .map(each -> view(each, page))
                        .toList());
        var done = request.getParameter("done");
        if (done != null && DONE.contains(done)) {
            model.put("done", done);
        }
        pages.show(request, response, 200, "passkey/passkeys.jte", model);
    }

    @GetMapping(ADD)
    void showAdd(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response) {
        if (fresh.isFresh(owner)) {
            showAdd(owner, "", Map.of(), 200, request, response);
        } else {
            fresh.ask(owner, ADD, response);
        }
    }

    /** What the browser is asked to make a passkey with. */
    @PostMapping(HOME + "/options")
    void options(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!(BUTTON.read(request.getParameterMap(), FRAME) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
        } else if (!fresh.isFresh(owner)) {
            response.sendError(403);
        } else {
            options.toAdd(owner, pages.of(request), response);
        }
    }

    @PostMapping(ADD)
    void add(@AuthenticationPrincipal SignedIn owner, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        if (!fresh.isFresh(owner)) {
            fresh.ask(owner, ADD, response);
            return;
        }
        switch (MADE.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<Made>() -> response.sendError(400);
            case Reading.Wrong<Made>(var problems, var typed) -> {
                var name = problems.stream()
                        .filter(each -> each.field().equals("passkeyName"))
                        .findFirst();
                showAdd(
                        owner,
                        typed.getOrDefault("passkeyName", ""),
                        name.isPresent()
                                ? Map.of("passkeyName", name.get().message())
                                : Map.of("", "passkey.add.not-accepted"),
                        422,
                        request,
                        response);
            }
            case Reading.Read<Made>(var made, var typed) -> {
                var name = made.passkeyName() == null ? "" : made.passkeyName().value();
                var adding = own.add(
                        owner,
                        PasskeyOptions.bearer(owner, pages.of(request)),
                        made.attestation().value(),
                        made.clientData().value(),
                        words(made.transports()),
                        name,
                        visits.of(request));
                switch (adding) {
                    case ADDED -> Redirect.to(HOME + "?done=added", response);
                    case NOT_ACCEPTED ->
                        showAdd(owner, name, Map.of("", "passkey.add.not-accepted"), 422, request, response);
                    case KNOWN -> showAdd(owner, name, Map.of("", "passkey.add.known"), 422, request, response);
                    case TOO_MANY -> showAdd(owner, name, Map.of("", "passkey.add.too-many"), 422, request, response);
                }
            }
        }
    }

    @GetMapping(HOME + "/{id}")
    void showName(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var passkey = ofOwner(owner, id);
        if (passkey.isEmpty()) {
            response.sendError(404);
        } else {
            showName(passkey.get(), passkey.get().name(), null, 200, request, response);
        }
    }

    @PostMapping(HOME + "/{id}")
    void name(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var passkey = ofOwner(owner, id);
        if (passkey.isEmpty()) {
            response.sendError(404);
            return;
        }
        switch (NAME.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<NameForm>() -> response.sendError(400);
            case Reading.Wrong<NameForm>(var problems, var typed) ->
                showName(
                        passkey.get(),
                        typed.getOrDefault("passkeyName", ""),
                        problems.getFirst().message(),
                        422,
                        request,
                        response);
            case Reading.Read<NameForm>(var form, var typed) -> {
                own.call(owner, passkey.get(), form.passkeyName(), visits.of(request));
                Redirect.to(HOME + "?done=named", response);
            }
        }
    }

    @GetMapping(HOME + "/{id}/remove")
    void showRemove(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var passkey = ofOwner(owner, id);
        if (passkey.isEmpty()) {
            response.sendError(404);
        } else if (!fresh.isFresh(owner)) {
            fresh.ask(owner, HOME + "/" + passkey.get().id() + "/remove", response);
        } else {
            var spare = own.isSpare(owner.account(), passkey.get().id());
            showRemove(passkey.get(), spare, 200, request, response);
        }
    }

    @PostMapping(HOME + "/{id}/remove")
    void remove(
            @AuthenticationPrincipal SignedIn owner,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        var passkey = ofOwner(owner, id);
        if (passkey.isEmpty()) {
            response.sendError(404);
            return;
        }
        if (!fresh.isFresh(owner)) {
            fresh.ask(owner, HOME + "/" + passkey.get().id() + "/remove", response);
            return;
        }
        if (!(REMOVE.read(request.getParameterMap(), FRAME) instanceof Reading.Read<RemoveForm>(var form, var typed))) {
            response.sendError(400);
            return;
        }
        var session = form.endSessions() ? request.getSession().getId() : "";
        switch (own.remove(owner, passkey.get().id(), session, visits.of(request))) {
            case REMOVED, GONE -> Redirect.to(HOME + "?done=removed", response);
            case LAST_WAY_IN -> showRemove(passkey.get(), false, 422, request, response);
        }
    }

    private void showAdd(
            SignedIn owner,
            String name,
            Map<String, String> problems,
            int status,
            HttpServletRequest request,
            HttpServletResponse response) {
        var page = pages.of(request);
        var form = new Form(
                ADD,
                Map.of(),
                Map.of("passkeyName", nameField(page, name, problems.get("passkeyName"), false)),
                problems.containsKey("") ? page.text(problems.get("")) : null);
        var full = passkeys.of(owner.account()).size() >= OwnPasskeys.MOST;
        pages.show(request, response, status, "passkey/add.jte", Map.of("form", form, "full", full));
    }

    private void showName(
            Passkey passkey,
            String typed,
            @Nullable String problem,
            int status,
            HttpServletRequest request,
            HttpServletResponse response) {
        var page = pages.of(request);
        var fields = Map.of("passkeyName", nameField(page, typed, problem, true));
        var form = new Form(HOME + "/" + passkey.id(), Map.of(), fields, null);
        pages.show(
                request, response, status, "passkey/passkey.jte", Map.of("form", form, "passkey", view(passkey, page)));
    }

    private void showRemove(
            Passkey passkey, boolean spare, int status, HttpServletRequest request, HttpServletResponse response) {
        var page = pages.of(request);
        var ending = new Field("endSessions", page.text("passkey.remove.end-sessions"), null, "", null, false);
        var form = new Form(HOME + "/" + passkey.id() + "/remove", Map.of(), Map.of("endSessions", ending), null);
        pages.show(
                request,
                response,
                status,
                "passkey/remove.jte",
                Map.of("form", form, "passkey", view(passkey, page), "spare", spare));
    }

    private static Field nameField(Page page, String typed, @Nullable String problem, boolean required) {
        return new Field(
                "passkeyName",
                page.text("field.passkeyName"),
                page.text("field.passkeyName.hint" + (required ? ".required" : "")),
                typed,
                problem == null ? null : page.text(problem),
                required);
    }

    static PasskeyView view(Passkey passkey, Page page) {
        var used = passkey.lastUsedAt();
        return new PasskeyView(
                passkey.name().isEmpty() ? page.text("passkey.unnamed") : passkey.name(),
                HOME + "/" + passkey.id(),
                passkey.device().isEmpty()
                        ? page.text("passkey.added", page.date(passkey.addedAt()))
                        : page.text("passkey.added.on", page.date(passkey.addedAt()), passkey.device()),
                used == null ? page.text("passkey.never-used") : page.text("passkey.used", page.dateTime(used)),
                page.text(
                        passkey.backedUp()
                                ? "passkey.kept.synced"
                                : passkey.backupEligible() ? "passkey.kept.may-sync" : "passkey.kept.here"));
    }

    /** Short words that the browser said; they are only ever said back to a browser. */
    private static Set<String> words(@Nullable String spaced) {
        return spaced == null
                ? Set.of()
                : Arrays.stream(spaced.split(" ", 10))
                        .filter(word -> word.matches("[a-z-]{1,20}"))
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** One of somebody else's is none. */
    private Optional<Passkey> ofOwner(SignedIn owner, String id) {
        return uuid(id).flatMap(known -> passkeys.find(owner.account(), known));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
