package vn.mocua.portal.journey;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.abuse.Captchas;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.journey.FormReader.Reading;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.password.HashingBusy;

/**
 * Walks people through journeys. It knows no journey by name.
 *
 * <p>A page asked for too early leads to the page that is due; an earlier page may be answered again; a form that is
 * older than what is known changes nothing. What a step learned is saved before the next step is entered, so that
 * nothing that was acknowledged is lost when a node dies.
 */
@Component
class JourneyEngine {

    /** Inputs that belong to the frame of every page. */
    private static final Set<String> FRAME = Set.of("_csrf", "draft", "version");

    /** What a button of its own sends: to resume, to begin anew, to ask once more. */
    record Nothing() {}

    private static final FormReader<Nothing> BUTTON = FormReader.of(Nothing.class);

    private static final Set<String> FRAME_FOR_HUMANS =
            Set.of("_csrf", "draft", "version", "captcha", "captchaToken", "renewCaptcha");

    private final Drafts drafts;
    private final JourneyCookie cookie;
    private final JourneyPages pages;
    private final Captchas captchas;
    private final Limits limits;
    private final Visits visits;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Duration refusalTime;
    private final Map<Class<?>, FormReader<?>> readers = new ConcurrentHashMap<>();

    JourneyEngine(
            Drafts drafts,
            JourneyCookie cookie,
            JourneyPages pages,
            Captchas captchas,
            Limits limits,
            Visits visits,
            TransactionTemplate transactions,
            Clock clock,
            @Value("${mocua.journey.refusal-time:700ms}") Duration refusalTime) {
        this.drafts = drafts;
        this.cookie = cookie;
        this.pages = pages;
        this.captchas = captchas;
        this.limits = limits;
        this.visits = visits;
        this.transactions = transactions;
        this.clock = clock;
        this.refusalTime = refusalTime;
    }

    /** One request for one page of a journey. */
    record Turn<S>(Journey<S> journey, HttpServletRequest request, HttpServletResponse response) {

        void goTo(String path) throws IOException {
            Redirect.to(path, response);
        }

        /** The same, but for what came with the address: the page does not repeat it in its links. */
        Turn<S> withoutQuery() {
            return new Turn<>(
                    journey,
                    new HttpServletRequestWrapper(request) {
                        @Override
                        public @Nullable String getQueryString() {
                            return null;
                        }
                    },
                    response);
        }

        /** Nobody sees the answer yet: only the headers are wanted, or the page is fetched in case it is opened. */
        boolean isAhead() {
            var purpose = request.getHeader("Sec-Purpose");
            return request.getMethod().equals("HEAD") || (purpose != null && purpose.startsWith("prefetch"));
        }

        String sent(String name) {
            var value = request.getParameter(name);
            return value == null ? "" : value;
        }
    }

    <S> void show(Turn<S> turn, String key) throws IOException {
        var found = draftOf(turn);
        if (found.isEmpty()) {
            goHome(turn);
            return;
        }
        var draft = found.get();
        if (draft.ending() != null) {
            showEnding(turn, draft, 200);
            return;
        }
        var step = turn.journey().step(key);
        var current = turn.journey().current(draft.known()).orElseThrow();
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
    }

    /**
     * Opens the page that is due, unless what it waits for has happened. For a browser that only fetches ahead nothing goes
     * on: it may throw the answer away. Should it show the page after all, that looks again.
     */
    private <S> void look(Turn<S> turn, Draft<S> draft, Step<S, ?> step) throws IOException {
        try {
            switch (step.look(draft.known(), visit(turn, draft))) {
                case Outcome.Advance<S>(var known) when known.equals(draft.known()) -> show(turn, draft, step);
                case Outcome.Advance<S>(var known)
                when turn.isAhead() -> {
                    turn.response().setHeader("Refresh", LOOK_AGAIN_AFTER);
                    show(turn, draft, step);
                }
                case Outcome.Advance<S>(var known) -> {
                    var further = draft.keeping(draft.kept().noticing(null).with(known));
                    advance(turn, draft, step.raisesPrivilege() ? further.underNewWord() : further);
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
                            visit(turn, draft));
                case Outcome.Stop<S>(var refusal) -> pages.refused(turn, draft, step, refusal, 422);
                case Outcome.Elsewhere<S> elsewhere -> throw notByArriving(step);
            }
        } catch (OutsideUnavailable silence) {
            pages.unavailable(turn, draft, step, silence.system());
        }
    }

