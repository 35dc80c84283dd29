package vn.mocua.portal.selfservice;

import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.Closings;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;

/** Closes accounts after their waiting time, tells of it each time, and drops what is kept no longer. */
@Component
class Closing {

    private final Closings closings;
    private final Accounts accounts;
    private final OwnerNotices notices;
    private final TransactionTemplate transactions;
    private final Clock clock;
    private final Duration wait;
    private final Duration kept;

    Closing(
            Closings closings,
            Accounts accounts,
            OwnerNotices notices,
            TransactionTemplate transactions,
            Clock clock,
            @Value("${mocua.account.closing-wait:14d}") Duration wait,
            @Value("${mocua.account.closed-kept:730d}") Duration kept) {
        this.closings = closings;
        this.accounts = accounts;
        this.notices = notices;
        this.transactions = transactions;
        this.clock = clock;
        this.wait = wait;
        this.kept = kept;
    }

    Duration waitingTime() {
        return wait;
    }

    Duration keptFor() {
        return kept;
    }

    @Transactional
    public void ask(UUID account, Visit visit) {
        var when = visit.now().plus(wait);
        if (closings.ask(account, when, visit.address())) {
            notices.tell(
                    accounts.find(account).orElseThrow(),
                    visit.language(),
                    Notice.undoable("closing-asked", Moments.of(when)));
        }
    }

    @Transactional
    public void cancel(UUID account, Visit visit) {
        if (closings.cancel(account, visit.address())) {
            notices.tell(accounts.find(account).orElseThrow(), visit.language(), Notice.of("closing-cancelled"));
        }
    }

    @Scheduled(fixedDelayString = "PT5M", initialDelayString = "PT90S")
    void close() {
        closings.dropOfBarred();
        for (var id : closings.due()) {
            transactions.executeWithoutResult(status -> closings.close(id)
                    .ifPresent(before ->
                            notices.tell(before, notices.languageOf(before.id()), Notice.of("account-closed"))));
        }
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT7M")
    void forget() {
        closings.closedBefore(clock.instant().minus(kept)).forEach(closings::forget);
    }
}
