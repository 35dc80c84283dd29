package vn.mocua.portal.registration;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Journey;
import vn.mocua.portal.journey.OtherWays;
import vn.mocua.portal.offer.Offer;

/** Which other methods are open to someone whose registration stops; for who raises a level, their account's page tells. */
@Component
class RegistrationWays implements OtherWays {

    private final MethodsOnOffer methods;

    RegistrationWays(MethodsOnOffer methods) {
        this.methods = methods;
    }

    @Override
    public Optional<List<Way>> besides(Journey<?> journey, @Nullable Object known) {
        // Who adds to an account chooses another way on the page where they chose this one.
        if (!(known instanceof Registration registration) || registration.raises() != null) {
            return Optional.empty();
        }
        var kind = registration.kind();
        return Optional.of(methods.now().stream()
                .filter(offer -> offer.isOpenTo(kind) && !journey.path().equals("/register/" + offer.key()))
                .map(offer -> new Way(offer.key(), address(offer, kind)))
                .toList());
    }

    /** Where an offer is taken: the counter where it is, any other on the chooser. */
    static String address(Offer offer, SubjectKind kind) {
        return offer.key().equals(InPerson.KEY)
                ? InPerson.PAGE
                : "/register?kind=" + SubjectKinds.name(kind) + "&method=" + offer.key();
    }
}
