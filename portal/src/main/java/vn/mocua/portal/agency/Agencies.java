package vn.mocua.portal.agency;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.messaging.Delivery;
import vn.mocua.portal.messaging.Outbox;
import vn.mocua.portal.notice.NoticeFates;
import vn.mocua.portal.notice.OwnerNotices;
import vn.mocua.portal.page.Texts;
import vn.mocua.portal.vault.Vault;

/** Agencies that wait, and what two administrators say of them. */
@Repository
public class Agencies {

    static final String REASON = "agency_ruling.reason";

    /** Who says it, and who agrees: never one person alone. */
    record Two(String one, String other) {}

    private final JdbcClient db;
    private final Accounts accounts;
    private final Vault vault;
    private final Outbox outbox;
    private final OwnerNotices notices;
    private final NoticeFates fates;
    private final Texts texts;
    private final Audit audit;
    private final Clock clock;

    Agencies(
            JdbcClient db,
            Accounts accounts,
            Vault vault,
            Outbox outbox,
            OwnerNotices notices,
            NoticeFates fates,
            Texts texts,
            Audit audit,
            Clock clock) {
        this.db = db;
        this.accounts = accounts;
        this.vault = vault;
        this.outbox = outbox;
        this.notices = notices;
        this.fates = fates;
        this.texts = texts;
        this.audit = audit;
        this.clock = clock;
    }

    /** Those that wait, who has waited longest first. */
    List<Account> waiting() {
        return accounts.pending();
    }

    /** From now on it signs in. False when it does not wait. */
    @Transactional
    public boolean approve(UUID agency, Two by) {
        return rule(agency, Account.Status.ACTIVE, by, null);
    }

    /** It never signs in; what it held is free again, so that it may register anew. False when it does not wait. */
    @Transactional
    public boolean refuse(UUID agency, Two by, String reason) {
        return rule(agency, Account.Status.REFUSED, by, reason);
    }

    private boolean rule(UUID agency, Account.Status status, Two by, @Nullable String reason) {
        var account = accounts.find(agency);
        if (account.isEmpty() || !accounts.leavePending(agency, status)) {
            return false;
        }
        db.sql("""
                insert into agency_ruling (account, ruling, by_one, by_other, reason, ruled_at)
                values (:account, :ruling, :one, :other, :reason, :now)
                """)
                .param("account", agency)
                .param("ruling", status.name())
                .param("one", by.one())
                .param("other", by.other())
                .param(
                        "reason",
                        reason == null
                                ? null
                                : vault.seal(REASON, agency.toString(), reason.getBytes(StandardCharsets.UTF_8)))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        var approved = status == Account.Status.ACTIVE;
        audit.record(new Act(
                approved ? "agency.approved" : "agency.refused",
                "operator:" + by.one(),
                agency,
                null,
                Map.of("and", by.other())));
        tell(account.get(), approved ? "approved" : "refused", reason);
        return true;
    }

    /** In the language in which it registered; what is told names nobody. */
    private void tell(Account account, String what, @Nullable String reason) {
        if (account.email() == null) {
            return;
        }
        var language = notices.languageOf(account.id());
        var message = outbox.mail(
                account.email(),
                language,
                texts.text(language, "agency.mail." + what + ".subject"),
                texts.text(
                        language,
                        "agency.mail." + what + ".text",
                        account.subject().masked(),
                        reason == null ? "" : reason),
                Delivery.surely(),
                "agency-" + what);
        fates.note(message, account.id(), "agency-" + what, account.email());
    }
}
