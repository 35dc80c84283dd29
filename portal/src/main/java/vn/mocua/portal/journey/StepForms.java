package vn.mocua.portal.journey;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.mocua.portal.abuse.Captchas;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.password.HashingBusy;

/**
 * Takes the forms of steps: reads them, says what is wrong beside the field and keeps what was typed, lets the step decide.
 *
 * <p>A form that is older than what is known changes nothing.
 */
@Component
class StepForms {

    /** Inputs that belong to the frame of every page. */
    static final Set<String> FRAME = Set.of("_csrf", "draft", "version");

    private static final Set<String> FRAME_FOR_HUMANS =
            Set.of("_csrf", "draft", "version", "captcha", "captchaToken", "renewCaptcha");

    private final Drafts drafts;
    private final JourneyPages pages;
    private final JourneyWalk walk;
    private final Captchas captchas;
    private final Limits limits;
    private final Clock clock;
    private final Duration refusalTime;
    private final Map<Class<?>, FormReader<?>> readers = new ConcurrentHashMap<>();

    StepForms(
            Drafts drafts,
            JourneyPages pages,
            JourneyWalk walk,
            Captchas captchas,
            Limits limits,
            Clock clock,
            @Value("${mocua.journey.refusal-time:700ms}") Duration refusalTime) {
        this.drafts = drafts;
        this.pages = pages;
        this.walk = walk;
        this.captchas = captchas;
        this.limits = limits;
        this.clock = clock;
        this.refusalTime = refusalTime;
    }

    /** What the address of a page brings along for its fields. */
    Map<String, String> brought(Turn<?> turn, Step<?, ?> step) {
        return reader(step).brought(turn.request().getParameterMap());
    }

    /** Reads and judges a form, and walks on when its step is content with it. */
    <S, F extends Record> void submit(Turn<S> turn, Draft<S> draft, Step<S, F> step) throws IOException {
        var reader = reader(step);
        if (Uploads.canBeIn(turn.request()) && !reader.takesFile()) {
            turn.response().sendError(400);
            return;
        }
        switch (reader.read(turn.request().getParameterMap(), Uploads.of(turn.request()), frame(step))) {
            case Reading.Unheard<F>() -> turn.response().sendError(400);
            case Reading.Wrong<F>(var problems, var typed) -> {
                if (isOlder(turn, draft)) {
                    older(turn, draft, step, typed);
                } else if (turn.request().getParameter("renewCaptcha") != null) {
                    again(turn, draft, step, Answers.typed(typed), 200);
                } else {
                    var all = Stream.concat(problems.stream(), lacking(turn, draft, step, typed))
                            .toList();
                    again(turn, draft, step, Answers.typed(typed).sayingUnlessHuman(turn, all), 422);
                }
            }
            case Reading.Read<F>(var form, var typed) -> {
                var lacking = lacking(turn, draft, step, typed).toList();
                if (isOlder(turn, draft) && !JourneyWalk.waitsOutside(turn.journey(), draft, step)) {
                    older(turn, draft, step, typed);
                } else if (turn.request().getParameter("renewCaptcha") != null) {
                    again(turn, draft, step, Answers.typed(typed), 200);
                } else if (!lacking.isEmpty()) {
                    again(turn, draft, step, Answers.typed(typed).sayingUnlessHuman(turn, lacking), 422);
                } else {
                    judge(turn, draft, step, form, typed);
                }
            }
        }
    }

    /** The form is whole: its doubts are said once, then a human is asked for, then the step decides. */
    private <S, F extends Record> void judge(
            Turn<S> turn, Draft<S> draft, Step<S, F> step, F form, Map<String, String> typed) throws IOException {
        var doubts = step.doubts(form, walk.visit(turn, draft));
        if (!saidAlready(draft, step, doubts, typed)) {
            doubt(turn, draft, step, doubts, typed);
        } else if (step.forHumansOnly() && !isHuman(turn, draft, step)) {
            notHuman(turn, draft, step, typed);
        } else {
            decide(turn, draft, step, form, typed);
        }
    }

