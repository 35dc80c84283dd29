package vn.mocua.portal.registration.vneid;

import java.util.LinkedHashMap;
import java.util.Map;
import vn.mocua.portal.identity.Subject.Agency;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.Subject.Citizen;
import vn.mocua.portal.registration.ConfirmVouched;
import vn.mocua.portal.registration.Registration;

/** What is shown of VNeID's word before the person agrees to it. */
final class Vouched {

    /** A note: the name of the person who acts for an organisation, shown once and then forgotten with the draft. */
    static final String REPRESENTATIVE = "vneid-representative";

    private Vouched() {}

    static Map<String, ?> shown(Registration known) {
        return Map.of(
                "facts",
                switch (known.subject()) {
                    case Citizen citizen -> ConfirmVouched.facts(citizen);
                    case Business business -> facts(business, known.notes().getOrDefault(REPRESENTATIVE, ""));
                    case Agency agency -> throw new IllegalStateException("VNeID vouches for no agencies");
                });
    }

    private static Map<String, String> facts(Business business, String representative) {
        var facts = new LinkedHashMap<String, String>();
        facts.put("account.taxCode", business.taxCode().masked());
        facts.put("account.organisationName", business.name().value());
        facts.put("vneid.representative", representative);
        return facts;
    }
}
