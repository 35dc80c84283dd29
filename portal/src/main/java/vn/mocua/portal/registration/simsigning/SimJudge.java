package vn.mocua.portal.registration.simsigning;

import static vn.mocua.portal.account.AccountCertificate.AUTHORITY;
import static vn.mocua.portal.account.AccountCertificate.FINGERPRINT;
import static vn.mocua.portal.account.AccountCertificate.VALID_FROM;
import static vn.mocua.portal.account.AccountCertificate.VALID_TO;

import java.util.Locale;
import java.util.Map;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.signing.Holder.Organisation;
import vn.mocua.portal.signing.Holder.Person;
import vn.mocua.portal.signing.sim.SimMeans;
import vn.mocua.portal.signing.sim.SimMeans.Signer;

/**
 * What follows from a signature: it proves the person, or the business, whom the certificate names, and that the phone is
 * in the hands of whoever knows the SIM's PIN.
 */
record SimJudge() implements SimMeans.Judge<Registration> {

    private static final String SOURCE = "certificate";

    @Override
    public Outcome<Registration> judge(Registration known, Signer signer, Visit visit) {
        return switch (signer.certificate().holder()) {
            case Person person
            when known.kind() == SubjectKind.CITIZEN ->
                proven(known, new Citizen(person.nationalId(), null, person.name(), null), signer, visit);
            case Organisation organisation
            when known.kind() == SubjectKind.BUSINESS ->
                proven(known, new Business(organisation.taxCode(), organisation.name()), signer, visit);
            default -> Outcome.stop("certificate-not-for-" + known.kind().name().toLowerCase(Locale.ROOT));
        };
    }

    private static Outcome<Registration> proven(Registration known, Subject subject, Signer signer, Visit visit) {
        var certificate = signer.certificate();
        var read = ReadSigner.of(certificate);
        var evidence = new Evidence(
                subject,
                Strength.KEY_PROVEN,
                SimSigning.KEY,
                SOURCE,
                Ial.IAL3,
                Map.of(
                        "proof",
                        signer.proof().toString(),
                        FINGERPRINT,
                        certificate.fingerprint(),
                        AUTHORITY,
                        read.authority(),
                        VALID_FROM,
                        certificate.validFrom().toString(),
                        VALID_TO,
                        certificate.validTo().toString()),
                visit.now());
        return Outcome.advance(read.notedIn(known.provenBy(evidence)
                .reachedAt(signer.phone(), known.email())
                .withPhoneConfirmed()));
    }
}
