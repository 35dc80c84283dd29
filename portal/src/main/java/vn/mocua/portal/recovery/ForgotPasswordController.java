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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.abuse.Captchas;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.Generations;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Journeys;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.page.CaptchaPart;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Pages;

/** Where getting back into an account begins: whose, and by which way. The same for every id. */
@Controller
class ForgotPasswordController {

    record Choice(Username username, @Nullable String way) {}

    private static final FormReader<Choice> READER = FormReader.of(Choice.class);
    private static final Set<String> FRAME = Set.of("_csrf", "captcha", "captchaToken", "renewCaptcha");
    private static final String BINDING = "forgot-password";

    private final List<RecoveryWay> ways;
    private final Journeys journeys;
    private final Recoveries recoveries;
    private final Accounts accounts;
    private final Generations generations;
    private final Captchas captchas;
    private final Limits limits;
    private final Visits visits;
    private final Pages pages;

    ForgotPasswordController(
            ObjectProvider<RecoveryWay> ways,
            Journeys journeys,
            Recoveries recoveries,
            Accounts accounts,
            Generations generations,
            Captchas captchas,
            Limits limits,
            Visits visits,
            Pages pages) {
        this.ways = ways.orderedStream().toList();
        this.journeys = journeys;
        this.recoveries = recoveries;
        this.accounts = accounts;
        this.generations = generations;
        this.captchas = captchas;
        this.limits = limits;
        this.visits = visits;
        this.pages = pages;
    }

    @GetMapping(RecoveryEnd.HOME)
    void show(HttpServletRequest request, HttpServletResponse response) {
        show(request, response, 200, "", "", List.of());
    }

    @PostMapping(RecoveryEnd.HOME)
    void choose(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (READER.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<Choice>() -> response.sendError(400);
            case Reading.Wrong<Choice>(var problems, var typed) -> {
                // Whoever chose no way either is told of both at once.
                var all = Stream.concat(
                                problems.stream(),
                                typed.getOrDefault("way", "").isEmpty()
                                        ? Stream.of(Problem.with("way", "way.missing"))
                                        : Stream.of())
                        .toList();
                show(
                        request,
                        response,
                        request.getParameter("renewCaptcha") == null ? 422 : 200,
                        typed.getOrDefault("username", ""),
                        typed.getOrDefault("way", ""),
                        request.getParameter("renewCaptcha") == null ? all : List.of());
            }
            case Reading.Read<Choice>(var choice, var typed) -> choose(choice, request, response);
        }
    }

    private void choose(Choice choice, HttpServletRequest request, HttpServletResponse response) {
        var username = choice.username().identifier().value();
        var key = choice.way() == null ? "" : choice.way();
        var way = ways.stream().filter(each -> each.key().equals(key)).findFirst();
        if (request.getParameter("renewCaptcha") != null) {
            show(request, response, 200, username, key, List.of());
            return;
        }
        if (way.isEmpty()) {
            show(request, response, 422, username, "", List.of(Problem.with("way", "way.missing")));
            return;
        }
        var visit = visits.of(request);
        if (!captchas.check(request.getParameter("captchaToken"), request.getParameter("captcha"), BINDING)) {
            var failure = Use.of("captcha-failures-per-network", visit.network());
            if (limits.take(failure) instanceof Taken.Refused(var limit, var when)) {
                tooOften(request, response, username, key, "captcha.tooOften", when, visit.now());
            } else {
                var words =
                        captchas.whyNot(request.getParameter("captchaToken"), request.getParameter("captcha"), BINDING);
                show(request, response, 422, username, key, List.of(Problem.with("captcha", words)));
            }
            return;
        }
        if (limits.take(
                        Use.of(
                                RecoveryLimits.PER_ID,
                                accounts.keyOf(choice.username().identifier())),
                        Use.of(RecoveryLimits.PER_NETWORK, visit.network()))
                instanceof Taken.Refused(var limit, var when)) {
            tooOften(request, response, username, key, "recovery.tooOften", when, visit.now());
            return;
        }
        journeys.begin(way.get().journey(), Recovering.of(choice.username(), generations.latest()), request, response);
    }

    private void tooOften(
            HttpServletRequest request,
            HttpServletResponse response,
            String username,
            String way,
            String words,
            Instant when,
            Instant now) {
        response.setHeader(
                "Retry-After", Long.toString(Duration.between(now, when).toSeconds() + 1));
        show(request, response, 429, username, way, List.of(Problem.with("", words, when)));
    }

    /** What has been done, shown to the browser that did it. */
    @GetMapping(RecoveryEnd.DONE)
    void done(HttpServletRequest request, HttpServletResponse response) {
        var receipt = journeys.receiptUnder(RecoveryEnd.HOME, request).orElse("");
        var stood = receipt.replace(RecoveryEnd.WITHOUT_PASSWORD, "");
        if (!List.of("ACTIVE", "FROZEN", "LOCKED").contains(stood)) {
            Redirect.to(RecoveryEnd.HOME, response);
            return;
        }
        pages.show(
                request,
                response,
                200,
                "recovery/done.jte",
                Map.of("stood", stood, "hasPassword", !receipt.endsWith(RecoveryEnd.WITHOUT_PASSWORD)));
    }

    /** The word with which somebody comes back, shown to the browser that asked, as long as its draft lives. */
    @GetMapping(AskForReset.ASKED)
    void asked(HttpServletRequest request, HttpServletResponse response) {
        var code = ways.stream()
                .filter(each -> each.key().equals("later"))
                .flatMap(each -> journeys.receipt(each.journey(), request).stream())
                .filter(receipt -> !receipt.isEmpty())
                .findFirst();
        if (code.isEmpty()) {
            Redirect.to(RecoveryEnd.HOME, response);
            return;
        }
        var now = visits.of(request).now();
        pages.show(
                request,
                response,
                200,
                "recovery/asked.jte",
                Map.of("code", code.get(), "from", now.plus(recoveries.delay()), "until", now.plus(recoveries.life())));
    }

    private void show(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            String username,
            String way,
            List<Problem> problems) {
        var page = pages.of(request);
        var fields = new LinkedHashMap<String, Field>();
        for (var name : List.of("username", "way", "captcha")) {
            var typed = name.equals("username") ? username : name.equals("way") ? way : "";
            var hint = "field." + name + (name.equals("username") ? ".hint.recovery" : ".hint");
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
        var model = new HashMap<String, Object>();
        model.put("form", new Form(RecoveryEnd.HOME, Map.of(), fields, Problem.beside("", problems, page)));
        model.put("delay", recoveries.delay());
        model.put("ways", ways.stream().map(RecoveryWay::key).toList());
        var captcha = captchas.issue(BINDING);
        model.put("captcha", new CaptchaPart(captcha.token(), captcha.pictureUrl(), captcha.soundUrl()));
        pages.show(request, response, status, "recovery/forgot.jte", model);
    }
}
