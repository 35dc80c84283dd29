package vn.mocua.portal.login;

import org.springframework.stereotype.Component;
import vn.mocua.portal.account.AccountCertificates;
import vn.mocua.portal.account.Accounts;
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
