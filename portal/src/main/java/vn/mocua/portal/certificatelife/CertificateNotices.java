package vn.mocua.portal.certificatelife;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.CertificateStandings;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;
import vn.mocua.portal.page.Language;

/**
 * What the owner of an account hears of a certificate, at the phone and at the confirmed e-mail; each in the transaction
 * of what it tells. Whoever's page was open while a certificate was looked at, it is told in the owner's language.
 */
@Component
class CertificateNotices {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd/MM/yyyy").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    private final Accounts accounts;
    private final CertificateStandings standings;
    private final OwnerNotices notices;

    CertificateNotices(Accounts accounts, CertificateStandings standings, OwnerNotices notices) {
        this.accounts = accounts;
        this.standings = standings;
        this.notices = notices;
    }

    /** It has ended, by what it is called: {@code revoked} or {@code expired}. */
    void ended(UUID account, UUID certificate, String what, Ial level) {
        tell(account, what + alone(account, certificate), Integer.toString(level.ordinal() + 1));
    }

    void ending(UUID account, UUID certificate, Instant end) {
        tell(account, "ending" + alone(account, certificate), DAY.format(end));
    }

    void held(UUID account) {
        tell(account, "on-hold", "");
    }

    void released(UUID account) {
        tell(account, "released", "");
    }

    void removed(UUID account, Language language) {
        tell(account, "removed", "", language);
    }

    /** Who has no other way to sign in hears what to do about that. */
    private String alone(UUID account, UUID certificate) {
        return standings.hasAnotherWayIn(account, certificate) ? "" : "-alone";
    }

    private void tell(UUID account, String what, String word) {
        tell(account, what, word, notices.languageOf(account));
    }

    private void tell(UUID id, String what, String word, Language language) {
        var key = "certificate-" + what;
        var notice = word.isEmpty() ? Notice.of(key) : Notice.of(key, word);
        notices.tell(
                accounts.find(id).orElseThrow(), language, what.startsWith("ending") ? notice.inDaytime() : notice);
    }
}
