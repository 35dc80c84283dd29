package vn.mocua.portal.registration;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.information.Documents;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Ticked;
import vn.mocua.portal.journey.Visit;

/**
 * Shows what somebody else vouched for, and asks where the person is reached, and whether they agree. Who adds the proof
 * to an account is not asked: it has all that already.
 *
 * @param page the method's own
 * @param shown what that page tells of the person
 */
public record ConfirmVouched(String page, Function<Registration, Map<String, ?>> shown, Documents documents)
        implements Step<Registration, ConfirmVouched.Form> {

    public record Form(PhoneNumber phone, @Nullable EmailAddress email, Ticked consent) {}

    @Override
    public String key() {
        return "confirm";
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

    @Override
    public boolean isDone(Registration known) {
        return known.phone() != null && !known.consents().isEmpty();
    }

    @Override
    public Registration forget(Registration known) {
        return known.consenting(Map.of());
    }

    @Override
    public Map<String, ?> show(Registration known, Visit visit) {
        return shown.apply(known);
    }

    @Override
    public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
        return Outcome.advance(known.reachedAt(form.phone(), form.email()).consenting(documents.agreed()));
    }

    /** Of a person, under the keys of the labels, in the order in which they are read; the number as others may see it. */
    public static Map<String, String> facts(Citizen citizen) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("account.nationalId", citizen.nationalId().masked());
        facts.put("account.fullName", citizen.fullName().value());
        if (citizen.birthDate() != null) {
            facts.put("account.birthDate", citizen.birthDate().value());
        }
        return facts;
    }
}
