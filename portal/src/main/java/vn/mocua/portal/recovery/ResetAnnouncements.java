package vn.mocua.portal.recovery;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.recovery.Recoveries.Request;

/**
 * Looks at every pending reset soon after it was asked for and then each day: gives its owner more time where something
 * looks wrong, and tells them again. Any number of nodes may try; the row of the request says who was first.
 */
@Component
class ResetAnnouncements {

    private static final Logger LOG = LoggerFactory.getLogger(ResetAnnouncements.class);
    private static final Duration DAILY = Duration.ofHours(24);
    private static final int AT_A_TIME = 200;

    private final Recoveries recoveries;
    private final Accounts accounts;
    private final Caution caution;
    private final RecoveryNotices notices;
    private final TransactionTemplate transactions;
    private final Clock clock;

    ResetAnnouncements(
            Recoveries recoveries,
            Accounts accounts,
            Caution caution,
            RecoveryNotices notices,
            TransactionTemplate transactions,
            Clock clock) {
        this.recoveries = recoveries;
        this.accounts = accounts;
        this.caution = caution;
        this.notices = notices;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void announce() {
        for (var request : recoveries.unannounced(clock.instant().minus(DAILY), AT_A_TIME)) {
            try {
                announce(request);
            } catch (RuntimeException e) {
                // One that can not be told must not keep the others from hearing.
                LOG.warn("no word of request {}: {}", request.id(), e.getClass().getSimpleName());
            }
        }
    }

    private void announce(Request request) {
        var account = accounts.find(Objects.requireNonNull(request.account())).orElseThrow();
        var now = clock.instant();
        var due = request.dueAt();
        if (caution.isCalledFor(account, now)) {
            var later = request.askedAt().plus(caution.longer());
            due = later.isAfter(due) ? later : due;
        }
        var told = due;
        transactions.executeWithoutResult(status -> {
            if (recoveries.takeAnnouncing(request, now)) {
                recoveries.postpone(request.id(), told);
                notices.asked(account, told);
            }
        });
    }
}
