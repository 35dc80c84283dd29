package vn.mocua.portal.certificatelife;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.CertificateStandings;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.messaging.Delivery;
import vn.mocua.portal.messaging.Outbox;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Texts;

/**
 * What the owner of an account hears of a certificate, at the phone and at the confirmed e-mail; each in the transaction
 * of what it tells. In Vietnamese where nobody's page is open, since an account has no language.
 */
@Component
class CertificateNotices {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("dd/MM/yyyy").withZone(ZoneId.of("Asia/Ho_Chi_Minh"));

    private final Accounts accounts;
    private final CertificateStandings standings;
    private final Outbox outbox;
    private final Texts texts;

    CertificateNotices(Accounts accounts, CertificateStandings standings, Outbox outbox, Texts texts) {
        this.accounts = accounts;
        this.standings = standings;
        this.outbox = outbox;
        this.texts = texts;
    }

    /** It has ended, by what it is called: {@code revoked} or {@code expired}. */
    void ended(UUID account, UUID certificate, String what, Ial level) {
        tell(account, what + alone(account, certificate), Integer.toString(level.ordinal() + 1), Language.VI);
    }

    void ending(UUID account, UUID certificate, Instant end) {
        tell(account, "ending" + alone(account, certificate), DAY.format(end), Language.VI);
    }

    void held(UUID account) {
        tell(account, "on-hold", "", Language.VI);
    }

    void released(UUID account) {
        tell(account, "released", "", Language.VI);
    }

    void removed(UUID account, Language language) {
        tell(account, "removed", "", language);
    }

    /** Who has no other way to sign in hears what to do about that. */
    private String alone(UUID account, UUID certificate) {
        return standings.hasAnotherWayIn(account, certificate) ? "" : "-alone";
    }

    private void tell(UUID id, String what, String word, Language language) {
        var owner = accounts.find(id).orElseThrow();
        var purpose = "certificate-" + what;
        if (owner.phone() != null) {
            outbox.sms(
                    owner.phone(),
                    texts.text(language, "certificate-life.sms." + what, word),
                    Delivery.surely(),
                    purpose);
        }
        tellByMail(owner, what, word, language, purpose);
    }

    private void tellByMail(Account owner, String what, String word, Language language, String purpose) {
        if (owner.email() != null && owner.emailConfirmedAt() != null) {
            outbox.mail(
                    owner.email(),
                    texts.text(language, "certificate-life.mail." + what + ".subject", word),
                    texts.text(language, "certificate-life.mail." + what + ".text", word),
                    Delivery.surely(),
                    purpose);
        }
    }
}
