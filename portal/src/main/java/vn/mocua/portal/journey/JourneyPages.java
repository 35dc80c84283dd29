package vn.mocua.portal.journey;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.mocua.portal.abuse.Captchas;
import vn.mocua.portal.journey.FormReader.Input;
import vn.mocua.portal.page.CaptchaPart;
import vn.mocua.portal.page.Field;
import vn.mocua.portal.page.Form;
import vn.mocua.portal.page.Page;
import vn.mocua.portal.page.Pages;
import vn.mocua.portal.page.Progress;

/** Draws the pages of journeys: a step's own, and those that every journey has. */
@Component
class JourneyPages {

    /** In seconds. */
    private static final String AFTER_SILENCE = "30";

    private static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";

    private static final Logger LOG = LoggerFactory.getLogger(JourneyPages.class);

    /** However long a masked number is, three stars stand for what is hidden (ruling 3). */
    private static final Pattern SHORTENED = Pattern.compile("^[*]+");

    private final Pages pages;
    private final Captchas captchas;
    private final Clock clock;
    private final List<OtherWays> others;
    private final Map<Class<?>, List<Input>> inputs = new ConcurrentHashMap<>();

    JourneyPages(Pages pages, Captchas captchas, Clock clock, ObjectProvider<OtherWays> others) {
        this.pages = pages;
        this.captchas = captchas;
        this.clock = clock;
        this.others = others.orderedStream().toList();
    }

    /** What a captcha is bound to: this draft and this page. */
    static String binding(Draft<?> draft, Step<?, ?> step) {
        return draft.id() + "/" + step.key();
    }

    <S> void step(Turn<S> turn, Draft<S> draft, Step<S, ?> step, Answers answers, int status, Visit visit) {
        var page = pages.of(turn.request());
        var form = form(page, turn.journey(), draft, step, answers);
        var model = new HashMap<String, Object>(step.show(draft.known(), visit));
        model.put("form", form);
        model.put("progress", progress(page, turn.journey().steps(), step));
        previous(turn.journey(), step)
                .ifPresent(back -> model.put("back", turn.journey().address(back)));
        if (step.forHumansOnly()) {
            model.put("captcha", captcha(draft, step, answers));
        }
        retryAfter(turn, answers.notBefore());
        mayLead(step, turn.response());
        pages.show(turn.request(), turn.response(), status, step.page(), model);
    }

    private static <S> Progress progress(Page page, List<Step<S, ?>> steps, Step<S, ?> step) {
        var counted = steps.stream().filter(each -> !each.isAside()).toList();
        var reached = steps.subList(0, steps.indexOf(step) + 1).stream()
                .filter(counted::contains)
                .count();
        return new Progress(Math.toIntExact(reached), counted.size(), page.text("step." + step.key()));
    }

    /**
     * For a page whose address holds what is nobody else's business: nothing that it asks for or leads to is told the
     * address. Not {@code no-referrer}, under which browsers send forms with {@code Origin: null}, and we refuse those.
     */
    void keepAddressToItself(HttpServletResponse response) {
        response.setHeader("Referrer-Policy", "strict-origin");
    }

    /**
     * A browser follows the answer to a form to other origins only when the form's page named them (CSP form-action), and
     * lets script ask only those that it named (connect-src).
     */
    private static void mayLead(Step<?, ?> step, HttpServletResponse response) {
        allow("form-action", step.origins(), response);
        allow("connect-src", step.asks(), response);
    }

    private static void allow(String directive, Set<String> origins, HttpServletResponse response) {
        var policy = response.getHeader(CONTENT_SECURITY_POLICY);
        if (policy != null && !origins.isEmpty()) {
            var more = directive + " 'self' " + origins.stream().sorted().collect(Collectors.joining(" "));
            response.setHeader(CONTENT_SECURITY_POLICY, policy.replace(directive + " 'self'", more));
        }
    }

