package vn.mocua.portal.registration;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.abuse.Limits;
import vn.mocua.portal.abuse.Taken;
import vn.mocua.portal.abuse.Use;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.messaging.Delivery;
import vn.mocua.portal.messaging.Outbox;
import vn.mocua.portal.notice.NoticeFates;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.Purpose;
import vn.mocua.portal.page.Texts;

/** What the owner of an account hears of a registration. */
@Component
class RegistrationNotices {

    private static final String TOLD = "existing-account-notice";

    private final Accounts accounts;
    private final Outbox outbox;
    private final Limits limits;
    private final OneTimeCodes codes;
    private final NoticeFates fates;
    private final Texts texts;
    private final TransactionTemplate transactions;

    RegistrationNotices(
            Accounts accounts,
            Outbox outbox,
            Limits limits,
            OneTimeCodes codes,
            NoticeFates fates,
            Texts texts,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.outbox = outbox;
        this.limits = limits;
        this.codes = codes;
        this.fates = fates;
        this.texts = texts;
        this.transactions = transactions;
    }

    /** In the transaction that opens the account. */
    void opened(UUID account, Registration known, Visit visit) {
        if (known.phone() == null) {
            // The code that goes to the e-mail tells of the account, and any other address is unconfirmed.
            return;
        }
        var message = outbox.sms(
                known.phone(),
                texts.text(visit.language(), "registration.sms.opened", level(Ial.from(known.evidence()))),
                Delivery.surely(),
                "account-opened");
        fates.note(message, account, "account-opened", known.phone());
    }

    /** In the transaction that adds a proof to an account. */
    void raised(UUID id, Visit visit) {
        var account = accounts.find(id).orElseThrow();
        tell(account, "raised", level(account.ial()), "evidence-added", visit);
    }

    /** In the transaction that puts a certificate back by which its owner signed in before. */
    void putBack(UUID id, Visit visit) {
        tell(accounts.find(id).orElseThrow(), "put-back", "", "certificate-put-back", visit);
    }

    /** In the transaction that gives an account a password. */
    void passwordAdded(UUID id, Visit visit) {
        tell(accounts.find(id).orElseThrow(), "password-added", "", "password-added", visit);
    }

    private static String level(Ial ial) {
        return Integer.toString(ial.ordinal() + 1);
    }

    /** After that transaction. */
    void afterOpening(UUID account, Registration known, Visit visit) {
        if (known.email() != null
                && codes.send(Purpose.CONFIRM_EMAIL, null, known.email(), account, visit)
                        instanceof OneTimeCodes.Sending.Sent(var transaction)) {
            accounts.noteEmailCodes(account, transaction);
        }
    }

    /**
     * Somebody proved to be this person and registered again: the holder hears of it once a day. Not where the account was
     * opened meanwhile, which itself was told: of two registrations at once, one message comes.
     */
    void someoneTried(UUID holder, Visit visit) {
        if (accounts.wasOpenedSince(holder, visit.begunAt())) {
            return;
        }
        if (limits.take(Use.of(TOLD, holder.toString())) instanceof Taken.Allowed) {
            accounts.find(holder)
                    .ifPresent(account -> transactions.executeWithoutResult(
                            status -> tell(account, "existing", "", "existing-account", visit)));
        }
    }

    /** At the phone; at the confirmed e-mail where there is no phone; where there is neither, nobody can be told. */
    private void tell(Account account, String what, String level, String purpose, Visit visit) {
        var language = visit.language();
        if (account.phone() != null) {
            var message = outbox.sms(
                    account.phone(),
                    texts.text(language, "registration.sms." + what, level),
                    Delivery.surely(),
                    purpose);
            fates.note(message, account.id(), purpose, account.phone());
        } else if (account.email() != null && account.emailConfirmedAt() != null) {
            var message = outbox.mail(
                    account.email(),
                    language,
                    texts.text(language, "registration.mail." + what + ".subject"),
                    texts.text(language, "registration.mail." + what + ".text", level),
                    Delivery.surely(),
                    purpose);
            fates.note(message, account.id(), purpose, account.email());
        }
    }
}
