package vn.mocua.portal.selfservice;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.account.ContactChanges.Changed;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;
import vn.mocua.portal.page.Language;

/** Changes contacts and tells both sides, in one transaction; and lets those that wait take effect. */
@Component
class ContactsChanged {

    private final ContactChanges changes;
    private final Accounts accounts;
    private final OwnerNotices notices;
    private final TransactionTemplate transactions;
    private final Duration wait;

    ContactsChanged(
            ContactChanges changes,
            Accounts accounts,
            OwnerNotices notices,
            TransactionTemplate transactions,
            @Value("${mocua.account.phone-wait:72h}") Duration wait) {
        this.changes = changes;
        this.accounts = accounts;
        this.notices = notices;
        this.transactions = transactions;
        this.wait = wait;
    }

    /** How long whoever does not have the former number waits for the next one. */
    Duration waiting() {
        return wait;
    }

    /** False when the number can not be theirs; the caller rolls its transaction back. */
    @Transactional
    public boolean phone(UUID account, PhoneNumber next, Visit visit) {
        var changed = changes.changePhone(account, next, "account:" + account, visit.address());
        changed.ifPresent(each -> tellPhone(each, visit.language()));
        return changed.isPresent();
    }

    /** False when the account was frozen or closed in this very moment. */
    @Transactional
    public boolean phoneLater(UUID account, PhoneNumber next, Visit visit) {
        var waiting = changes.changePhoneLater(account, next, wait, visit.address());
        waiting.ifPresent(each -> notices.tell(
                accounts.find(account).orElseThrow(),
                visit.language(),
                Notice.undoable("phone-change-asked", Moments.of(each.dueAt())),
                List.of(next),
                List.of()));
        return waiting.isPresent();
    }

    /** False when it stays, or is to go already. */
    @Transactional
    public boolean phoneRemovedLater(UUID account, Visit visit) {
        var waiting = changes.removePhoneLater(account, wait, visit.address());
        waiting.ifPresent(each -> notices.tell(
                accounts.find(account).orElseThrow(),
                visit.language(),
                Notice.undoable("phone-removal-asked", Moments.of(each.dueAt()))));
        return waiting.isPresent();
    }

    @Transactional
    public void cancel(UUID account, Visit visit) {
        var waiting = changes.waiting(account);
        var next = waiting.flatMap(each -> Optional.ofNullable(each.next()));
        var what = waiting.isPresent() && next.isEmpty() ? "phone-removal-cancelled" : "phone-change-cancelled";
        if (changes.cancel(account, "account:" + account, visit.address())) {
            notices.tell(
                    accounts.find(account).orElseThrow(),
                    visit.language(),
                    Notice.of(what),
                    next.stream().toList(),
                    List.of());
        }
    }

    /** False when the account was frozen or closed in this very moment. */
    @Transactional
    public boolean email(UUID account, EmailAddress next, Visit visit) {
        var changed = changes.changeEmail(account, next, visit.address());
        changed.ifPresent(each -> notices.tell(
                each.account(),
                visit.language(),
                Notice.undoable("email-changed"),
                List.of(),
                list(each.formerEmail())));
        return changed.isPresent();
    }

    /** False when there is none, or the owner could not be reached without it. */
    @Transactional
    public boolean emailRemoved(UUID account, Visit visit) {
        var removed = changes.removeEmail(account, visit.address());
        removed.ifPresent(each -> notices.tell(
                each.account(),
                visit.language(),
                Notice.undoable("email-removed"),
                List.of(),
                list(each.formerEmail())));
        return removed.isPresent();
    }

    /** Soon after the moment that was named, from which the owner counts on the next number. */
    @Scheduled(fixedDelayString = "PT10S", initialDelayString = "PT20S")
    void takeEffect() {
        for (var change : changes.due()) {
            transactions.executeWithoutResult(status -> changes.takeEffect(change)
                    .ifPresent(changed -> tellPhone(
                            changed, notices.languageOf(changed.account().id()))));
        }
    }

    private void tellPhone(Changed changed, Language language) {
        var what = changed.account().phone() == null ? "phone-removed" : "phone-changed";
        notices.tell(changed.account(), language, Notice.undoable(what), list(changed.formerPhone()), List.of());
    }

    private static <T> List<T> list(@Nullable T one) {
        return one == null ? List.of() : List.of(one);
    }
}
