package vn.mocua.portal.login;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;
import vn.mocua.portal.page.Language;

/** What the owner of an account hears of a sign-in (threat T27). */
@Component
class SignInNotices {

    private final Accounts accounts;
    private final OwnerNotices notices;
    private final Limits limits;
    private final TransactionTemplate transactions;

    SignInNotices(Accounts accounts, OwnerNotices notices, Limits limits, TransactionTemplate transactions) {
        this.accounts = accounts;
        this.notices = notices;
        this.limits = limits;
        this.transactions = transactions;
    }

    /**
     * A device that nobody remembers is about to get a session.
     *
     * @param language of the owner, which need not be that of whoever signs in
     * @param device words for it, or none
     */
    void newDevice(UUID account, Language language, String device) {
        if (limits.take(Use.of("new-device-notice", account.toString())) instanceof Taken.Allowed) {
            accounts.find(account)
                    .ifPresent(owner -> transactions.executeWithoutResult(status -> notices.tell(
                            owner, language, Notice.undoable("new-device", device.isEmpty() ? "?" : device))));
        }
    }
}
