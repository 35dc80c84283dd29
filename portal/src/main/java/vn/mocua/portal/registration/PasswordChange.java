package vn.mocua.portal.registration;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.AccountPasswords;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;

/** Another password in one transaction with what follows from it: whoever came in by the former one is out. */
@Component
class PasswordChange {

    private final AccountPasswords passwords;
    private final AccountSessions sessions;
    private final OwnerNotices notices;

    PasswordChange(AccountPasswords passwords, AccountSessions sessions, OwnerNotices notices) {
        this.passwords = passwords;
        this.sessions = sessions;
        this.notices = notices;
    }

    /**
     * @param former the hash that the account had when the owner began
     * @param session that stays
     * @return false when the password has been changed since; then nothing is done
     */
    @Transactional
    public boolean change(Account account, String former, String hash, String session, Visit visit) {
        if (!passwords.changePassword(account.id(), former, hash, visit.address())) {
            return false;
        }
        sessions.endOthers(account.id(), session);
        notices.tell(account, visit.language(), Notice.undoable("password-changed"));
        return true;
    }
}
