package vn.mocua.portal.registration.vneid;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.identity.Subject.Agency;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.information.Documents;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Ticked;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.registration.Registration;

/** Shows what VNeID told us, and asks where the person is reached, and whether they agree. */
final class ConfirmVouched implements Step<Registration, ConfirmVouched.Form> {

    public record Form(PhoneNumber phone, @Nullable EmailAddress email, Ticked consent) {}

    /** A note: the name of the person who acts for an organisation, shown here and then forgotten with the draft. */
    static final String REPRESENTATIVE = "vneid-representative";

    private final Documents documents;

    ConfirmVouched(Documents documents) {
        this.documents = documents;
    }

    @Override
    public String key() {
        return "confirm";
    }

    @Override
    public String page() {
        return "registration/vneid/confirm.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    /** The message that follows costs money. */
    @Override
    public boolean forHumansOnly() {
        return true;
    }

    /** An account to which the proof is added has all that already. */
    @Override
    public boolean isDone(Registration known) {
        return known.raises() != null
                || (known.phone() != null && !known.consents().isEmpty());
    }

    @Override
    public Registration forget(Registration known) {
        return known.consenting(Map.of());
    }

    @Override
    public Map<String, ?> show(Registration known, Visit visit) {
        return Map.of("facts", facts(known.subject(), known.notes().getOrDefault(REPRESENTATIVE, "")));
    }

    @Override
    public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
        return Outcome.advance(known.reachedAt(form.phone(), form.email()).consenting(documents.agreed()));
    }

    /** Under the keys of their labels, in the order in which they are read; the number as others may see it. */
    private static Map<String, String> facts(Subject subject, String representative) {
        var facts = new LinkedHashMap<String, String>();
        switch (subject) {
            case Citizen(var nationalId, var old, var fullName, var birthDate) -> {
                facts.put("account.nationalId", nationalId.masked());
                facts.put("account.fullName", fullName.value());
                if (birthDate != null) {
                    facts.put("account.birthDate", birthDate.value());
                }
            }
            case Business(var taxCode, var name) -> {
                facts.put("account.taxCode", taxCode.masked());
                facts.put("account.organisationName", name.value());
                facts.put("vneid.representative", representative);
            }
            case Agency agency -> throw new IllegalStateException("VNeID vouches for no agencies");
        }
        return facts;
    }
}
