package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import vn.mocua.portal.abuse.Captchas;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.AccountPasswords;
import vn.mocua.portal.account.AccountPasswords.Credential;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.SameTime;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.page.CaptchaPart;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Pages;
import vn.mocua.portal.password.HashingBusy;
import vn.mocua.portal.password.Password;
import vn.mocua.portal.password.PasswordHashes;
import vn.mocua.portal.password.PasswordHashes.Place;

/**
 * Id and password. Whether the id is unknown or the password wrong, the answer and the work are the same; failures slow
 * the pair of account and source down, and never lock the owner out (threats T27, T28).
 */
@Controller
class SignInController {

    record SignInForm(Username username, @Secret Password password) {}

    private static final FormReader<SignInForm> READER = FormReader.of(SignInForm.class);
    private static final Set<String> FRAME = Set.of("_csrf", "captcha", "captchaToken", "renewCaptcha");
    private static final String BINDING = "sign-in";

    private final Accounts accounts;
    private final AccountPasswords passwords;
    private final DeviceCookie deviceCookie;
    private final PasswordHashes hashes;
    private final Limits limits;
    private final Captchas captchas;
    private final SignInJourney journey;
    private final Journeys journeys;
    private final Visits visits;
    private final Pages pages;
    private final Audit audit;
    private final FreshSignIn fresh;
    private final AfterSignIn after;
    private final List<String> ways;
    private final SameTime sameTime;

