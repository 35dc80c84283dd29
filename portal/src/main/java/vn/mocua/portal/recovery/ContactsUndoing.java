package vn.mocua.portal.recovery;

import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.notice.NotMeWords.Told;

/** Gives back the phone or the address that somebody else changed, and calls off what they asked for and waits. */
@Component
class ContactsUndoing implements Undoing {

    private final ContactChanges changes;

    ContactsUndoing(ContactChanges changes) {
        this.changes = changes;
    }

    @Override
    public Optional<Undone> undo(Told told, Visit visit) {
        return switch (told.notice()) {
            case "phone-changed",
                    "phone-change-asked",
                    "phone-removed",
                    "phone-removal-asked",
                    "email-changed",
                    "email-removed",
                    "closing-asked" ->
                Optional.of(
                        changes.undo(told.account(), told.notice(), told.toldAt()) ? Undone.PUT_BACK : Undone.NOTHING);
            default -> Optional.empty();
        };
    }
}
