package vn.mocua.portal.recovery;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;
import vn.mocua.portal.page.Language;

/** What the owner of an account hears of attempts to get back into it. Each in the transaction of what it tells. */
@Component
class RecoveryNotices {

    static final String RECOVERED = "recovered";
    static final String ASKED = "reset-asked";

    private static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("HH:mm dd/MM/yyyy").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    private final OwnerNotices notices;

    RecoveryNotices(OwnerNotices notices) {
        this.notices = notices;
    }

    /** @param former the phone that was known before; null when it still is */
    void recovered(Account account, @Nullable PhoneNumber former, Visit visit) {
        notices.tell(
                account,
                visit.language(),
                Notice.undoable(RECOVERED),
                former == null ? List.of() : List.of(former),
                List.of());
    }

    /** Whoever asked may be anybody: their page says nothing of the owner's language. */
    void asked(Account account, Instant due) {
        notices.tell(account, notices.languageOf(account.id()), Notice.undoable(ASKED, WHEN.format(due)));
    }

    /** By the word of a notice, on a page of whoever had it. */
    void calledOff(Account account) {
        calledOff(account, notices.languageOf(account.id()));
    }

    void calledOff(Account account, Language language) {
        notices.tell(account, language, Notice.of("reset-called-off"));
    }

    /** As {@link #calledOff(Account)}. */
    void frozen(Account account) {
        notices.tell(account, notices.languageOf(account.id()), Notice.of("frozen"));
    }
}
