package vn.mocua.portal.registration;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.offer.Offer;
import vn.mocua.portal.offer.Offers;

/** The methods that this portal has, and how each is offered just now. */
@Component
class MethodsOnOffer {

    private final List<RegistrationMethod> methods;
    private final Offers offers;

    MethodsOnOffer(List<RegistrationMethod> methods, Offers offers) {
        this.methods = List.copyOf(methods);
        this.offers = offers;
    }

    /** All that have pages here, closed or not: a journey that was begun may go on. */
    List<RegistrationMethod> all() {
        return methods;
    }

    /** Every way to register, the counter and those that are closed too, in the chooser's order. */
    List<Offer> now() {
        return offers.now();
    }

    /** How it is offered to a kind, open or closed; empty when it is not for that kind. */
    Optional<Offer> find(String key, SubjectKind kind) {
        return now().stream()
                .filter(offer -> offer.key().equals(key) && offer.openTo().contains(kind))
                .findFirst();
    }

    /** By its key; empty for the counter. */
    Optional<RegistrationMethod> method(String key) {
        return methods.stream().filter(method -> method.key().equals(key)).findFirst();
    }
}