    /** What stands in the way, and the ways out. The status says besides whether it is silence, or was too often. */
    <S> void refused(Turn<S> turn, Draft<S> draft, @Nullable Step<S, ?> step, Refusal refusal, int status) {
        var model = new HashMap<String, Object>();
        model.put("form", bare(turn.journey().path() + "/restart", draft));
        model.put("refusal", refusal.key());
        model.put("home", turn.journey().home());
        model.put("journey", turn.journey().name());
        ways(turn.journey(), draft).ifPresent(ways -> model.put("ways", ways));
        if (step != null) {
            model.put("mendAt", mending(turn.journey(), step));
        }
        retryAfter(turn, refusal.notBefore());
        if (refusal.silence()) {
            turn.response().setHeader("Retry-After", AFTER_SILENCE);
        }
        var said = refusal.silence() ? 503 : refusal.notBefore() != null ? 429 : status;
        show(turn, said, "journey/refused.jte", model);
    }

    /** A source does not answer: what was typed is kept, and other ways are offered. */
    <S> void unavailable(Turn<S> turn, Draft<S> draft, Step<S, ?> step, String system) {
        turn.response().setHeader("Retry-After", AFTER_SILENCE);
        var model = new HashMap<String, Object>();
        model.put("form", bare(turn.journey().address(step), draft));
        model.put("system", system);
        model.put("home", turn.journey().home());
        ways(turn.journey(), draft).ifPresent(ways -> model.put("ways", ways));
        show(turn, 503, "journey/unavailable.jte", model);
    }

    private Optional<List<OtherWays.Way>> ways(Journey<?> journey, Draft<?> draft) {
        return others.stream()
                .flatMap(each -> each.besides(journey, draft.kept().known()).stream())
                .findFirst();
    }

    <S> void resume(Turn<S> turn, Draft<S> draft) {
        show(
                turn,
                200,
                "journey/resume.jte",
                Map.of(
                        "form", bare(turn.journey().path() + "/resume", draft),
                        "whose", whose(turn.journey(), draft),
                        "kind", kind(turn.journey())));
    }

    /**
     * Whose journey it is, masked: as is known, else by the end of the first answer that was typed; empty while nothing
     * was typed. What was typed and not yet proved is nobody else's business either.
     */
    <S> String whose(Journey<S> journey, Draft<S> draft) {
        var known = journey.whose().apply(draft.known());
        var typed = draft.kept().typed().values();
        if (!known.isEmpty()
                || typed.stream().allMatch(each -> each.values().stream().allMatch(String::isBlank))) {
            return SHORTENED.matcher(known).replaceFirst("***");
        }
        var first = journey.steps().getFirst();
        var answers = draft.kept().typed().getOrDefault(first.key(), Map.of());
        var answer = inputs(first).stream()
                .findFirst()
                .map(input -> answers.getOrDefault(input.name(), "").strip())
                .orElse("");
        return "***" + (answer.length() < 9 ? "" : answer.substring(answer.length() - 3));
    }

    private List<Input> inputs(Step<?, ?> step) {
        return inputs.computeIfAbsent(
                step.form(),
                form -> FormReader.of(form.asSubclass(Record.class)).inputs());
    }

    /** Too long ago: what was known is gone. */
    <S> void expired(Turn<S> turn) {
        var status = turn.request().getMethod().equals("POST") ? 422 : 200;
        show(
                turn,
                status,
                "journey/expired.jte",
                Map.of(
                        "home",
                        turn.journey().home(),
                        "kind",
                        kind(turn.journey()),
                        "lifetime",
                        turn.journey().lifetime()));
    }

    /** The form belongs to a journey that this browser has left for another. */
    <S> void mixed(Turn<S> turn, Draft<S> draft) {
        show(
                turn,
                409,
                "journey/mixed.jte",
                Map.of(
                        "form",
                        bare(
                                turn.journey()
                                        .address(turn.journey()
                                                .current(draft.known())
                                                .orElseThrow()),
                                draft),
                        "kind",
                        kind(turn.journey())));
    }

    /** Under which variant its words stand where a journey is called by what it is: journeys begin where their kind does. */
    private static String kind(Journey<?> journey) {
        return journey.home().substring(1);
    }

