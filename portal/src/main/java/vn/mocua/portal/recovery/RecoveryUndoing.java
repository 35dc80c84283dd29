package vn.mocua.portal.recovery;

import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.notice.NotMeWords.Told;

/**
 * Undoes what this room tells of: calls a pending reset off, or takes away the password and the phone that a recovery
 * brought. The owner, whoever that is, proves anew who they are. Who answers late that somebody asked has the recovery
 * undone to which that led.
 */
@Component
class RecoveryUndoing implements Undoing {

    /** The notice is written in the transaction of the change, a moment after it. */
    private static final Duration SAME_TRANSACTION = Duration.ofMinutes(5);

    private final Recoveries recoveries;
    private final Accounts accounts;
    private final RecoveryNotices notices;

    RecoveryUndoing(Recoveries recoveries, Accounts accounts, RecoveryNotices notices) {
        this.recoveries = recoveries;
        this.accounts = accounts;
        this.notices = notices;
    }

    @Override
    public Optional<Undone> undo(Told told, Visit visit) {
        return switch (told.notice()) {
            case RecoveryNotices.ASKED -> Optional.of(callOff(told, visit));
            case RecoveryNotices.RECOVERED -> Optional.of(takeBack(told));
            default -> Optional.empty();
        };
    }

    /** Nobody has been in the account: it stays open, so that nobody is locked out by a stranger's asking. */
    private Undone callOff(Told told, Visit visit) {
        if (recoveries.callOff(told.account(), visit.now())) {
            accounts.find(told.account()).ifPresent(notices::calledOff);
        } else if (isTooLateToCallOff(told)) {
            return takeBack(told);
        }
        return Undone.CALLED_OFF;
    }

    /** Whether somebody got into the account by what its owner was told of before. */
    boolean isTooLateToCallOff(Told told) {
        return told.notice().equals(RecoveryNotices.ASKED)
                && recoveries.wasCompletedSince(told.account(), told.toldAt());
    }

    private Undone takeBack(Told told) {
        accounts.dropPassword(told.account());
        var former = recoveries.formerPhone(told.account(), told.toldAt().minus(SAME_TRANSACTION));
        former.ifPresent(phone -> accounts.reachAt(told.account(), phone));
        return Undone.PUT_BACK;
    }
}
