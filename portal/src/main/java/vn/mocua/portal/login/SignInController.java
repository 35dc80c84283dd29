package vn.mocua.portal.login;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
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
import vn.mocua.portal.account.AccountPasswords.Credential;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.SameTime;
import vn.mocua.portal.journey.Secret;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.PasswordTries.Solved;
import vn.mocua.portal.login.PasswordTries.Try;
import vn.mocua.portal.login.PasswordTries.Verdict;
import vn.mocua.portal.page.CaptchaPart;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Pages;
import vn.mocua.portal.password.Password;

/** Id and password. Whether the id is unknown or the password wrong, the answer and its time are the same (threat T27). */
@Controller
class SignInController {

    record SignInForm(Username username, @Secret Password password) {}

    private static final FormReader<SignInForm> READER = FormReader.of(SignInForm.class);
    private static final Set<String> FRAME = Set.of("_csrf", "captcha", "captchaToken", "renewCaptcha");

    private final Accounts accounts;
    private final PasswordTries tries;
    private final DeviceCookie deviceCookie;
    private final Captchas captchas;
    private final SignInJourney journey;
    private final Journeys journeys;
    private final Visits visits;
    private final Pages pages;
    private final FreshSignIn fresh;
    private final AfterSignIn after;
    private final List<String> ways;
    private final SameTime sameTime;

    SignInController(
            Accounts accounts,
            PasswordTries tries,
            DeviceCookie deviceCookie,
            Captchas captchas,
            SignInJourney journey,
            Journeys journeys,
            Visits visits,
            Pages pages,
            FreshSignIn fresh,
            AfterSignIn after,
            ObjectProvider<SignInWay> ways,
            SameTime sameTime) {
        this.accounts = accounts;
        this.tries = tries;
        this.deviceCookie = deviceCookie;
        this.captchas = captchas;
        this.journey = journey;
        this.journeys = journeys;
        this.visits = visits;
        this.pages = pages;
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
        var captcha = new Solved(request.getParameter("captchaToken"), request.getParameter("captcha"));
        var tried = new Try(form.username(), form.password(), deviceCookie.read(request), captcha, visit);
        switch (tries.judge(tried)) {
            case Verdict.Right(var credential) -> {
                tries.renewHash(credential, form.password());
                goOn(credential, form.username(), request, response);
            }
            case Verdict.Wrong(var captchaNext) -> {
                sameTime.sinceThen(begun);
                show(request, response, 422, username, captchaNext, List.of(Problem.with("", "login.wrong")));
            }
            case Verdict.CaptchaFirst(var words) ->
                show(request, response, 422, username, true, List.of(Problem.with("captcha", words)));
            case Verdict.TooSoon(var when) -> tooSoon(request, response, username, when, visit);
            case Verdict.Busy(var retryAfter, var withCaptcha) -> {
                response.setHeader("Retry-After", Long.toString(Math.max(1, retryAfter.toSeconds())));
                show(request, response, 503, username, withCaptcha, List.of(Problem.with("", "journey.busy")));
            }
        }
    }

    private void goOn(
            Credential credential, Username username, HttpServletRequest request, HttpServletResponse response) {
        if (credential.knownDevice() && !fresh.isAsked(request)) {
            journeys.begin(journey.journey(), SigningIn.onKnownDevice(credential, username), request, response);
            return;
        }
        var registeredHere =
                justRegistered(request).filter(credential.account()::equals).isPresent();
        var signingIn = SigningIn.of(credential, username, registeredHere);
        journeys.beginAfter(
                journey.journey(), left -> left.map(signingIn::after).orElse(signingIn), request, response);
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
        var issued = captchas.issue(PasswordTries.CAPTCHA);
        return new CaptchaPart(issued.token(), issued.pictureUrl(), issued.soundUrl());
    }
}
