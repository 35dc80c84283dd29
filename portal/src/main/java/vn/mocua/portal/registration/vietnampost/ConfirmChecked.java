package vn.mocua.portal.registration.vietnampost;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Sex;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.information.Documents;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Ticked;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.registration.Registration;

/** Shows what the post has checked, and asks where the person is reached, and whether they agree. */
final class ConfirmChecked implements Step<Registration, ConfirmChecked.Form> {

    public record Form(PhoneNumber phone, @Nullable EmailAddress email, Ticked consent) {}

    private final Documents documents;

    ConfirmChecked(Documents documents) {
        this.documents = documents;
    }

    @Override
    public String key() {
        return "confirm";
    }

    @Override
    public String page() {
        return "registration/vietnampost/confirm.jte";
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
        var notes = CheckedNotes.of(known);
        return Map.of(
                "facts",
                facts((Citizen) known.subject(), notes),
                "isFemale",
                notes.sex() == Sex.FEMALE,
                "office",
                notes.check().office(),
                "checkedAt",
                notes.check().at(),
                "phoneThere",
                notes.phone().national());
    }

    @Override
    public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
        return Outcome.advance(known.reachedAt(form.phone(), form.email()).consenting(documents.agreed()));
    }

    /** Under the keys of their labels, in the order in which they are read; the number as others may see it. */
    private static Map<String, String> facts(Citizen citizen, CheckedNotes notes) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("account.nationalId", citizen.nationalId().masked());
        facts.put("account.fullName", citizen.fullName().value());
        if (citizen.birthDate() != null) {
            facts.put("account.birthDate", citizen.birthDate().value());
        }
        facts.put("vietnam-post.address", notes.address());
        return facts;
    }
}