    /** The database is away for a moment. Nothing could be read or written, so the page itself holds what was sent. */
    <S> void interrupted(Turn<S> turn, RuntimeException cause) {
        LOG.warn(
                "database interrupted a page of {}: {}",
                turn.journey().name(),
                cause.getClass().getSimpleName());
        if (turn.response().isCommitted()) {
            throw cause;
        }
        var sent = new LinkedHashMap<String, String>();
        turn.request().getParameterMap().forEach((name, values) -> {
            if (!name.equals("_csrf") && !name.startsWith("password")) {
                sent.put(name, values[0]);
            }
        });
        turn.response().setHeader("Retry-After", "5");
        var address = turn.request().getRequestURI();
        turn.journey()
                .step(address.substring(address.lastIndexOf('/') + 1))
                .ifPresent(step -> mayLead(step, turn.response()));
        var form = new Form(address, sent, Map.of(), null);
        show(
                turn,
                503,
                "journey/interrupted.jte",
                Map.of(
                        "form",
                        form,
                        "repeatable",
                        turn.request().getMethod().equals("POST")
                                && turn.request().getParameter("password") == null));
    }

    /** Where what was refused can be mended: there, or where a used-up code came from. */
    private static <S> String mending(Journey<S> journey, Step<S, ?> step) {
        return step.canBeRepeated()
                ? journey.address(step)
                : previous(journey, step).map(journey::address).orElse(journey.home());
    }

    /** The page before this one, when it can be answered anew. */
    private static <S> Optional<Step<S, ?>> previous(Journey<S> journey, Step<S, ?> step) {
        var before = journey.steps().subList(0, journey.steps().indexOf(step));
        return before.stream()
                .skip(Math.max(0, before.size() - 1))
                .filter(Step::canBeRepeated)
                .findFirst();
    }

    private void show(Turn<?> turn, int status, String template, Map<String, ?> model) {
        pages.show(turn.request(), turn.response(), status, template, model);
    }

    private CaptchaPart captcha(Draft<?> draft, Step<?, ?> step, Answers answers) {
        var solved = answers.captcha();
        var captcha = Optional.ofNullable(solved)
                .flatMap(each -> captchas.shown(each.token()))
                .orElseGet(() -> captchas.issue(binding(draft, step)));
        return new CaptchaPart(captcha.token(), captcha.pictureUrl(), captcha.soundUrl());
    }

    private <S> Form form(Page page, Journey<S> journey, Draft<S> draft, Step<S, ?> step, Answers answers) {
        var fields = new LinkedHashMap<String, Field>();
        var demanded = step.demands(draft.known());
        inputs(step)
                .forEach(input -> fields.put(
                        input.name(),
                        field(
                                page,
                                input.name(),
                                answers.typed().getOrDefault(input.name(), ""),
                                answers,
                                input.required() || demanded.contains(input.name()))));
        if (step.forHumansOnly()) {
            var solved = answers.captcha();
            // A captcha that is over is shown as another, whose answer is not yet known.
            var answer = solved == null || captchas.shown(solved.token()).isEmpty() ? "" : solved.answer();
            fields.put("captcha", field(page, "captcha", answer, answers, true));
        }
        var problem = answers.problems().stream()
                .filter(each -> each.field().isEmpty())
                .findFirst()
                .map(each -> page.text(each.message(), each.arguments().toArray()))
                .orElse(null);
        return new Form(journey.address(step), hidden(draft), fields, problem);
    }

    private static Field field(Page page, String name, String typed, Answers answers, boolean required) {
        var label = "field." + name;
        var error = answers.problems().stream()
                .filter(each -> each.field().equals(name))
                .findFirst()
                .map(each -> page.text(each.message(), each.arguments().toArray()))
                .orElse(null);
        var doubts = answers.doubts().stream()
                .filter(each -> each.field().equals(name))
                .map(each -> page.text(each.message(), each.arguments().toArray()))
                .collect(Collectors.joining(" "));
        // Some hints say that an input may stay empty.
        var hint = label + (required && page.hasText(label + ".hint.required") ? ".hint.required" : ".hint");
        return new Field(
                name,
                page.text(label),
                page.hasText(hint) ? page.text(hint) : null,
                typed,
                error,
                doubts.isEmpty() ? null : doubts,
                required);
    }

    private static Form bare(String action, Draft<?> draft) {
        return new Form(action, hidden(draft), Map.of(), null);
    }

    private static Map<String, String> hidden(Draft<?> draft) {
        return Map.of("draft", draft.id().toString(), "version", Integer.toString(draft.version()));
    }

    private void retryAfter(Turn<?> turn, @Nullable Instant notBefore) {
        if (notBefore != null) {
            var seconds =
                    Math.max(1, Duration.between(clock.instant(), notBefore).toSeconds() + 1);
            turn.response().setHeader("Retry-After", Long.toString(seconds));
        }
    }
}
