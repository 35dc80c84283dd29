package vn.mocua.portal.registration;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.offer.Offer;

/**
 * Three answers of someone who does not know how to register.
 *
 * @param have the methods for which they have what is needed
 * @param highest whether they need the highest level at once
 */
record Advice(SubjectKind kind, Set<String> have, boolean highest) {

    /** The first open method that they can take, one of the highest level when they need it; else the counter. */
    Optional<Offer> among(List<Offer> offers) {
        var open = offers.stream().filter(offer -> offer.isOpenTo(kind)).toList();
        var possible = open.stream().filter(offer -> have.contains(offer.key())).toList();
        return possible.stream()
                .filter(offer -> !highest || offer.level() == Ial.IAL3)
                .findFirst()
                .or(() -> possible.stream().findFirst())
                .or(() -> open.stream()
                        .filter(offer -> offer.key().equals(InPerson.KEY))
                        .findFirst());
    }
}
