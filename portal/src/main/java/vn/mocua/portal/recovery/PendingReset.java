package vn.mocua.portal.recovery;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.page.AccountBanner;

/** What stands on an account's own page while somebody waits to get into it. */
@Component
class PendingReset implements AccountBanner {

    private final Recoveries recoveries;
    private final RecoveryNotices notices;
    private final Accounts accounts;
    private final Audit audit;

    PendingReset(Recoveries recoveries, RecoveryNotices notices, Accounts accounts, Audit audit) {
        this.recoveries = recoveries;
        this.notices = notices;
        this.accounts = accounts;
        this.audit = audit;
    }

    @Override
    public Optional<Banner> of(UUID account, Subject holder) {
        return recoveries.pending(account).map(request -> new Banner("reset-pending", PendingResetController.PAGE));
    }

    @Transactional
    public void callOff(UUID account, Visit visit) {
        if (recoveries.callOff(account, visit.now())) {
            audit.record(new Act("recovery.called-off", "account:" + account, account, visit.address(), Map.of()));
            accounts.find(account).ifPresent(owner -> notices.calledOff(owner, visit.language()));
        }
    }
}
