package vn.mocua.portal.recovery;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.AccountCertificates;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.signing.CheckedCertificate;
import vn.mocua.portal.signing.Holder;

/**
 * Whether a signature proves somebody to be the holder of the account: by a certificate that the account knows, or by
 * another valid one of the same holder. Good at every level. Every no is the same refusal.
 */
@Component
class SignatureJudge {

    private final Accounts accounts;
    private final AccountCertificates certificates;
    private final RecoveryEnd end;

    SignatureJudge(Accounts accounts, AccountCertificates certificates, RecoveryEnd end) {
        this.accounts = accounts;
        this.certificates = certificates;
        this.end = end;
    }

    Outcome<Recovering> judge(Recovering known, CheckedCertificate certificate) {
        return end.meant(known)
                .filter(account -> isTheirs(account, certificate))
                .map(account -> Outcome.advance(known.provenAs(account.id(), "certificate", account.phone() != null)))
                .orElseGet(() -> Outcome.stop(RecoveryEnd.NOT_PROVEN));
    }

    private boolean isTheirs(Account account, CheckedCertificate certificate) {
        var holder = certificates.holderOf(certificate.fingerprint());
        return holder.isPresent() ? holder.get().equals(account.id()) : isNamed(account, certificate.holder());
    }

    private boolean isNamed(Account account, Holder holder) {
        return switch (holder) {
            case Holder.Person person ->
                account.subject() instanceof Citizen citizen
                        && isHeld(account, Identifier.of(person.nationalId()))
                        && citizen.fullName().compare(person.name()).passes();
            case Holder.Organisation organisation ->
                account.subject() instanceof Business && isHeld(account, Identifier.of(organisation.taxCode()));
            // It does not say the agency's code: only a certificate that the account knows will do.
            case Holder.StateBody body -> false;
        };
    }

    private boolean isHeld(Account account, Identifier named) {
        return accounts.holderOf(List.of(named)).equals(Optional.of(account.id()));
    }
}