    /** Three seconds (ruling 5 of the specification). */
    private static final String LOOK_AGAIN_AFTER = "3";

    /**
     * Shows a page. What the address brings along stands in its fields and nothing more: it is the form that answers, so
     * that nobody is led into an answer by a link.
     */
    private <S> void show(Turn<S> turn, Draft<S> draft, Step<S, ?> step) {
        var brought = reader(step).brought(turn.request().getParameterMap());
        if (brought.isEmpty()) {
            pages.step(turn, draft, step, Answers.kept(draft, step), 200, visit(turn, draft));
            return;
        }
        pages.keepAddressToItself(turn.response());
        pages.step(turn.withoutQuery(), draft, step, Answers.typed(brought), 200, visit(turn, draft));
    }

    <S> void submit(Turn<S> turn, String key) throws IOException {
        var found = draftOf(turn);
        if (found.isEmpty()) {
            goHome(turn);
            return;
        }
        var draft = found.get();
        if (draft.ending() != null) {
            showEnding(turn, draft, 422);
            return;
        }
        var step = turn.journey().step(key);
        var current = turn.journey().current(draft.known()).orElseThrow();
        if (step.isEmpty()) {
            turn.response().sendError(404);
        } else if (!mayBeShown(turn.journey(), draft, step.get(), current)) {
            turn.goTo(turn.journey().address(current));
        } else if (!turn.sent("draft").isEmpty()
                && !turn.sent("draft").equals(draft.id().toString())) {
            pages.mixed(turn, draft);
        } else {
            submit(turn, draft, step.get());
        }
    }

