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

    void asked(Account account, Instant due, Language language) {
        notices.tell(account, language, Notice.undoable(ASKED, WHEN.format(due)));
    }

    void calledOff(Account account, Language language) {
        notices.tell(account, language, Notice.of("reset-called-off"));
    }

    void frozen(Account account, Language language) {
        notices.tell(account, language, Notice.of("frozen"));
    }
}
