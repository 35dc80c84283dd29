package vn.mocua.portal.journey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.stereotype.Component;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.outside.OutsideUnavailable;

/**
 * Answers what browsers ask of journeys. It knows no journey by name.
 *
 * <p>A page asked for too early leads to the page that is due; an earlier page may be answered again.
 */
@Component
class JourneyEngine {

    /** What a button of its own sends: to resume, to begin anew, to ask once more. */
    record Nothing() {}

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);

    /** Three seconds (ruling 5 of the specification). */
    private static final String LOOK_AGAIN_AFTER = "3";

    private final Drafts drafts;
    private final JourneyCookie cookie;
    private final JourneyPages pages;
    private final JourneyWalk walk;
    private final StepForms forms;

    JourneyEngine(Drafts drafts, JourneyCookie cookie, JourneyPages pages, JourneyWalk walk, StepForms forms) {
        this.drafts = drafts;
        this.cookie = cookie;
        this.pages = pages;
        this.walk = walk;
        this.forms = forms;
    }

    /** What is done with a draft that is under way, and the step that is due in it. */
    private interface Answer<S> {
        void give(Draft<S> draft, Step<S, ?> current) throws IOException;
    }

    /** Without a draft the browser is led to the beginning, with one that ended to where it led. */
    private <S> void underWay(Turn<S> turn, int statusOfRefusal, Answer<S> answer) throws IOException {
        var found = walk.draftOf(turn);
        if (found.isEmpty()) {
            walk.goHome(turn);
        } else if (found.get().ending() != null) {
            walk.showEnding(turn, found.get(), statusOfRefusal);
        } else {
            var draft = found.get();
            answer.give(draft, turn.journey().current(draft.known()).orElseThrow());
        }
    }

    <S> void show(Turn<S> turn, String key) throws IOException {
        underWay(turn, 200, (draft, current) -> {
            var step = turn.journey().step(key);
            if (step.isEmpty()) {
                turn.response().sendError(404);
            } else if (!cookie.stayedOpen(turn.request())
                    && !pages.whose(turn.journey(), draft).isEmpty()) {
                pages.resume(turn, draft);
            } else if (!mayBeShown(turn.journey(), draft, step.get(), current)) {
                turn.goTo(turn.journey().address(current));
            } else if (step.get() == current) {
                look(turn, draft, current);
            } else {
                show(turn, draft, step.get());
            }
        });
    }

    <S> void submit(Turn<S> turn, String key) throws IOException {
        underWay(turn, 422, (draft, current) -> {
            var step = turn.journey().step(key);
            if (step.isEmpty()) {
                turn.response().sendError(404);
            } else if (!mayBeShown(turn.journey(), draft, step.get(), current)) {
                turn.goTo(turn.journey().address(current));
            } else if (!turn.sent("draft").isEmpty()
                    && !turn.sent("draft").equals(draft.id().toString())) {
                pages.mixed(turn, draft);
            } else {
                forms.submit(turn, draft, step.get());
            }
        });
    }

    /** "Send it again": enters the current step once more, or one that was passed and can begin anew. */
    <S> void enterAgain(Turn<S> turn, String key) throws IOException {
        underWay(turn, 422, (draft, current) -> {
            if (current.key().equals(key)) {
                enterAgain(turn, draft, current);
                return;
            }
            var passed = turn.journey()
                    .step(key)
                    .filter(step -> step.beginsAnew() && mayBeShown(turn.journey(), draft, step, current));
            if (passed.isPresent()) {
                var known = passed.get().forget(draft.known());
                enterAgain(turn, draft.keeping(draft.kept().with(known)), passed.get());
            } else {
                turn.goTo(turn.journey().address(current));
            }
        });
    }

    /**
     * To the page that is due: from the journey's own address, and from a button's, where its answer stands and is opened
     * anew, in another language say.
     */
    <S> void lead(Turn<S> turn) throws IOException {
        underWay(turn, 200, (draft, current) -> turn.goTo(turn.journey().address(current)));
    }

    <S> void resume(Turn<S> turn) throws IOException {
        cookie.stayOpen(turn.response());
        underWay(turn, 422, (draft, current) -> turn.goTo(turn.journey().address(current)));
    }

    <S> void restart(Turn<S> turn) throws IOException {
        walk.draftOf(turn).ifPresent(draft -> drafts.forget(draft.id()));
        cookie.forget(turn.journey(), turn.response());
        turn.goTo(turn.journey().home());
    }

    /** Enters the first step and sends the browser there; the draft is kept with whatever that learned. */
    <S> void begin(Journey<S> journey, Draft<S> begun, HttpServletRequest request, HttpServletResponse response) {
        try {
            walk.arrive(new Turn<>(journey, request, response), begun);
        } catch (OutsideUnavailable silence) {
            drafts.save(journey, begun);
            throw silence;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a button of ours was pressed, and nothing smuggled in with it. */
    boolean isButton(Turn<?> turn) {
        return BUTTON.read(turn.request().getParameterMap(), StepForms.FRAME) instanceof Reading.Read<Nothing>;
    }

    /**
     * Opens the page that is due, unless what it waits for has happened. For a browser that only fetches ahead nothing goes
     * on: it may throw the answer away. Should it show the page after all, that looks again.
     */
    private <S> void look(Turn<S> turn, Draft<S> draft, Step<S, ?> step) throws IOException {
        try {
            switch (step.look(draft.known(), walk.visit(turn, draft))) {
                case Outcome.Advance<S>(var known) when known.equals(draft.known()) -> show(turn, draft, step);
                case Outcome.Advance<S>(var known)
                when turn.isAhead() -> {
                    turn.response().setHeader("Refresh", LOOK_AGAIN_AFTER);
                    show(turn, draft, step);
                }
                case Outcome.Advance<S>(var known) -> {
                    var further = draft.keeping(draft.kept().noticing(null).with(known));
                    walk.advance(turn, draft, step.raisesPrivilege() ? further.underNewWord() : further);
                }
                case Outcome.Wait<S>(var known) -> {
                    turn.response().setHeader("Refresh", LOOK_AGAIN_AFTER);
                    show(turn, draft, step);
                }
                case Outcome.Again<S>(var problems, var notBefore) ->
                    pages.step(
                            turn,
                            draft,
                            step,
                            Answers.kept(draft, step).saying(problems).notBefore(notBefore),
                            200,
                            walk.visit(turn, draft));
                case Outcome.Stop<S>(var refusal) -> pages.refused(turn, draft, step, refusal, 422);
                case Outcome.Elsewhere<S> elsewhere -> throw JourneyWalk.notByArriving(step);
            }
        } catch (OutsideUnavailable silence) {
            pages.unavailable(turn, draft, step, silence.system());
        }
    }

    /**
     * Shows a page. What the address brings along stands in its fields and nothing more: it is the form that answers, so
     * that nobody is led into an answer by a link.
     */
    private <S> void show(Turn<S> turn, Draft<S> draft, Step<S, ?> step) {
        var brought = forms.brought(turn, step);
        if (brought.isEmpty()) {
            pages.step(turn, draft, step, Answers.kept(draft, step), 200, walk.visit(turn, draft));
            return;
        }
        pages.keepAddressToItself(turn.response());
        pages.step(turn.withoutQuery(), draft, step, Answers.typed(brought), 200, walk.visit(turn, draft));
    }

    private <S> void enterAgain(Turn<S> turn, Draft<S> draft, Step<S, ?> current) throws IOException {
        switch (current.enter(draft.known(), walk.visit(turn, draft))) {
            case Outcome.Advance<S>(var known) -> {
                drafts.save(
                        turn.journey(),
                        draft.keeping(draft.kept().noticing(null).with(known)));
                turn.goTo(turn.journey().address(current));
            }
            case Outcome.Wait<S>(var known) ->
                walk.await(
                        turn, draft, draft.keeping(draft.kept().noticing(null).with(known)), current);
            case Outcome.Again<S>(var problems, var notBefore) ->
                pages.step(
                        turn,
                        draft,
                        current,
                        Answers.kept(draft, current).saying(problems).notBefore(notBefore),
                        notBefore == null ? 422 : 429,
                        walk.visit(turn, draft));
            case Outcome.Stop<S>(var refusal) -> pages.refused(turn, draft, current, refusal, 422);
            case Outcome.Elsewhere<S> elsewhere -> throw JourneyWalk.notByArriving(current);
        }
    }

    private static <S> boolean mayBeShown(Journey<S> journey, Draft<S> draft, Step<S, ?> step, Step<S, ?> current) {
        if (step == current) {
            return true;
        }
        return journey.steps().indexOf(step) < journey.steps().indexOf(current)
                && step.isDone(draft.known())
                && step.canBeRepeated();
    }
}