    /** What this person must answer and did not, though the form by itself would let them; the captcha last, as it stands. */
    private static <S> Stream<Problem> lacking(
            Turn<S> turn, Draft<S> draft, Step<S, ?> step, Map<String, String> typed) {
        var demanded = step.demands(draft.known()).stream()
                .filter(input -> typed.getOrDefault(input, "").isBlank());
        var captcha =
                step.forHumansOnly() && turn.sent("captcha").isBlank() ? Stream.of("captcha") : Stream.<String>of();
        return Stream.concat(demanded, captcha).map(input -> Problem.with(input, input + ".missing"));
    }

    private static <S> boolean saidAlready(
            Draft<S> draft, Step<S, ?> step, List<Problem> doubts, Map<String, String> typed) {
        return doubts.isEmpty()
                || doubted(doubts, typed).equals(draft.kept().typed().get(doubtsOf(step)));
    }

    /** Says what looks wrong, and remembers of which answers it was said; a captcha that was solved stays solved. */
    private <S> void doubt(
            Turn<S> turn, Draft<S> draft, Step<S, ?> step, List<Problem> doubts, Map<String, String> typed)
            throws IOException {
        var said = draft.keeping(draft.kept().typing(doubtsOf(step), doubted(doubts, typed)));
        again(
                turn,
                said,
                step,
                Answers.typed(typed).sayingUnlessHuman(turn, List.of()).doubting(doubts),
                422);
    }

    /** Beside the answers of the step, under a name that no step has. */
    private static String doubtsOf(Step<?, ?> step) {
        return step.key() + " doubts";
    }

    /** Each doubt, and the answer of which it was said. */
    private static Map<String, String> doubted(List<Problem> doubts, Map<String, String> typed) {
        var said = new TreeMap<String, String>();
        doubts.forEach(each -> said.put(
                each.field() + " " + each.message(),
                typed.getOrDefault(each.field(), "").strip()));
        return said;
    }

    /** The form was read and is to be judged by its step. */
    private <S, F extends Record> void decide(
            Turn<S> turn, Draft<S> draft, Step<S, F> step, F form, Map<String, String> typed) throws IOException {
        var begun = System.nanoTime();
        var before = step.isDone(draft.known()) ? step.forget(draft.known()) : draft.known();
        var answered = draft.keeping(
                draft.kept().typing(step.key(), typed).noticing(null).with(before));
        try {
            switch (step.submit(before, form, walk.visit(turn, draft))) {
                case Outcome.Advance<S>(var known) -> {
                    var further = answered.keeping(answered.kept().with(known));
                    walk.advance(turn, draft, step.raisesPrivilege() ? further.underNewWord() : further);
                }
                case Outcome.Wait<S>(var known) ->
                    walk.await(turn, draft, answered.keeping(answered.kept().with(known)), step);
                case Outcome.Elsewhere<S>(var known, var address) ->
                    walk.leave(turn, draft, answered.keeping(answered.kept().with(known)), step, address);
                case Outcome.Again<S>(var problems, var notBefore) ->
                    again(
                            turn,
                            answered,
                            step,
                            Answers.typed(typed).saying(problems).notBefore(notBefore),
                            notBefore == null ? 422 : 429);
                case Outcome.Stop<S>(var refusal) -> {
                    var saved = drafts.save(turn.journey(), answered).orElse(draft);
                    waitUntil(begun, refusalTime);
                    pages.refused(turn, saved, step, refusal, 422);
                }
            }
        } catch (OutsideUnavailable silence) {
            var saved = drafts.save(turn.journey(), answered).orElse(draft);
            pages.unavailable(turn, saved, step, silence.system());
        } catch (HashingBusy busy) {
            var problem = Problem.with("", "journey.busy");
            var answers = Answers.typed(typed)
                    .saying(List.of(problem))
                    .notBefore(clock.instant().plus(busy.retryAfter()));
            again(turn, answered, step, answers, 503);
        }
    }

