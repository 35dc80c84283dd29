package vn.mocua.portal.login;

import java.util.Locale;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.AccountCertificates;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.CertificateStanding;
import vn.mocua.portal.journey.Outcome;

/** Whose account a certificate opens. Asked only once its key has signed: nobody learns of an account by showing one. */
@Component
class CertificateJudge {

    private final AccountCertificates certificates;
    private final Accounts accounts;

    CertificateJudge(AccountCertificates certificates, Accounts accounts) {
        this.certificates = certificates;
        this.accounts = accounts;
    }

    Outcome<ByCertificate> judge(ByCertificate known, String fingerprint) {
        // The word by which it is good may be some minutes old, and another node may have heard a newer one.
        var standing = certificates.standingOf(fingerprint).orElse(CertificateStanding.GOOD);
        if (standing != CertificateStanding.GOOD) {
            return Outcome.stop(
                    "certificate-" + standing.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        var account = certificates.holderOf(fingerprint).flatMap(accounts::find);
        if (account.isEmpty()) {
            return Outcome.stop("certificate-of-no-account");
        }
        var holder = account.get();
        return switch (holder.status()) {
            case ACTIVE ->
                Outcome.advance(known.signedFor(holder.id(), holder.subject().masked()));
            case PENDING -> Outcome.stop("account-pending");
            case FROZEN -> Outcome.stop("account-frozen");
            case LOCKED -> Outcome.stop("account-locked");
            case REFUSED, CLOSED -> Outcome.stop("certificate-of-no-account");
        };
    }
}
