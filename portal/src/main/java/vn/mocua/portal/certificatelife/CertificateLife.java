package vn.mocua.portal.certificatelife;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.account.AccountCertificates;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.CertificateStanding;
import vn.mocua.portal.account.CertificateStandings;
import vn.mocua.portal.account.CertificateStandings.Fallen;
import vn.mocua.portal.account.CertificateStandings.Removal;
import vn.mocua.portal.account.CertificateStandings.Watched;
import vn.mocua.portal.audit.Act;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.signing.CertificateWitness;
import vn.mocua.portal.signing.Verdict;

/**
 * What follows when the authority speaks of a certificate that an account knows, whoever asked it: in one transaction the
 * standing changes, what rested on it falls, the sessions end, and the owner hears of it (threats T23 and T32).
 */
@Component
public class CertificateLife implements CertificateWitness {

    /** What a look at one found; {@code SILENT} and {@code UNCLEAR} change nothing. */
    enum Found {
        GOOD,
        ON_HOLD,
        REVOKED,
        EXPIRED,
        SILENT,
        /** The authority does not know it, or it is not trusted any more: a mistake of ours or theirs as likely as not. */
        UNCLEAR;

        boolean isAnswer() {
            return this != SILENT && this != UNCLEAR;
        }
    }

    private final CertificateStandings standings;
    private final AccountSessions sessions;
    private final CertificateNotices notices;
    private final Audit audit;
    private final TransactionTemplate transactions;
    private final MeterRegistry meters;

    CertificateLife(
            CertificateStandings standings,
            AccountSessions sessions,
            CertificateNotices notices,
            Audit audit,
            TransactionTemplate transactions,
            MeterRegistry meters) {
        this.standings = standings;
        this.sessions = sessions;
        this.notices = notices;
        this.audit = audit;
        this.transactions = transactions;
        this.meters = meters;
    }

    /** Somebody has just signed with its key, to sign in or to prove something. */
    @Override
    public void judged(String fingerprint, Verdict verdict) {
        standings.find(fingerprint).ifPresent(known -> follow(known, verdict));
    }

    /** Whether the owner may take one off: not the only one by which they sign in. */
    public boolean mayBeRemoved(UUID account, AccountCertificates.Kept certificate) {
        return !standings.isLastWayIn(account, certificate.id(), certificate.standing());
    }

    /** The owner takes one off their account. */
    public Removal remove(UUID account, UUID certificate, String address, Language language) {
        return transactions.execute(status -> {
            var removal = standings.remove(account, certificate);
            if (removal == Removal.REMOVED) {
                audit.record(new Act(
                        "certificate.removed",
                        "account:" + account,
                        account,
                        address,
                        Map.of("certificate", certificate.toString())));
                notices.removed(account, language);
            }
            return removal;
        });
    }

    Found follow(Watched known, Verdict verdict) {
        var found = foundBy(verdict);
        switch (found) {
            case GOOD -> transactions.executeWithoutResult(status -> release(known));
            case ON_HOLD -> transactions.executeWithoutResult(status -> hold(known, since(verdict)));
            case REVOKED -> end(known, CertificateStanding.REVOKED, since(verdict));
            case EXPIRED -> end(known, CertificateStanding.EXPIRED, null);
            case SILENT, UNCLEAR -> {}
        }
        return count(found);
    }

    void expire(Watched known) {
        end(known, CertificateStanding.EXPIRED, null);
        count(Found.EXPIRED);
    }

    Found count(Found found) {
        meters.counter("mocua.certificates.looked-at", "outcome", word(found)).increment();
        return found;
    }

    /** Its owner hears that it ends, unless they have since a moment. */
    void warn(Watched known, @Nullable Instant since) {
        transactions.executeWithoutResult(status -> {
            if (standings.warn(known, since)) {
                note(known, "ending", Map.of("until", known.validTo().toString()));
                notices.ending(known.account(), known.id(), known.validTo());
            }
        });
    }

    private void release(Watched known) {
        if (known.standing() == CertificateStanding.ON_HOLD && standings.release(known)) {
            note(known, "released", Map.of());
            notices.released(known.account());
        }
    }

    private void hold(Watched known, @Nullable Instant since) {
        if (standings.hold(known, since)) {
            sessions.endAll(known.account());
            note(known, "on-hold", since == null ? Map.of() : Map.of("since", since.toString()));
            notices.held(known.account());
        }
    }

    private void end(Watched known, CertificateStanding standing, @Nullable Instant since) {
        transactions.executeWithoutResult(status -> standings
                .end(known, standing, since)
                .ifPresent(fallen -> {
                    var what = standing == CertificateStanding.REVOKED ? "revoked" : "expired";
                    sessions.endAll(known.account());
                    note(known, what, details(fallen, since));
                    notices.ended(known.account(), known.id(), what, fallen.after());
                }));
    }

    /** What was signed after its certificate had been revoked never proved anything; before, it did so for its time. */
    private static Map<String, String> details(Fallen fallen, @Nullable Instant since) {
        var details = new TreeMap<>(Map.of(
                "proofs", Integer.toString(fallen.proofs()),
                "from", fallen.before().name(),
                "to", fallen.after().name()));
        if (since != null) {
            details.put("since", since.toString());
            if (fallen.newest() != null) {
                details.put("signed", fallen.newest().isBefore(since) ? "before" : "after");
            }
        }
        return details;
    }

    private void note(Watched known, String what, Map<String, String> details) {
        var more = new TreeMap<>(details);
        more.put("certificate", known.id().toString());
        audit.record(new Act("certificate." + what, "system", known.account(), null, more));
    }

    private static Found foundBy(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Good good -> Found.GOOD;
            case Verdict.Bad(var flaw, var since) ->
                switch (flaw) {
                    case REVOKED -> Found.REVOKED;
                    case ON_HOLD -> Found.ON_HOLD;
                    case EXPIRED -> Found.EXPIRED;
                    case STATUS_UNAVAILABLE -> Found.SILENT;
                    default -> Found.UNCLEAR;
                };
        };
    }

    private static @Nullable Instant since(Verdict verdict) {
        return verdict instanceof Verdict.Bad(var flaw, var since) ? since : null;
    }

    private static String word(Found found) {
        return found.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