    SignInController(
            Accounts accounts,
            AccountPasswords passwords,
            DeviceCookie deviceCookie,
            PasswordHashes hashes,
            Limits limits,
            Captchas captchas,
            SignInJourney journey,
            Journeys journeys,
            Visits visits,
            Pages pages,
            Audit audit,
            FreshSignIn fresh,
            AfterSignIn after,
            ObjectProvider<SignInWay> ways,
            SameTime sameTime) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.deviceCookie = deviceCookie;
        this.hashes = hashes;
        this.limits = limits;
        this.captchas = captchas;
        this.journey = journey;
        this.journeys = journeys;
        this.visits = visits;
        this.pages = pages;
        this.audit = audit;
        this.fresh = fresh;
        this.after = after;
        this.ways = ways.orderedStream().map(SignInWay::key).toList();
        this.sameTime = sameTime;
    }

    @GetMapping("/sign-in")
    void show(HttpServletRequest request, HttpServletResponse response) {
        var again = request.getParameter("again") != null && fresh.isAsked(request);
        if (!again && pages.of(request).signedInAs() != null) {
            Redirect.to("/account", response);
            return;
        }
        var username = request.getParameter("registered") == null ? "" : idOf(justRegistered(request));
        show(request, response, 200, username, false, List.of());
    }

    /**
     * Where pages lead whose session has ended: says so, and brings whoever signs in back to where they were.
     *
     * @param back the page of the account that they had open
     */
    @GetMapping("/sign-in/ended")
    void showEnded(
            @RequestParam(required = false) @Nullable String back,
            HttpServletRequest request,
            HttpServletResponse response) {
        if (pages.of(request).signedInAs() != null) {
            // Another page of the same browser went on.
            Redirect.to("/account", response);
            return;
        }
        after.writeForAnyone(back, response);
        show(request, response, 200, "", false, List.of());
    }

    /** The account that has just been opened in this browser. */
    private Optional<UUID> justRegistered(HttpServletRequest request) {
        return journeys.receiptUnder("/register", request).map(UUID::fromString);
    }

    /** The id of whoever has just registered, which need not be typed again (ruling 8). */
    private String idOf(Optional<UUID> registered) {
        return registered
                .flatMap(accounts::find)
                .map(account -> account.subject().identifiers().getFirst().value())
                .orElse("");
    }

    @PostMapping("/sign-in")
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (READER.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<SignInForm>() -> response.sendError(400);
            case Reading.Wrong<SignInForm>(var problems, var typed) ->
                show(request, response, 422, typed.getOrDefault("username", ""), false, problems);
            case Reading.Read<SignInForm>(var form, var typed) -> submit(form, visits.of(request), request, response);
        }
    }

    private void submit(SignInForm form, Visit visit, HttpServletRequest request, HttpServletResponse response) {
        var begun = System.nanoTime();
        var username = form.username().value();
        if (request.getParameter("renewCaptcha") != null) {
            show(request, response, 200, username, true, List.of());
            return;
        }
        var identifier = form.username().identifier();
        var word = deviceCookie.read(request);
        var credential = passwords.credential(identifier, word.orElse(null));
        var knownDevice = credential.filter(Credential::knownDevice).isPresent();
        // A remembered device has a count of its own, so that strangers' failures never slow its owner down.
        var source = knownDevice ? "device " + word.orElseThrow() : visit.network();
        var pair = Use.of("sign-in", accounts.keyOf(identifier) + " " + source);
        var network = Use.of("sign-in-failures-per-network", visit.network());
        var standing = limits.standing(pair);
        if (standing.waitUntil() != null) {
            tooSoon(request, response, username, standing.waitUntil(), visit);
            return;
        }
        // When the whole portal is stormed, everybody solves a captcha; nobody is kept out. Only failures make a storm.
        var all = Use.inAll("sign-in-in-all");
        var counted = !knownDevice && limits.take(all) instanceof Taken.Allowed;
        var stormed = !knownDevice && !counted;
        // Taken for a failure that has not happened yet.
        var taken = new ArrayList<Use>();
        if (counted) {
            taken.add(all);
        }
        try {
            // A busy portal offers the captcha to everybody whose device it does not know.
            var needed = stormed || standing.failures() >= FAILURES_BEFORE_CAPTCHA;
            var human = (needed || request.getParameter("captchaToken") != null) && isHuman(request);
            if (needed && !human) {
                var key = request.getParameter("captcha") == null
                        ? "captcha.needed"
                        : captchas.whyNot(
                                request.getParameter("captchaToken"), request.getParameter("captcha"), BINDING);
                show(request, response, 422, username, true, List.of(Problem.with("captcha", key)));
                return;
            }
            // Counted before the password is looked at, and taken back when it is right: tries at once are tries.
            if (limits.attempt(pair) instanceof Taken.Refused(var limit, var when)) {
                tooSoon(request, response, username, when, visit);
                return;
            }
            if (!knownDevice) {
                if (limits.take(network) instanceof Taken.Refused(var limit, var when)) {
                    tooSoon(request, response, username, when, visit);
                    return;
                }
                taken.add(network);
            }
            boolean right;
            try {
                right = hashes.matches(
                        form.password(),
                        credential.map(Credential::passwordHash).orElse(null),
                        knownDevice || human ? Place.AHEAD : Place.IN_LINE);
            } catch (HashingBusy busy) {
                limits.succeeded(pair);
                response.setHeader(
                        "Retry-After",
                        Long.toString(Math.max(1, busy.retryAfter().toSeconds())));
                show(request, response, 503, username, !knownDevice, List.of(Problem.with("", "journey.busy")));
                return;
            }
            if (!right || credential.isEmpty()) {
                taken.clear();
                credential.ifPresent(known -> audit.record(
                        new Act("account.sign-in-failed", "visitor", known.account(), visit.address(), Map.of())));
                sameTime.sinceThen(begun);
                var nextTime = standing.failures() + 1 >= FAILURES_BEFORE_CAPTCHA;
                show(request, response, 422, username, nextTime, List.of(Problem.with("", "login.wrong")));
                return;
            }
            limits.succeeded(pair, taken);
            taken.clear();
        } finally {
            if (!taken.isEmpty()) {
                limits.giveBack(taken.toArray(Use[]::new));
            }
        }
        var known = credential.get();
        if (hashes.needsRehash(known.passwordHash())) {
            passwords.rehash(known.account(), known.passwordHash(), hashes.hash(form.password()));
        }
        if (knownDevice && !fresh.isAsked(request)) {
            journeys.begin(journey.journey(), SigningIn.onKnownDevice(known, form.username()), request, response);
            return;
        }
        var registeredHere =
                justRegistered(request).filter(known.account()::equals).isPresent();
        var signingIn = SigningIn.of(known, form.username(), registeredHere);
        journeys.beginAfter(
                journey.journey(), left -> left.map(signingIn::after).orElse(signingIn), request, response);
    }

    private static final int FAILURES_BEFORE_CAPTCHA = 3;

    private boolean isHuman(HttpServletRequest request) {
        return captchas.check(request.getParameter("captchaToken"), request.getParameter("captcha"), BINDING);
    }

    private void tooSoon(
            HttpServletRequest request, HttpServletResponse response, String username, Instant when, Visit visit) {
        response.setHeader(
                "Retry-After", Long.toString(Duration.between(visit.now(), when).toSeconds() + 1));
        show(request, response, 429, username, false, List.of(Problem.with("", "login.tooSoon", when)));
    }

    private void show(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            String username,
            boolean withCaptcha,
            List<Problem> problems) {
        var page = pages.of(request);
        var fields = new LinkedHashMap<String, Field>();
        for (var name : withCaptcha ? List.of("username", "password", "captcha") : List.of("username", "password")) {
            fields.put(
                    name,
                    new Field(
                            name,
                            page.text(name.equals("password") ? "login.password" : "field." + name),
                            name.equals("captcha") ? page.text("field.captcha.hint") : null,
                            name.equals("username") ? username : "",
                            Problem.beside(name, problems, page),
                            true));
        }
        var model = new HashMap<String, Object>();
        model.put("form", new Form("/sign-in", Map.of(), fields, Problem.beside("", problems, page)));
        model.put("captcha", withCaptcha ? captcha() : null);
        model.put("again", fresh.isAsked(request));
        model.put("ended", hasEnded(request));
        model.put("keys", ways);
        pages.show(request, response, status, "login/sign-in.jte", model);
    }

    /** Whether the browser came from a page that has ended, or still names a session that has. */
    private static boolean hasEnded(HttpServletRequest request) {
        return request.getUserPrincipal() == null
                && (request.getRequestURI().equals("/sign-in/ended")
                        || request.getMethod().equals("GET") && request.getRequestedSessionId() != null);
    }

    private CaptchaPart captcha() {
        var issued = captchas.issue(BINDING);
        return new CaptchaPart(issued.token(), issued.pictureUrl(), issued.soundUrl());
    }
}
