package vn.mocua.portal.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.notice.NotMeWords;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.subscriber.SimChanges;

/** Whether something happened to an account lately that somebody who takes it over would have brought about. */
@Component
class Caution {

    private final ContactChanges changes;
    private final Recoveries recoveries;
    private final SimChanges simChanges;
    private final NotMeWords notMe;
    private final Duration simAge;
    private final Duration longer;
    private final Duration lately;

    Caution(
            ContactChanges changes,
            Recoveries recoveries,
            SimChanges simChanges,
            NotMeWords notMe,
            @Value("${mocua.subscriber.sim-age:72h}") Duration simAge,
            @Value("${mocua.recovery.longer-delay:168h}") Duration longer,
            @Value("${mocua.notice.answerable:10d}") Duration lately) {
        if (longer.compareTo(Duration.ofDays(1)) < 0 || longer.compareTo(Duration.ofDays(14)) > 0) {
            throw new IllegalStateException("mocua.recovery.longer-delay is 1 to 14 days");
        }
        this.changes = changes;
        this.recoveries = recoveries;
        this.simChanges = simChanges;
        this.notMe = notMe;
        this.simAge = simAge;
        this.longer = longer;
        this.lately = lately;
    }

    /** How long the owner has to object where something looks wrong. */
    Duration longer() {
        return longer;
    }

    /** How far back a change of phone or SIM closes the way by phone. */
    Duration simAge() {
        return simAge;
    }

    /** Whether the SIM of a phone is the one that it was for long enough. Asks the operator; not in a transaction. */
    boolean isSimOldEnough(PhoneNumber phone) {
        return simChanges.lately(phone, simAge) == SimChanges.Recency.NOT_SWAPPED;
    }

    boolean wasPhoneChanged(UUID account, Instant since) {
        return recoveries.formerPhone(account, since).isPresent()
                || changes.phoneChangedOn(account).filter(since::isBefore).isPresent();
    }

    /** As far as our own tables tell. */
    boolean isKnownToBeCalledFor(UUID account, Instant now) {
        var since = now.minus(lately);
        return wasPhoneChanged(account, since) || notMe.wasAnswered(account, since);
    }

    /** Asks the operator too; not in a transaction. Its silence is a reason for caution. */
    boolean isCalledFor(Account account, Instant now) {
        if (isKnownToBeCalledFor(account.id(), now)) {
            return true;
        }
        var phone = account.phone();
        if (phone == null) {
            return false;
        }
        try {
            return simChanges.lately(phone, lately) == SimChanges.Recency.SWAPPED;
        } catch (OutsideUnavailable silence) {
            return true;
        }
    }
}
