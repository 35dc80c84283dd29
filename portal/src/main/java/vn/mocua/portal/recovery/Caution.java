package vn.mocua.portal.recovery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.notice.NotMeWords;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.subscriber.SimChanges;

/** Whether something happened to an account lately that somebody who takes it over would have brought about. */
@Component
class Caution {

    /** Seven days to object, where something looks wrong. */
    static final Duration LONGER = Duration.ofHours(168);

    /** Ten days back. */
    static final Duration LATELY = Duration.ofDays(10);

    private static final String PHONE_CHANGED = "account.phone-changed";
    private static final int ACTS = 200;

    private final ObjectProvider<PhoneChanges> changes;
    private final Audit audit;
    private final Recoveries recoveries;
    private final SimChanges simChanges;
    private final NotMeWords notMe;
    private final Duration simAge;

    Caution(
            ObjectProvider<PhoneChanges> changes,
            Audit audit,
            Recoveries recoveries,
            SimChanges simChanges,
            NotMeWords notMe,
            @Value("${mocua.subscriber.sim-age:72h}") Duration simAge) {
        this.changes = changes;
        this.audit = audit;
        this.recoveries = recoveries;
        this.simChanges = simChanges;
        this.notMe = notMe;
        this.simAge = simAge;
    }

    /** How far back a change of phone or SIM closes the way by phone. */
    Duration simAge() {
        return simAge;
    }

    boolean wasPhoneChanged(UUID account, Instant since) {
        return recoveries.formerPhone(account, since).isPresent()
                || audit.of(account, ACTS).stream()
                        .anyMatch(each ->
                                PHONE_CHANGED.equals(each.action()) && each.at().isAfter(since))
                || changes.stream().anyMatch(each -> each.wasChanged(account, since));
    }

    /** As far as our own tables tell. */
    boolean isKnownToBeCalledFor(UUID account, Instant now) {
        var since = now.minus(LATELY);
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
            return simChanges.lately(phone, LATELY) == SimChanges.Recency.SWAPPED;
        } catch (OutsideUnavailable silence) {
            return true;
        }
    }
}
