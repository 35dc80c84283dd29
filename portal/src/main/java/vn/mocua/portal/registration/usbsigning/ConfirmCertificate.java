package vn.mocua.portal.registration.usbsigning;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.AgencyCode;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject.Agency;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.information.Documents;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Ticked;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.registration.Registration;
import vn.mocua.portal.signing.Holder.StateBody;

/** Shows what the certificate says, as the guide lists it, and asks where the holder is reached, and whether they agree. */
final class ConfirmCertificate implements Step<Registration, ConfirmCertificate.Form> {

    public record Form(
            @Nullable AgencyCode agencyCode,
            @Nullable EmailAddress email,
            @Nullable PhoneNumber phone,
            Ticked consent) {}

    private final Documents documents;

    ConfirmCertificate(Documents documents) {
        this.documents = documents;
    }

    @Override
    public String key() {
        return "confirm";
    }

    @Override
    public String page() {
        return "registration/usbsigning/confirm.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    /** The guide asks a captcha here. */
    @Override
    public boolean forHumansOnly() {
        return true;
    }

    /** A citizen need not have an e-mail address. */
    @Override
    public Set<String> demands(Registration known) {
        return switch (known.kind()) {
            case CITIZEN -> Set.of();
            case BUSINESS -> Set.of("email");
            case AGENCY -> Set.of("agencyCode", "email");
        };
    }

    /** An account to which the proof is added has all that already. */
    @Override
    public boolean isDone(Registration known) {
        return known.isProven() && (known.raises() != null || !known.consents().isEmpty());
    }

    @Override
    public Registration forget(Registration known) {
        var asked = known.consenting(Map.of());
        return known.kind() == SubjectKind.AGENCY ? asked.unproven() : asked;
    }

    @Override
    public Map<String, ?> show(Registration known, Visit visit) {
        var certificate = ReadCertificate.in(known).orElseThrow();
        return Map.of(
                "agency", known.kind() == SubjectKind.AGENCY,
                "facts", facts(known, certificate),
                "days", days(certificate),
                "authority", certificate.authority());
    }

    @Override
    public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
        var reached = known.reachedAt(form.phone(), form.email()).consenting(documents.agreed());
        var certificate = ReadCertificate.in(known).orElseThrow();
        if (certificate.body() == null || form.agencyCode() == null) {
            return Outcome.advance(reached);
        }
        var agency = new Agency(form.agencyCode(), certificate.body().name());
        return Outcome.advance(reached.provenBy(UsbEvidence.of(agency, certificate, visit.now())));
    }

    /** Under the keys of their labels, in the order in which the guide lists them; a person's number as others may see it. */
    private static Map<String, String> facts(Registration known, ReadCertificate certificate) {
        var facts = new LinkedHashMap<String, String>();
        if (certificate.body() instanceof StateBody body) {
            facts.put("usb-signing.agency", body.name().value());
            if (body.budgetCode() != null) {
                facts.put("usb-signing.budget-code", body.budgetCode());
            }
            if (body.taxCode() != null) {
                facts.put("account.taxCode", body.taxCode().value());
            }
            return facts;
        }
        switch (known.subject()) {
            case Citizen citizen -> {
                facts.put("account.fullName", citizen.fullName().value());
                facts.put("account.nationalId", citizen.nationalId().masked());
            }
            case Business business -> {
                facts.put("usb-signing.business", business.name().value());
                facts.put("account.taxCode", business.taxCode().masked());
            }
            case Agency agency -> throw new IllegalStateException("an agency's certificate names a body of the state");
        }
        return facts;
    }

    private static Map<String, Instant> days(ReadCertificate certificate) {
        var days = new LinkedHashMap<String, Instant>();
        days.put("usb-signing.valid-from", certificate.validFrom());
        days.put("usb-signing.valid-to", certificate.validTo());
        return days;
    }
}
