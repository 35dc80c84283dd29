package vn.mocua.portal.selfservice;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.journey.Visit;

/** Ends sessions at the owner's wish, and writes it down with the same commit. */
@Component
class SessionEnds {

    private final AccountSessions sessions;
    private final Audit audit;

    SessionEnds(AccountSessions sessions, Audit audit) {
        this.sessions = sessions;
        this.audit = audit;
    }

    @Transactional
    public void one(UUID account, String key, Visit visit) {
        if (sessions.end(account, key)) {
            record("account.session-ended", account, visit);
        }
    }

    @Transactional
    public void others(UUID account, String session, Visit visit) {
        sessions.endOthers(account, session);
        record("account.sessions-ended", account, visit);
    }

    @Transactional
    public void all(UUID account, Visit visit) {
        sessions.endAll(account);
        record("account.signed-out-everywhere", account, visit);
    }

    private void record(String action, UUID account, Visit visit) {
        audit.record(new Act(action, "account:" + account, account, visit.address(), Map.of()));
    }
}
