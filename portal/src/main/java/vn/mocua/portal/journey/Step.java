package vn.mocua.portal.journey;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One page of a journey.
 *
 * @param <S> what is known so far, an immutable record
 * @param <F> what this page asks for, a record of values, each named as its input
 */
public interface Step<S, F extends Record> {

    /** Its place in the URL. */
    String key();

    /** Its template. */
    String page();

    Class<F> form();

    /** Whether what is known already answers this page. */
    boolean isDone(S known);

    /** What remains when this page is answered anew: its facts, and all that hang on them, fall. */
    default S forget(S known) {
        return known;
    }

    /** Whether a person may come back to it once it is done; a code that was used up can not be typed again. */
    default boolean canBeRepeated() {
        return true;
    }

    /** Whether most people never see it, so that it is not counted among the pages of the journey. */
    default boolean isAside() {
        return false;
    }

    /** Whether asking once more begins it anew also when it was passed: what hangs on it falls, and it is entered. */
    default boolean beginsAnew() {
        return false;
    }

    /** Whether a captcha must be solved, because a message that costs money or a question outside follows. */
    default boolean forHumansOnly() {
        return false;
    }

    /** Whether passing it proves something, so that the browser's word for this journey is changed. */
    default boolean raisesPrivilege() {
        return false;
    }

    /**
     * Called when the person arrives, and again when they ask once more: send the code, ring the phone. When what is known
     * answers the page by then, it is not shown, and the next one is entered.
     */
    default Outcome<S> enter(S known, Visit visit) {
        return Outcome.advance(known);
    }

    /**
     * Called whenever the page of this step is opened while it is the one due: whether something has happened outside
     * meanwhile. {@link Outcome.Wait} shows the page and has it opened again after three seconds; an
     * {@link Outcome.Advance} that knows more goes on; {@link Outcome.Again} says on the page what came of it. Opening
     * a page is safe: it looks at what our own tables already say of this journey, asks nobody outside and begins
     * nothing. What is known may not change by a {@code Wait}. A step that waits is usually not
     * {@link #canBeRepeated}, so that a second look at once finds the page that is due.
     */
    default Outcome<S> look(S known, Visit visit) {
        return Outcome.advance(known);
    }

    /**
     * What looks wrong in an answer and need not be, by what was typed alone: said once beside the field, before
     * anything is asked or done. Who sends the same answer again goes on.
     */
    default List<Problem> doubts(F form, Visit visit) {
        return List.of();
    }

    Outcome<S> submit(S known, F form, Visit visit);

    /**
     * Where its answer may lead outside, such as {@code https://id.example}: its page says so to the browser, which
     * follows a form nowhere else.
     */
    default Set<String> origins() {
        return Set.of();
    }

    /** What its page's script asks outside, such as a program on the person's own computer: origins, and no others. */
    default Set<String> asks() {
        return Set.of();
    }

    /** Inputs that the form leaves open, and this person must answer nevertheless. */
    default Set<String> demands(S known) {
        return Set.of();
    }

    /** What its template needs besides the form. */
    default Map<String, ?> show(S known, Visit visit) {
        return Map.of();
    }
}
