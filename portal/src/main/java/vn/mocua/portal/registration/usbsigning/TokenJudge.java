package vn.mocua.portal.registration.usbsigning;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.Subject.Agency;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.signing.Holder.Organisation;
import vn.mocua.portal.signing.Holder.Person;
import vn.mocua.portal.signing.Holder.StateBody;
import vn.mocua.portal.signing.SignedAnswers.Answer.Proved;
import vn.mocua.portal.signing.TokenMeans;

/**
 * What follows from a signature: it proves the person, or the business, whom the certificate names. A certificate of the
 * government's authority does not say an agency's code, so that of an agency proves it once the code was typed.
 */
record TokenJudge(Accounts accounts) implements TokenMeans.Judge<Registration> {

    @Override
    public Outcome<Registration> judge(Registration known, Proved proved, Visit visit) {
        var certificate = ReadCertificate.of(proved);
        var read = certificate.notedIn(known);
        return switch (proved.certificate().holder()) {
            case Person person
            when known.kind() == SubjectKind.CITIZEN ->
                proven(read, new Citizen(person.nationalId(), null, person.name(), null), certificate, visit);
            case Organisation organisation
            when known.kind() == SubjectKind.BUSINESS ->
                proven(read, new Business(organisation.taxCode(), organisation.name()), certificate, visit);
            case StateBody body
            when known.kind() == SubjectKind.AGENCY ->
                accountOf(known) instanceof Agency agency
                        ? proven(read, new Agency(agency.agencyCode(), body.name()), certificate, visit)
                        : Outcome.advance(read);
            default -> Outcome.stop("certificate-not-for-" + known.kind().name().toLowerCase(Locale.ROOT));
        };
    }

    private static Outcome<Registration> proven(
            Registration known, Subject subject, ReadCertificate certificate, Visit visit) {
        return Outcome.advance(known.provenBy(UsbEvidence.of(subject, certificate, visit.now())));
    }

    /** To whose account the proof is to be added; null when one is to be opened. */
    private @Nullable Subject accountOf(Registration known) {
        return known.raises() == null
                ? null
                : accounts.find(known.raises()).map(Account::subject).orElse(null);
    }
}
