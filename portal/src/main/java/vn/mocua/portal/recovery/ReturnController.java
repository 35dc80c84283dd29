package vn.mocua.portal.recovery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.abuse.Captchas;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Generations;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.page.CaptchaPart;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Pages;
import vn.mocua.portal.registration.Proving;

/** Where somebody comes back with the word that they were given, and chooses how to prove who they are. */
@Controller
class ReturnController {

    record Choice(ResetCode resetCode, @Nullable String method) {}

    private static final String PAGE = RecoveryEnd.HOME + "/continue";
    private static final FormReader<Choice> READER = FormReader.of(Choice.class);
    private static final Set<String> FRAME = Set.of("_csrf", "captcha", "captchaToken", "renewCaptcha");
    private static final String BINDING = "recovery-continue";

    private final Recoveries recoveries;
    private final Proving proving;
    private final ResetProof proof;
    private final Generations generations;
    private final Captchas captchas;
    private final Limits limits;
    private final Visits visits;
    private final Pages pages;

    ReturnController(
            Recoveries recoveries,
            Proving proving,
            ResetProof proof,
            Generations generations,
            Captchas captchas,
            Limits limits,
            Visits visits,
            Pages pages) {
        this.recoveries = recoveries;
        this.proving = proving;
        this.proof = proof;
        this.generations = generations;
        this.captchas = captchas;
        this.limits = limits;
        this.visits = visits;
        this.pages = pages;
    }

    @GetMapping(PAGE)
    void show(HttpServletRequest request, HttpServletResponse response) {
        show(request, response, 200, "", "", List.of());
    }

    @PostMapping(PAGE)
    void choose(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var renew = request.getParameter("renewCaptcha") != null;
        switch (READER.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<Choice>() -> response.sendError(400);
            case Reading.Wrong<Choice>(var problems, var typed) ->
                show(
                        request,
                        response,
                        renew ? 200 : 422,
                        typed.getOrDefault("resetCode", ""),
                        typed.getOrDefault("method", ""),
                        renew ? List.of() : problems);
            case Reading.Read<Choice>(var choice, var typed) -> {
                if (renew) {
                    show(request, response, 200, choice.resetCode().value(), method(choice), List.of());
                } else {
                    choose(choice, request, response);
                }
            }
        }
    }

    /** One answer for a word that is wrong, over, or not yet good: the messages to the owner say when. */
    private void choose(Choice choice, HttpServletRequest request, HttpServletResponse response) {
        var typed = choice.resetCode().value();
        var method = method(choice);
        if (method.isEmpty()) {
            show(request, response, 422, typed, method, List.of(Problem.with("method", "method.missing")));
            return;
        }
        if (!captchas.check(request.getParameter("captchaToken"), request.getParameter("captcha"), BINDING)) {
            var words = captchas.whyNot(request.getParameter("captchaToken"), request.getParameter("captcha"), BINDING);
            show(request, response, 422, typed, method, List.of(Problem.with("captcha", words)));
            return;
        }
        var visit = visits.of(request);
        var failure = Use.of(RecoveryLimits.RETURNS_PER_NETWORK, visit.network());
        if (limits.take(failure) instanceof Taken.Refused(var limit, var when)) {
            tooOften(request, response, typed, method, when, visit.now());
            return;
        }
        var found = recoveries.of(choice.resetCode());
        if (found.isEmpty()) {
            show(request, response, 422, typed, method, List.of(Problem.with("resetCode", "resetCode.notYet")));
            return;
        }
        limits.giveBack(failure);
        if (!proving.isOpen(method, found.get().kind())) {
            show(request, response, 422, typed, "", List.of(Problem.with("method", "method.notOffered")));
            return;
        }
        proving.begin(
                proof,
                method,
                found.get().kind(),
                ResetProof.REQUEST,
                ResetProof.note(found.get(), generations.latest()),
                request,
                response);
    }

    private static String method(Choice choice) {
        return choice.method() == null ? "" : choice.method();
    }

    private void tooOften(
            HttpServletRequest request,
            HttpServletResponse response,
            String typed,
            String method,
            Instant when,
            Instant now) {
        response.setHeader(
                "Retry-After", Long.toString(Duration.between(now, when).toSeconds() + 1));
        show(request, response, 429, typed, method, List.of(Problem.with("", "recovery.tooOften", when)));
    }

    private void show(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            String code,
            String method,
            List<Problem> problems) {
        var page = pages.of(request);
        var fields = new LinkedHashMap<String, Field>();
        for (var name : List.of("resetCode", "method", "captcha")) {
            var typed = name.equals("resetCode") ? code : name.equals("method") ? method : "";
            var hint = "field." + name + ".hint";
            fields.put(
                    name,
                    new Field(
                            name,
                            page.text("field." + name),
                            page.hasText(hint) ? page.text(hint) : null,
                            typed,
                            Problem.beside(name, problems, page),
                            true));
        }
        var captcha = captchas.issue(BINDING);
        var model = new HashMap<String, Object>();
        model.put("form", new Form(PAGE, Map.of(), fields, Problem.beside("", problems, page)));
        model.put("ways", proving.ways(page));
        model.put("captcha", new CaptchaPart(captcha.token(), captcha.pictureUrl(), captcha.soundUrl()));
        pages.show(request, response, status, "recovery/continue.jte", model);
    }
}
