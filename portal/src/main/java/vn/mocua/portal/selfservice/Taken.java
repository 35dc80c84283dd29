package vn.mocua.portal.selfservice;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;

/** Writes down that a copy of the owner's data was taken, and tells them, before it leaves. */
@Component
class Taken {

    private final Accounts accounts;
    private final OwnerNotices notices;
    private final Audit audit;

    Taken(Accounts accounts, OwnerNotices notices, Audit audit) {
        this.accounts = accounts;
        this.notices = notices;
        this.audit = audit;
    }

    @Transactional
    public void take(UUID account, String format, Visit visit) {
        audit.record(new Act(
                "account.data-downloaded", "account:" + account, account, visit.address(), Map.of("format", format)));
        notices.tell(accounts.find(account).orElseThrow(), visit.language(), Notice.undoable("data-downloaded"));
    }
}