    /** A form from before the last answer: a double click when it says the same, another tab when it does not. */
    private <S> void older(Turn<S> turn, Draft<S> draft, Step<S, ?> step, Map<String, String> typed)
            throws IOException {
        var same = typed.equals(draft.kept().typed().get(step.key()));
        if (same && step.isDone(draft.known())) {
            walk.goToCurrent(turn, draft);
        } else {
            var problem = Problem.with("", same ? "journey.twice" : "journey.older");
            pages.step(turn, draft, step, Answers.typed(typed).saying(List.of(problem)), 409, walk.visit(turn, draft));
        }
    }

    /** A double click whose first is still being answered, under the same captcha: where that leads, this leads. */
    private <S> void secondClick(Turn<S> turn, Draft<S> draft, Step<S, ?> step, Map<String, String> typed)
            throws IOException {
        var now = walk.movedOn(turn, draft);
        if (now.isEmpty() || now.get().ending() != null) {
            walk.goToCurrent(turn, draft);
        } else if (now.get().version() != draft.version()) {
            older(turn, now.get(), step, typed);
        } else {
            wrongCaptcha(turn, draft, step, typed, "captcha.spent");
        }
    }

    /** Shows the page again with what was typed, and keeps that for a reload or the other language. */
    private <S> void again(Turn<S> turn, Draft<S> draft, Step<S, ?> step, Answers answers, int status)
            throws IOException {
        var kept =
                draft.keeping(draft.kept().typing(step.key(), answers.typed()).noticing(null));
        var saved = drafts.save(turn.journey(), kept)
                .or(() -> drafts.find(turn.journey(), draft.id()).filter(now -> stillStandsAt(turn, now, step)));
        if (saved.isPresent()) {
            pages.step(turn, saved.get(), step, answers, status, walk.visit(turn, draft));
        } else {
            walk.goToCurrent(turn, draft);
        }
    }

    private static <S> boolean stillStandsAt(Turn<S> turn, Draft<S> draft, Step<S, ?> step) {
        return draft.ending() == null
                && turn.journey().current(draft.known()).filter(step::equals).isPresent();
    }

    private <S> boolean isHuman(Turn<S> turn, Draft<S> draft, Step<S, ?> step) {
        return captchas.check(turn.sent("captchaToken"), turn.sent("captcha"), JourneyPages.binding(draft, step));
    }

    /** A wrong answer, which everybody types now and then, and programs all day. */
    private <S> void notHuman(Turn<S> turn, Draft<S> draft, Step<S, ?> step, Map<String, String> typed)
            throws IOException {
        if (captchas.wasSolved(turn.sent("captchaToken"), turn.sent("captcha"), JourneyPages.binding(draft, step))) {
            secondClick(turn, draft, step, typed);
        } else {
            wrongCaptcha(turn, draft, step, typed, "captcha.wrong");
        }
    }

    private <S> void wrongCaptcha(
            Turn<S> turn, Draft<S> draft, Step<S, ?> step, Map<String, String> typed, String words) throws IOException {
        var answers = Answers.typed(typed);
        var failure =
                Use.of("captcha-failures-per-network", walk.visit(turn, draft).network());
        if (limits.take(failure) instanceof Taken.Refused(var limit, var when)) {
            var problem = Problem.with("captcha", "captcha.tooOften", when);
            again(turn, draft, step, answers.saying(List.of(problem)).notBefore(when), 429);
        } else {
            again(turn, draft, step, answers.saying(List.of(Problem.with("captcha", words))), 422);
        }
    }

    private static <S> boolean isOlder(Turn<S> turn, Draft<S> draft) {
        return !turn.sent("version").equals(Integer.toString(draft.version()));
    }

    private static Set<String> frame(Step<?, ?> step) {
        return step.forHumansOnly() ? FRAME_FOR_HUMANS : FRAME;
    }

    @SuppressWarnings("unchecked")
    private <F extends Record> FormReader<F> reader(Step<?, F> step) {
        return (FormReader<F>)
                readers.computeIfAbsent(step.form(), form -> FormReader.of(form.asSubclass(Record.class)));
    }

    /** Refusals take alike, whatever was asked or not asked, so that the time tells nothing. */
    private static void waitUntil(long begun, Duration time) {
        try {
            Thread.sleep(Duration.ofNanos(Math.max(0, time.toNanos() - (System.nanoTime() - begun))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
