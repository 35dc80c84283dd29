package vn.mocua.portal.notice;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.IdleAccounts;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.messaging.Delivery;
import vn.mocua.portal.messaging.Outbox;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Texts;

/**
 * Tells the owner of an account what was done with it: at the phone and at the confirmed e-mail, and where an address
 * was changed also at the former one.
 */
@Component
public class OwnerNotices {

    private final Outbox outbox;
    private final Texts texts;
    private final NotMeWords words;
    private final NoticeFates fates;
    private final IdleAccounts idle;
    private final String home;

    OwnerNotices(
            Outbox outbox,
            Texts texts,
            NotMeWords words,
            NoticeFates fates,
            IdleAccounts idle,
            @Value("${mocua.public-url}") URI publicUrl) {
        this.outbox = outbox;
        this.texts = texts;
        this.words = words;
        this.fates = fates;
        this.idle = idle;
        this.home = publicUrl.toString().replaceFirst("/$", "");
    }

    /** For what is told while nobody has a page open: the language in which the owner signed in last, or registered. */
    public Language languageOf(UUID account) {
        return Language.of(idle.languageOf(account));
    }

    /** In the transaction of what is told. Whoever has no address of ours hears of it in the account. */
    public void tell(Account owner, Language language, Notice notice) {
        tell(owner, language, notice, List.of(), List.of());
    }

    /**
     * As {@link #tell(Account, Language, Notice)}, and also at addresses that are no longer the owner's, or not yet.
     */
    public void tell(
            Account owner,
            Language language,
            Notice notice,
            Collection<PhoneNumber> furtherPhones,
            Collection<EmailAddress> furtherMails) {
        Set<PhoneNumber> phones = new LinkedHashSet<>(furtherPhones);
        if (owner.phone() != null) {
            phones.add(owner.phone());
        }
        Set<EmailAddress> mails = new LinkedHashSet<>(furtherMails);
        if (owner.email() != null && owner.emailConfirmedAt() != null) {
            mails.add(owner.email());
        }
        if (phones.isEmpty() && mails.isEmpty()) {
            return;
        }
        var key = "notice." + notice.key();
        var smsArguments = new ArrayList<>(notice.arguments());
        var mailArguments = new ArrayList<>(notice.arguments());
        if (notice.undoable()) {
            var issued = words.issue(owner.id(), notice.key());
            smsArguments.add(issued.code());
            mailArguments.add(home + "/not-me/" + issued.link());
        }
        var delivery = notice.urgent() ? Delivery.surely() : Delivery.surely().inDaytime();
        for (var phone : phones) {
            var message = outbox.sms(
                    phone, texts.text(language, key + ".sms", smsArguments.toArray()), delivery, notice.key());
            fates.note(message, owner.id(), notice.key(), phone);
        }
        for (var mail : mails) {
            var message = outbox.mail(
                    mail,
                    language,
                    texts.text(language, key + ".mail.subject"),
                    texts.text(language, key + ".mail.text", mailArguments.toArray()),
                    delivery,
                    notice.key());
            fates.note(message, owner.id(), notice.key(), mail);
        }
    }
}
