package vn.mocua.portal.passkey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.LongText;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.SignInEnd;
import vn.mocua.portal.login.SignedIn.How;
import vn.mocua.portal.page.Pages;
import vn.mocua.portal.passkey.PasskeyProofs.Answer;
import vn.mocua.portal.passkey.PasskeySignIn.Result;

/**
 * Signing in by a passkey alone, from the sign-in page where the browser can. It has counts of its own, so that it works on
 * while passwords are guessed at (threats T27, T28).
 */
@Controller
class PasskeySignInController {

    /** What script sends of what the passkey answered. */
    record Sent(
            LongText credential,
            LongText clientData,
            LongText authenticatorData,
            LongText signature,
            LongText userHandle) {

        Answer answer() {
            return new Answer(
                    credential.value(),
                    clientData.value(),
                    authenticatorData.value(),
                    signature.value(),
                    userHandle.value());
        }
    }

    private static final FormReader<Sent> SENT = FormReader.of(Sent.class);
    private static final Set<String> FRAME = Set.of("_csrf");
    private static final String NOT_ACCEPTED = "passkey-not-accepted";

    private final PasskeySignIn signIn;
    private final PasskeyOptions options;
    private final SignInEnd end;
    private final Limits limits;
    private final Visits visits;
    private final Pages pages;

    PasskeySignInController(
            PasskeySignIn signIn, PasskeyOptions options, SignInEnd end, Limits limits, Visits visits, Pages pages) {
        this.signIn = signIn;
        this.options = options;
        this.end = end;
        this.limits = limits;
        this.visits = visits;
        this.pages = pages;
    }

    @GetMapping("/sign-in/by/passkey/options")
    void options(HttpServletRequest request, HttpServletResponse response) throws IOException {
        options.toSignIn(pages.of(request), response);
    }

    @GetMapping("/sign-in/by/passkey")
    void choose(HttpServletResponse response) {
        Redirect.to("/sign-in", response);
    }

    @PostMapping("/sign-in/by/passkey")
    void submit(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (SENT.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<Sent>() -> response.sendError(400);
            case Reading.Wrong<Sent>(var problems, var typed) -> refused(NOT_ACCEPTED, request, response);
            case Reading.Read<Sent>(var sent, var typed) ->
                submit(sent.answer(), visits.of(request), request, response);
        }
    }

    private void submit(Answer answer, Visit visit, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        // Counted before it is looked at, and taken back when it is right.
        var failure = Use.of(PasskeyRules.FAILURES, visit.network());
        if (limits.take(failure) instanceof Taken.Refused(var limit, var when)) {
            var seconds = Duration.between(visit.now(), when).toSeconds() + 1;
            response.setHeader("Retry-After", Long.toString(Math.max(1, seconds)));
            response.sendError(429);
            return;
        }
        switch (signIn.judge(answer, PasskeyOptions.bearer(pages.of(request)), visit)) {
            case Result.In(var account, var who) -> {
                limits.giveBack(failure);
                end.leave(account, who, How.PASSKEY, false, false, visit, request, response);
                Redirect.to("/account", response);
            }
            case Result.Barred(var refusal) -> {
                limits.giveBack(failure);
                refused(refusal.key(), request, response);
            }
            case Result.NotAccepted() -> refused(NOT_ACCEPTED, request, response);
        }
    }

    private void refused(String refusal, HttpServletRequest request, HttpServletResponse response) {
        pages.show(request, response, 422, "passkey/refused.jte", Map.of("refusal", refusal));
    }
}
