package vn.mocua.portal.registration.simsigning;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Subject.Agency;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Step;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.registration.Registration;

/** Shows what the certificate says, as the guide lists it, and asks for an e-mail address. */
final class ConfirmSigner implements Step<Registration, ConfirmSigner.Form> {

    public record Form(@Nullable EmailAddress email) {}

    /** A note: the page was seen and answered. */
    private static final String CONFIRMED = "sim-confirmed";

    @Override
    public String key() {
        return "confirm";
    }

    @Override
    public String page() {
        return "registration/simsigning/confirm.jte";
    }

    @Override
    public Class<Form> form() {
        return Form.class;
    }

    /** A citizen need not have an e-mail address. */
    @Override
    public Set<String> demands(Registration known) {
        return known.kind() == SubjectKind.BUSINESS ? Set.of("email") : Set.of();
    }

    /** An account to which the proof is added has all that already. */
    @Override
    public boolean isDone(Registration known) {
        return known.raises() != null
                || !known.notes().getOrDefault(CONFIRMED, "").isEmpty();
    }

    /** Another signature is looked at anew. */
    static Registration unconfirmed(Registration known) {
        return known.noting(CONFIRMED, "");
    }

    @Override
    public Map<String, ?> show(Registration known, Visit visit) {
        var signer = ReadSigner.in(known);
        var days = new LinkedHashMap<String, Instant>();
        days.put("sim-signing.valid-from", signer.validFrom());
        days.put("sim-signing.valid-to", signer.validTo());
        return Map.of(
                "facts",
                facts(known),
                "days",
                days,
                "authority",
                signer.authority(),
                "phone",
                Objects.requireNonNull(known.confirmedPhone()).masked());
    }

    @Override
    public Outcome<Registration> submit(Registration known, Form form, Visit visit) {
        if (form.email() == null && demands(known).contains("email")) {
            return Outcome.again("email", "email.missing");
        }
        return Outcome.advance(
                known.reachedAt(known.confirmedPhone(), form.email()).noting(CONFIRMED, "yes"));
    }

    /** Under the keys of their labels, in the order in which the guide lists them; a number as others may see it. */
    private static Map<String, String> facts(Registration known) {
        var facts = new LinkedHashMap<String, String>();
        switch (known.subject()) {
            case Citizen citizen -> {
                facts.put("account.fullName", citizen.fullName().value());
                facts.put("account.nationalId", citizen.nationalId().masked());
            }
            case Business business -> {
                facts.put("sim-signing.business", business.name().value());
                facts.put("account.taxCode", business.taxCode().masked());
            }
            case Agency agency -> throw new IllegalStateException("no agency signs by SIM");
        }
        return facts;
    }
}
