package vn.mocua.portal.recovery;

import java.util.Optional;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.notice.NotMeWords.Told;

/**
 * Implemented by a room that tells owners of things that can be undone, when they answer that it was not them. What they
 * see before they press the button stands under {@code not-me.told.<notice>}.
 */
@FunctionalInterface
public interface Undoing {

    /** What became of it. */
    enum Undone {
        /** It had not happened yet, and will not: nobody was in the account, which stays open. */
        CALLED_OFF,
        /** What was changed is again as it was. */
        PUT_BACK,
        /** It could not be undone, or need not be. */
        NOTHING
    }

    /** In the transaction in which the account is frozen; empty for a notice that is not this room's. */
    Optional<Undone> undo(Told told, Visit visit);
}
