package vn.mocua.portal.recovery;

import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.mocua.portal.account.Account.Status;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.notice.NotMeWords;
import vn.mocua.portal.notice.NotMeWords.Told;
import vn.mocua.portal.passkey.Passkeys;
import vn.mocua.portal.recovery.Undoing.Undone;

/** What follows when an owner says that something was not them. */
@Component
class NotMe {

    private final NotMeWords words;
    private final Accounts accounts;
    private final AccountSessions sessions;
    private final Passkeys passkeys;
    private final ObjectProvider<Undoing> undoings;
    private final RecoveryNotices notices;
    private final Audit audit;

    NotMe(
            NotMeWords words,
            Accounts accounts,
            AccountSessions sessions,
            Passkeys passkeys,
            ObjectProvider<Undoing> undoings,
            RecoveryNotices notices,
            Audit audit) {
        this.words = words;
        this.accounts = accounts;
        this.sessions = sessions;
        this.passkeys = passkeys;
        this.undoings = undoings;
        this.notices = notices;
        this.audit = audit;
    }

    /** What became of it; empty when the notice was answered before. */
    @Transactional
    public Optional<Undone> answer(Told told, Visit visit) {
        if (!words.answer(told)) {
            return Optional.empty();
        }
        var undone = undoings.orderedStream()
                .flatMap(each -> each.undo(told, visit).stream())
                .findFirst()
                .orElse(Undone.NOTHING);
        audit.record(new Act(
                "recovery.not-me",
                "visitor",
                told.account(),
                visit.address(),
                Map.of("notice", told.notice(), "undone", undone.name())));
        if (undone != Undone.CALLED_OFF) {
            freeze(told, visit);
        }
        return Optional.of(undone);
    }

    private void freeze(Told told, Visit visit) {
        accounts.turn(told.account(), Status.ACTIVE, Status.FROZEN, "recovery.frozen", "visitor", visit.address());
        sessions.endAll(told.account());
        // Whoever was in the account may have added one of their own.
        passkeys.removeAll(told.account());
        accounts.find(told.account()).ifPresent(notices::frozen);
    }
}
