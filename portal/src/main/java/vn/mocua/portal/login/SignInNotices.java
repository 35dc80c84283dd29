package vn.mocua.portal.login;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.messaging.Delivery;
import vn.mocua.portal.messaging.Outbox;
import vn.mocua.portal.page.Texts;

/** What the owner of an account hears of a sign-in (threat T27). */
@Component
class SignInNotices {

    private static final String PURPOSE = "new-device";

    private final Accounts accounts;
    private final Outbox outbox;
    private final Limits limits;
    private final Texts texts;
    private final TransactionTemplate transactions;

    SignInNotices(Accounts accounts, Outbox outbox, Limits limits, Texts texts, TransactionTemplate transactions) {
        this.accounts = accounts;
        this.outbox = outbox;
        this.limits = limits;
        this.texts = texts;
        this.transactions = transactions;
    }

    /** A device that nobody remembers is about to get a session. */
    void newDevice(UUID account, Visit visit) {
        if (limits.take(Use.of("new-device-notice", account.toString())) instanceof Taken.Allowed) {
            accounts.find(account).ifPresent(owner -> transactions.executeWithoutResult(status -> tell(owner, visit)));
        }
    }

    private void tell(Account owner, Visit visit) {
        var language = visit.language();
        if (owner.phone() != null) {
            outbox.sms(owner.phone(), texts.text(language, "login.sms.new-device"), Delivery.surely(), PURPOSE);
        }
        if (owner.email() != null && owner.emailConfirmedAt() != null) {
            outbox.mail(
                    owner.email(),
                    texts.text(language, "login.mail.new-device.subject"),
                    texts.text(language, "login.mail.new-device.text"),
                    Delivery.surely(),
                    PURPOSE);
        }
    }
}