    private <S, F extends Record> void submit(Turn<S> turn, Draft<S> draft, Step<S, F> step) throws IOException {
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
                    var all = Stream.concat(problems.stream(), lacking(draft, step, typed))
                            .toList();
                    again(turn, draft, step, Answers.typed(typed).sayingUnlessHuman(turn, all), 422);
                }
            }
            case Reading.Read<F>(var form, var typed) -> {
                var lacking = lacking(draft, step, typed).toList();
                if (isOlder(turn, draft) && !waitsOutside(turn.journey(), draft, step)) {
                    older(turn, draft, step, typed);
                } else if (turn.request().getParameter("renewCaptcha") != null) {
                    again(turn, draft, step, Answers.typed(typed), 200);
                } else if (!lacking.isEmpty()) {
                    again(turn, draft, step, Answers.typed(typed).sayingUnlessHuman(turn, lacking), 422);
                } else if (!saidAlready(draft, step, step.doubts(form, visit(turn, draft)), typed)) {
                    doubt(turn, draft, step, step.doubts(form, visit(turn, draft)), typed);
                } else if (step.forHumansOnly() && !isHuman(turn, draft, step)) {
                    notHuman(turn, draft, step, typed);
                } else {
                    decide(turn, draft, step, form, typed);
                }
            }
        }
    }

    /** What this person must answer and did not, though the form by itself would let them. */
    private static <S> Stream<Problem> lacking(Draft<S> draft, Step<S, ?> step, Map<String, String> typed) {
        return step.demands(draft.known()).stream()
                .filter(input -> typed.getOrDefault(input, "").isBlank())
                .map(input -> Problem.with(input, input + ".missing"));
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
            switch (step.submit(before, form, visit(turn, draft))) {
                case Outcome.Advance<S>(var known) -> {
                    var further = answered.keeping(answered.kept().with(known));
                    advance(turn, draft, step.raisesPrivilege() ? further.underNewWord() : further);
                }
                case Outcome.Wait<S>(var known) ->
                    await(turn, draft, answered.keeping(answered.kept().with(known)), step);
                case Outcome.Elsewhere<S>(var known, var address) ->
                    leave(turn, draft, answered.keeping(answered.kept().with(known)), step, address);
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

    /** Saves what is known, and sends the browser to the page that waits. */
    private <S> void await(Turn<S> turn, Draft<S> before, Draft<S> further, Step<S, ?> step) throws IOException {
        if (saveStep(turn.journey(), before.known(), further).isEmpty()) {
            goToCurrent(turn, further);
        } else {
            turn.goTo(turn.journey().address(step));
        }
    }

    /** Saves, and sends the browser outside; to nowhere but where the step's page said that it may lead. */
    private <S> void leave(Turn<S> turn, Draft<S> before, Draft<S> further, Step<S, ?> step, URI address)
            throws IOException {
        if (!step.origins().contains(address.getScheme() + "://" + address.getRawAuthority())) {
            throw new IllegalStateException("step " + step.key() + " leads to an origin that it does not name");
        }
        if (saveStep(turn.journey(), before.known(), further).isEmpty() && !savedOverTheFirst(turn, further, step)) {
            goToCurrent(turn, further);
            return;
        }
        turn.goTo(address.toString());
    }

    /** Of two clicks on the way out the browser follows the second: its way is the one that leads back. */
    private <S> boolean savedOverTheFirst(Turn<S> turn, Draft<S> further, Step<S, ?> step) {
        var saved = false;
        for (var looks = 0; !saved && looks < 3; looks++) {
            saved = drafts.find(turn.journey(), further.id())
                    .filter(now -> now.ending() == null && waitsOutside(turn.journey(), now, step))
                    .flatMap(now -> drafts.save(turn.journey(), further.over(now)))
                    .isPresent();
        }
        return saved;
    }

    /** Whether the person was sent outside by this step, and nothing has come back yet. */
    private static <S> boolean waitsOutside(Journey<S> journey, Draft<S> draft, Step<S, ?> step) {
        return !step.origins().isEmpty()
                && journey.steps().indexOf(step) + 1
                        == journey.current(draft.known())
                                .map(journey.steps()::indexOf)
                                .orElse(0);
    }

    /** Whether a button of ours was pressed, and nothing smuggled in with it. */
    boolean isButton(Turn<?> turn) {
        return BUTTON.read(turn.request().getParameterMap(), FRAME) instanceof Reading.Read<Nothing>;
    }

    /** "Send it again": enters the current step once more, or one that was passed and can begin anew. */
    <S> void enterAgain(Turn<S> turn, String key) throws IOException {
        var found = draftOf(turn);
        if (found.isEmpty()) {
            goHome(turn);
            return;
        }
        var draft = found.get();
        if (draft.ending() != null) {
            showEnding(turn, draft, 422);
            return;
        }
        var current = turn.journey().current(draft.known()).orElseThrow();
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
    }

    private <S> void enterAgain(Turn<S> turn, Draft<S> draft, Step<S, ?> current) throws IOException {
        switch (current.enter(draft.known(), visit(turn, draft))) {
            case Outcome.Advance<S>(var known) -> {
                drafts.save(
                        turn.journey(),
                        draft.keeping(draft.kept().noticing(null).with(known)));
                turn.goTo(turn.journey().address(current));
            }
            case Outcome.Wait<S>(var known) ->
                await(turn, draft, draft.keeping(draft.kept().noticing(null).with(known)), current);
            case Outcome.Again<S>(var problems, var notBefore) ->
                pages.step(
                        turn,
                        draft,
                        current,
                        Answers.kept(draft, current).saying(problems).notBefore(notBefore),
                        notBefore == null ? 422 : 429,
                        visit(turn, draft));
            case Outcome.Stop<S>(var refusal) -> pages.refused(turn, draft, current, refusal, 422);
            case Outcome.Elsewhere<S> elsewhere -> throw notByArriving(current);
        }
    }

    /** Nobody is sent outside who did not press a button for it. */
    private static IllegalStateException notByArriving(Step<?, ?> step) {
        return new IllegalStateException("arriving at step " + step.key() + " leads outside");
    }

    <S> void resume(Turn<S> turn) throws IOException {
        var draft = draftOf(turn);
        cookie.stayOpen(turn.response());
        if (draft.isEmpty()) {
            goHome(turn);
        } else if (draft.get().ending() != null) {
            showEnding(turn, draft.get(), 422);
        } else {
            turn.goTo(turn.journey()
                    .address(turn.journey().current(draft.get().known()).orElseThrow()));
        }
    }

    <S> void restart(Turn<S> turn) throws IOException {
        draftOf(turn).ifPresent(draft -> drafts.forget(draft.id()));
        cookie.forget(turn.journey(), turn.response());
        turn.goTo(turn.journey().home());
    }

    /** Enters the first step and sends the browser there; the draft is kept with whatever that learned. */
    <S> void begin(Journey<S> journey, Draft<S> begun, HttpServletRequest request, HttpServletResponse response) {
        try {
            arrive(new Turn<>(journey, request, response), begun);
        } catch (OutsideUnavailable silence) {
            drafts.save(journey, begun);
            throw silence;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private <S> void advance(Turn<S> turn, Draft<S> before, Draft<S> further) throws IOException {
        var refusal = turn.journey().guard().apply(further.known(), visit(turn, further));
        if (refusal.isPresent()) {
            endRefused(turn, further, refusal.get());
            return;
        }
        if (turn.journey().current(further.known()).isEmpty()) {
            finish(turn, further);
            return;
        }
        var saved = saveStep(turn.journey(), before.known(), further);
        if (saved.isEmpty()) {
            // Another request was faster: its page is the right one.
            goToCurrent(turn, further);
            return;
        }
        if (!saved.get().newestSeen()) {
            cookie.write(turn.journey(), saved.get(), turn.response());
        }
        arrive(turn, saved.get());
    }

    /**
     * Saves a step forward. A second click whose answer was only a page shown again, while the first was being judged,
     * does not stand in its way; anything that was learned in between does.
     */
    private <S> Optional<Draft<S>> saveStep(Journey<S> journey, S before, Draft<S> further) {
        var saved = drafts.save(journey, further);
        for (var looks = 0; saved.isEmpty() && looks < 3; looks++) {
            var now = drafts.find(journey, further.id())
                    .filter(each -> each.ending() == null && each.known().equals(before));
            if (now.isEmpty()) {
                return Optional.empty();
            }
            saved = drafts.save(journey, further.over(now.get()));
        }
        return saved;
    }

    /** Enters the step that is due, or finishes when none is left, and sends the browser there. */
    private <S> void arrive(Turn<S> turn, Draft<S> draft) throws IOException {
        var next = turn.journey().current(draft.known());
        if (next.isEmpty()) {
            finish(turn, kept(turn, draft));
            return;
        }
        switch (next.get().enter(draft.known(), visit(turn, draft))) {
            case Outcome.Advance<S>(var known) -> {
                var saved = draft.isKept() && known.equals(draft.known())
                        ? Optional.<Draft<S>>empty()
                        : saveStep(
                                turn.journey(),
                                draft.known(),
                                draft.keeping(draft.kept().with(known)));
                if (saved.isPresent() && next.get().isDone(known)) {
                    arrive(turn, saved.get());
                } else {
                    turn.goTo(turn.journey().address(next.get()));
                }
            }
            case Outcome.Wait<S>(var known) ->
                await(turn, draft, draft.keeping(draft.kept().with(known)), next.get());
            case Outcome.Again<S>(var problems, var notBefore) -> {
                var notice = new Draft.Notice(next.get().key(), problems.getFirst(), notBefore);
                drafts.save(turn.journey(), draft.keeping(draft.kept().noticing(notice)));
                turn.goTo(turn.journey().address(next.get()));
            }
            case Outcome.Stop<S>(var refusal) -> endRefused(turn, kept(turn, draft), refusal);
            case Outcome.Elsewhere<S> elsewhere -> throw notByArriving(next.get());
        }
    }

    private <S> Draft<S> kept(Turn<S> turn, Draft<S> draft) {
        return draft.isKept() ? draft : drafts.save(turn.journey(), draft).orElseThrow();
    }

    private <S> void finish(Turn<S> turn, Draft<S> draft) throws IOException {
        var visit = visit(turn, draft);
        var ended = transactions.execute(transaction -> {
            if (!drafts.lock(draft)) {
                return Optional.<Ending>empty();
            }
            var ending = turn.journey().finish().apply(draft.known(), visit);
            switch (ending) {
                case Ending.Finished(var page, var receipt) -> drafts.finish(draft, page, receipt);
                case Ending.Refused(var refusal) -> transaction.setRollbackOnly();
            }
            return Optional.of(ending);
        });
        if (ended == null || ended.isEmpty()) {
            goToCurrent(turn, draft);
            return;
        }
        switch (ended.get()) {
            case Ending.Finished finished -> {
                cookie.write(turn.journey(), draft, turn.response());
                turn.journey().leave().leave(draft.known(), finished, visit, turn.request(), turn.response());
                turn.goTo(finished.page());
            }
            case Ending.Refused(var refusal) -> endRefused(turn, draft, refusal);
        }
    }

    private <S> void endRefused(Turn<S> turn, Draft<S> draft, Refusal refusal) throws IOException {
        if (drafts.end(draft, REFUSED + refusal.key())) {
            pages.refused(turn, draft, null, refusal, 422);
        } else {
            // A second click: the first may have opened the very account that stands in this one's way.
            goToCurrent(turn, draft);
        }
    }

    private static final String REFUSED = "refused:";

    private <S> void showEnding(Turn<S> turn, Draft<S> draft, int statusOfRefusal) throws IOException {
        var ending = draft.ending();
        if (ending != null && ending.startsWith(REFUSED)) {
            pages.refused(turn, draft, null, new Refusal(ending.substring(REFUSED.length())), statusOfRefusal);
        } else {
            turn.goTo(ending == null ? turn.journey().home() : ending);
        }
    }

    /** Where the draft stands now, which is not where this request believed it to be. */
    private <S> void goToCurrent(Turn<S> turn, Draft<S> stale) throws IOException {
        var fresh = drafts.find(turn.journey(), stale.id());
        if (fresh.isEmpty()) {
            goHome(turn);
        } else if (fresh.get().ending() != null) {
            showEnding(turn, fresh.get(), 422);
        } else {
            if (fresh.get().generation() != stale.generation() || !fresh.get().newestSeen()) {
                cookie.write(turn.journey(), fresh.get(), turn.response());
            }
            turn.goTo(turn.journey()
                    .address(turn.journey().current(fresh.get().known()).orElseThrow()));
        }
    }

    private <S> void goHome(Turn<S> turn) throws IOException {
        var word = cookie.read(turn.journey(), turn.request());
        if (word.isPresent()) {
            // A second click that comes late carries the word of before: the newer one, if this browser has it, stays.
            if (drafts.find(turn.journey(), word.get().draft()).isEmpty()) {
                cookie.forget(turn.journey(), turn.response());
            }
            pages.expired(turn);
        } else {
            turn.goTo(turn.journey().home());
        }
    }

    /** A form from before the last answer: a double click when it says the same, another tab when it does not. */
    private <S> void older(Turn<S> turn, Draft<S> draft, Step<S, ?> step, Map<String, String> typed)
            throws IOException {
        if (step.isDone(draft.known()) && typed.equals(draft.kept().typed().get(step.key()))) {
            turn.goTo(
                    turn.journey().address(turn.journey().current(draft.known()).orElseThrow()));
        } else {
            var problem = Problem.with("", "journey.older");
            pages.step(turn, draft, step, Answers.typed(typed).saying(List.of(problem)), 409, visit(turn, draft));
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
            pages.step(turn, saved.get(), step, answers, status, visit(turn, draft));
        } else {
            goToCurrent(turn, draft);
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
        var answers = Answers.typed(typed);
        if (turn.sent("captcha").isBlank()) {
            again(turn, draft, step, answers.saying(List.of(Problem.with("captcha", "captcha.missing"))), 422);
            return;
        }
        var failure = Use.of("captcha-failures-per-network", visit(turn, draft).network());
        if (limits.take(failure) instanceof Taken.Refused(var limit, var when)) {
            var problem = Problem.with("captcha", "captcha.tooOften", when);
            again(turn, draft, step, answers.saying(List.of(problem)).notBefore(when), 429);
        } else {
            again(turn, draft, step, answers.saying(List.of(Problem.with("captcha", "captcha.wrong"))), 422);
        }
    }

    private static <S> boolean isOlder(Turn<S> turn, Draft<S> draft) {
        return !turn.sent("version").equals(Integer.toString(draft.version()));
    }

    private static <S> boolean mayBeShown(Journey<S> journey, Draft<S> draft, Step<S, ?> step, Step<S, ?> current) {
        if (step == current) {
            return true;
        }
        return journey.steps().indexOf(step) < journey.steps().indexOf(current)
                && step.isDone(draft.known())
                && step.canBeRepeated();
    }

    /** The draft that the browser's word opens, when the word is the newest, or the one before it not yet replaced. */
    private <S> Optional<Draft<S>> draftOf(Turn<S> turn) {
        return cookie.read(turn.journey(), turn.request())
                .flatMap(word -> drafts.find(turn.journey(), word.draft()).filter(draft -> {
                    if (word.generation() == draft.generation()) {
                        if (!draft.newestSeen()) {
                            drafts.newestWasSeen(draft.id());
                        }
                        return true;
                    }
                    var notYetReplaced = word.generation() == draft.generation() - 1 && !draft.newestSeen();
                    if (notYetReplaced) {
                        cookie.write(turn.journey(), draft, turn.response());
                    }
                    return notYetReplaced;
                }));
    }

    private Visit visit(Turn<?> turn, Draft<?> draft) {
        return visits.of(turn.request(), turn.journey().path(), draft.id());
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

    /** What a page shows in its fields, and what it says of them. */
    record Answers(
            Map<String, String> typed,
            List<Problem> problems,
            List<Problem> doubts,
            @Nullable Instant notBefore,
            @Nullable Solved captcha) {

        /** A captcha that was solved and not yet looked at. */
        record Solved(String token, String answer) {}

        static Answers typed(Map<String, String> typed) {
            return new Answers(typed, List.of(), List.of(), null, null);
        }

        static Answers kept(Draft<?> draft, Step<?, ?> step) {
            var notice = draft.kept().notice();
            var answers = typed(draft.kept().typed().getOrDefault(step.key(), Map.of()));
            return notice != null && notice.step().equals(step.key())
                    ? answers.saying(List.of(notice.problem())).notBefore(notice.notBefore())
                    : answers;
        }

        Answers saying(List<Problem> more) {
            return new Answers(typed, more, doubts, notBefore, captcha);
        }

        /** The captcha was not looked at, since other answers are to be mended first: it stays as it was solved. */
        Answers sayingUnlessHuman(Turn<?> turn, List<Problem> more) {
            var solved =
                    turn.sent("captcha").isBlank() ? null : new Solved(turn.sent("captchaToken"), turn.sent("captcha"));
            return new Answers(typed, more, doubts, notBefore, solved);
        }

        Answers doubting(List<Problem> what) {
            return new Answers(typed, problems, what, notBefore, captcha);
        }

        Answers notBefore(@Nullable Instant when) {
            return new Answers(typed, problems, doubts, when, captcha);
        }
    }
}
