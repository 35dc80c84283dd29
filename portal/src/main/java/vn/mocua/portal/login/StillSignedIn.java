package vn.mocua.portal.login;

import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.Accounts;

/**
 * Asks once more whether somebody is signed in, where what they do outlives their session: each page asks when it is
 * opened, and the account may have been frozen a moment after that (decision 48).
 */
@Component
public class StillSignedIn {

    private final Accounts accounts;
    private final AccountSessions sessions;

    StillSignedIn(Accounts accounts, AccountSessions sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    /** In the transaction of what they do: until it ends nobody freezes the account, nor ends its sessions. */
    public boolean holds(SignedIn owner) {
        accounts.hold(owner.account());
        return accounts.statusOf(owner.account()).equals(Optional.of(Account.Status.ACTIVE))
                && sessions.isCurrent(
                        owner.person(),
                        Granted.of(SecurityContextHolder.getContext().getAuthentication()),
                        RequestContextHolder.currentRequestAttributes().getSessionId());
    }
}
