package vn.mocua.portal.journey;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves a journey on: to its next step, outside, to its end.
 *
 * <p>What a step learned is saved before the next step is entered, so that nothing that was acknowledged is lost when a
 * node dies. Whoever finds that another request was faster is shown where the journey stands now.
 */
@Component
class JourneyWalk {

    private static final String REFUSED = "refused:";

    /** Above the longest that an outside system may take by default, and the time that refusals take. */
    private static final Duration SLOWEST = Duration.ofSeconds(8);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(150);

    private final Drafts drafts;
    private final JourneyCookie cookie;
    private final JourneyPages pages;
    private final Visits visits;
    private final TransactionTemplate transactions;

    JourneyWalk(
            Drafts drafts, JourneyCookie cookie, JourneyPages pages, Visits visits, TransactionTemplate transactions) {
        this.drafts = drafts;
        this.cookie = cookie;
        this.pages = pages;
        this.visits = visits;
        this.transactions = transactions;
    }

    /** The draft that the browser's word opens, when the word is the newest, or the one before it not yet replaced. */
    <S> Optional<Draft<S>> draftOf(Turn<S> turn) {
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

    Visit visit(Turn<?> turn, Draft<?> draft) {
        return visits.of(turn.request(), turn.journey().path(), draft.id(), draft.begunAt());
    }

    /** What a step learned is saved; then the next one is entered. */
    <S> void advance(Turn<S> turn, Draft<S> before, Draft<S> further) throws IOException {
        var refusal = turn.journey().guard().apply(further.known(), visit(turn, further));
        if (refusal.isPresent()) {
            endRefused(turn, further, refusal.get());
            return;
        }
        if (turn.journey().current(further.known()).isEmpty()) {
            finish(turn, before.known(), further);
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
        return overPagesShown(journey, before, further, each -> drafts.save(journey, each));
    }

    private <S> Optional<Draft<S>> overPagesShown(
            Journey<S> journey, S before, Draft<S> further, Function<Draft<S>, Optional<Draft<S>>> moving) {
        var moved = moving.apply(further);
        for (var looks = 0; moved.isEmpty() && looks < 3; looks++) {
            var now = drafts.find(journey, further.id())
                    .filter(each -> each.ending() == null && each.known().equals(before));
            if (now.isEmpty()) {
                return Optional.empty();
            }
            moved = moving.apply(further.over(now.get()));
        }
        return moved;
    }

    /** Enters the step that is due, or finishes when none is left, and sends the browser there. */
    <S> void arrive(Turn<S> turn, Draft<S> draft) throws IOException {
        var next = turn.journey().current(draft.known());
        if (next.isEmpty()) {
            finish(turn, draft.known(), draft);
            return;
        }
        switch (next.get().enter(draft.known(), visit(turn, draft))) {
            case Outcome.Advance<S>(var known) -> {
                var further = draft.keeping(draft.kept().with(known));
                if (turn.journey().current(known).isEmpty()) {
                    // Not saved first: the ending forgets it.
                    arrive(turn, further);
                    return;
                }
                var saved = draft.isKept() && known.equals(draft.known())
                        ? Optional.<Draft<S>>empty()
                        : saveStep(turn.journey(), draft.known(), further);
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
            case Outcome.Stop<S>(var refusal) -> endRefused(turn, draft, refusal);
            case Outcome.Elsewhere<S> elsewhere -> throw notByArriving(next.get());
        }
    }

    /** Saves what is known, and sends the browser to the page that waits. */
    <S> void await(Turn<S> turn, Draft<S> before, Draft<S> further, Step<S, ?> step) throws IOException {
        if (saveStep(turn.journey(), before.known(), further).isEmpty()) {
            goToCurrent(turn, further);
        } else {
            turn.goTo(turn.journey().address(step));
        }
    }

    /** Saves, and sends the browser outside; to nowhere but where the step's page said that it may lead. */
    <S> void leave(Turn<S> turn, Draft<S> before, Draft<S> further, Step<S, ?> step, URI address) throws IOException {
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
    static <S> boolean waitsOutside(Journey<S> journey, Draft<S> draft, Step<S, ?> step) {
        return !step.origins().isEmpty()
                && journey.steps().indexOf(step) + 1
                        == journey.current(draft.known())
                                .map(journey.steps()::indexOf)
                                .orElse(0);
    }

    private <S> void finish(Turn<S> turn, S before, Draft<S> draft) throws IOException {
        var visit = visit(turn, draft);
        var ended = transactions.execute(transaction -> {
            var locked = overPagesShown(
                    turn.journey(), before, draft, each -> Optional.of(each).filter(drafts::lock));
            if (locked.isEmpty()) {
                return Optional.<Ending>empty();
            }
            var ending = turn.journey().finish().apply(draft.known(), visit);
            switch (ending) {
                case Ending.Finished finished when leavesNothing(draft, finished) -> {}
                case Ending.Finished(var page, var receipt) ->
                    drafts.finish(turn.journey(), locked.get(), page, receipt);
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
                if (leavesNothing(draft, finished)) {
                    cookie.forget(turn.journey(), turn.response());
                } else {
                    cookie.write(turn.journey(), draft, turn.response());
                }
                turn.journey().leave().leave(draft.known(), finished, visit, turn.request(), turn.response());
                turn.goTo(finished.page());
            }
            case Ending.Refused(var refusal) -> endRefused(turn, draft, refusal);
        }
    }

    /** Over in the request in which it began: no page of it was ever seen to which somebody could come back. */
    private static boolean leavesNothing(Draft<?> draft, Ending.Finished finished) {
        return !draft.isKept() && finished.receipt().isEmpty();
    }

    private <S> void endRefused(Turn<S> turn, Draft<S> draft, Refusal refusal) throws IOException {
        if (drafts.end(turn.journey(), draft, REFUSED + refusal.key())) {
            pages.refused(turn, draft, null, refusal, 422);
        } else {
            // A second click: the first may have opened the very account that stands in this one's way.
            goToCurrent(turn, draft);
        }
    }

    <S> void showEnding(Turn<S> turn, Draft<S> draft, int statusOfRefusal) throws IOException {
        var ending = draft.ending();
        if (ending != null && ending.startsWith(REFUSED)) {
            pages.refused(turn, draft, null, new Refusal(ending.substring(REFUSED.length())), statusOfRefusal);
        } else {
            var receipt = draft.kept().receipt();
            if (receipt != null && turn.request().getMethod().equals("POST")) {
                turn.journey().leave().again(receipt, turn.request(), turn.response());
            }
            turn.goTo(ending == null ? turn.journey().home() : ending);
        }
    }

    /**
     * The draft as soon as another request has moved it on, or as it stands when none did for as long as the slowest may
     * take; empty when it is gone.
     */
    <S> Optional<Draft<S>> movedOn(Turn<S> turn, Draft<S> draft) {
        var until = System.nanoTime() + SLOWEST.toNanos();
        var now = drafts.find(turn.journey(), draft.id());
        while (now.filter(each -> each.version() == draft.version()).isPresent() && System.nanoTime() < until) {
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return now;
            }
            now = drafts.find(turn.journey(), draft.id());
        }
        return now;
    }

    /** Where the draft stands now, which is not where this request believed it to be. */
    <S> void goToCurrent(Turn<S> turn, Draft<S> stale) throws IOException {
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

    <S> void goHome(Turn<S> turn) throws IOException {
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

    /** Nobody is sent outside who did not press a button for it. */
    static IllegalStateException notByArriving(Step<?, ?> step) {
        return new IllegalStateException("arriving at step " + step.key() + " leads outside");
    }
}
