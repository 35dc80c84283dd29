package vn.mocua.portal.recovery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import vn.mocua.portal.abuse.Captchas;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.journey.FormReader;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.journey.Problem;
import vn.mocua.portal.journey.Redirect;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.notice.NotMeWords;
import vn.mocua.portal.notice.NotMeWords.Told;
import vn.mocua.portal.page.CaptchaPart;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Pages;
import vn.mocua.portal.recovery.Undoing.Undone;

/** "That was not me": by the code of a short message, or by the link of a mail, which acts only once a button is pressed. */
@Controller
class NotMeController {

    record Code(NotMeCode notMeCode) {}

    private static final int LONGEST_KEPT = 40;

    /** What a button sends. */
    record Nothing() {}

    private static final String PAGE = "/not-me";
    private static final FormReader<Code> READER = FormReader.of(Code.class);
    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);
    private static final Set<String> FRAME = Set.of("_csrf", "captcha", "captchaToken", "renewCaptcha");
    private static final String BINDING = "not-me";

    private final NotMeWords words;
    private final NotMe notMe;
    private final RecoveryUndoing undoing;
    private final Captchas captchas;
    private final Limits limits;
    private final Visits visits;
    private final Pages pages;

    NotMeController(
            NotMeWords words,
            NotMe notMe,
            RecoveryUndoing undoing,
            Captchas captchas,
            Limits limits,
            Visits visits,
            Pages pages) {
        this.words = words;
        this.notMe = notMe;
        this.undoing = undoing;
        this.captchas = captchas;
        this.limits = limits;
        this.visits = visits;
        this.pages = pages;
    }

    @GetMapping(PAGE)
    void show(HttpServletRequest request, HttpServletResponse response) {
        show(request, response, 200, false, List.of());
    }

    @PostMapping(PAGE)
    void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        switch (READER.read(request.getParameterMap(), FRAME)) {
            case Reading.Unheard<Code>() -> response.sendError(400);
            case Reading.Wrong<Code>(var problems, var typed) ->
                show(request, response, 422, request.getParameter("captchaToken") != null, problems);
            case Reading.Read<Code>(var form, var typed) ->
                answer(form.notMeCode().value(), request, response);
        }
    }

    /** Counted before the code is looked at, and taken back when it is one of ours: tries at once are tries. */
    private void answer(String code, HttpServletRequest request, HttpServletResponse response) {
        if (request.getParameter("renewCaptcha") != null) {
            show(request, response, 200, true, List.of());
            return;
        }
        var visit = visits.of(request);
        var all = Use.of(RecoveryLimits.NOT_ME_PER_NETWORK, visit.network());
        var free = Use.of(RecoveryLimits.NOT_ME_FREE, visit.network());
        if (limits.take(all) instanceof Taken.Refused(var limit, var when)) {
            response.setHeader(
                    "Retry-After",
                    Long.toString(Duration.between(visit.now(), when).toSeconds() + 1));
            show(request, response, 429, true, List.of(Problem.with("", "recovery.tooOften", when)));
            return;
        }
        var isFree = limits.take(free) instanceof Taken.Allowed;
        if (!isFree
                && !captchas.check(request.getParameter("captchaToken"), request.getParameter("captcha"), BINDING)) {
            var words = request.getParameter("captcha") == null
                    ? "not-me.captcha"
                    : captchas.whyNot(request.getParameter("captchaToken"), request.getParameter("captcha"), BINDING);
            show(request, response, 422, true, List.of(Problem.with("captcha", words)));
            return;
        }
        var undone = words.byCode(code).flatMap(told -> notMe.answer(told, visit));
        if (undone.isEmpty()) {
            show(request, response, 422, !isFree, List.of(Problem.with("notMeCode", "notMeCode.unknown")));
            return;
        }
        limits.giveBack(isFree ? new Use[] {all, free} : new Use[] {all});
        done(undone.get(), response);
    }

    @GetMapping(PAGE + "/done")
    void frozen(HttpServletRequest request, HttpServletResponse response) {
        pages.show(request, response, 200, "recovery/notMeDone.jte", Map.of("key", "frozen"));
    }

    @GetMapping(PAGE + "/called-off")
    void calledOff(HttpServletRequest request, HttpServletResponse response) {
        pages.show(request, response, 200, "recovery/notMeDone.jte", Map.of("key", "called-off"));
    }

    /** Shows what was told and when, and a button; programs that open every link of a mail change nothing. */
    @GetMapping(PAGE + "/{link}")
    void show(@PathVariable String link, HttpServletRequest request, HttpServletResponse response) {
        keepToItself(response);
        var told = words.byLink(link);
        if (told.isEmpty()) {
            over(request, response, 404);
            return;
        }
        var model = new HashMap<String, Object>();
        model.put("form", new Form(PAGE + "/" + link, Map.of(), Map.of(), null));
        model.put("notice", told.get().notice());
        model.put("toldAt", told.get().toldAt());
        model.put(
                "callsOff",
                told.get().notice().equals(RecoveryNotices.ASKED) && !undoing.isTooLateToCallOff(told.get()));
        pages.show(request, response, 200, "recovery/notMeLink.jte", model);
    }

    @PostMapping(PAGE + "/{link}")
    void act(@PathVariable String link, HttpServletRequest request, HttpServletResponse response) throws IOException {
        keepToItself(response);
        if (!(BUTTON.read(request.getParameterMap(), Set.of("_csrf")) instanceof Reading.Read<Nothing>)) {
            response.sendError(400);
            return;
        }
        Optional<Told> told = words.byLink(link);
        var undone = told.flatMap(each -> notMe.answer(each, visits.of(request)));
        if (undone.isEmpty()) {
            over(request, response, 404);
        } else {
            done(undone.get(), response);
        }
    }

    private static void done(Undone undone, HttpServletResponse response) {
        Redirect.to(undone == Undone.CALLED_OFF ? PAGE + "/called-off" : PAGE + "/done", response);
    }

    /** Unknown, used or over: one page. */
    private void over(HttpServletRequest request, HttpServletResponse response, int status) {
        pages.show(request, response, status, "recovery/notMeDone.jte", Map.of("key", "over"));
    }

    /**
     * The address is a key. Not {@code no-referrer}, under which browsers send forms with {@code Origin: null}, and we
     * refuse those.
     */
    private static void keepToItself(HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "strict-origin");
        response.setHeader("X-Robots-Tag", "noindex, nofollow, noarchive");
    }

    /** What was sent, so that a slip of the finger can be mended; no address fills in the field. */
    private static String typed(HttpServletRequest request) {
        var code = request.getMethod().equals("POST") ? request.getParameter("notMeCode") : null;
        return code == null ? "" : code.substring(0, Math.min(code.length(), LONGEST_KEPT));
    }

    private void show(
            HttpServletRequest request,
            HttpServletResponse response,
            int status,
            boolean withCaptcha,
            List<Problem> problems) {
        var page = pages.of(request);
        var fields = new LinkedHashMap<String, Field>();
        for (var name : withCaptcha ? List.of("notMeCode", "captcha") : List.of("notMeCode")) {
            var hint = "field." + name + ".hint";
            fields.put(
                    name,
                    new Field(
                            name,
                            page.text("field." + name),
                            page.hasText(hint) ? page.text(hint) : null,
                            name.equals("notMeCode") ? typed(request) : "",
                            Problem.beside(name, problems, page),
                            true));
        }
        var model = new HashMap<String, Object>();
        model.put("form", new Form(PAGE, Map.of(), fields, Problem.beside("", problems, page)));
        if (withCaptcha) {
            var captcha = captchas.issue(BINDING);
            model.put("captcha", new CaptchaPart(captcha.token(), captcha.pictureUrl(), captcha.soundUrl()));
        }
        pages.show(request, response, status, "recovery/notMe.jte", model);
    }
}
