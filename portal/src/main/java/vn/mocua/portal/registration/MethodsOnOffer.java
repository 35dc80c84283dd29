package vn.mocua.portal.registration;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import vn.mocua.portal.identity.SubjectKind;

/** The methods that this portal has, in the order of their levels and keys. */
@Component
class MethodsOnOffer {

    private final List<RegistrationMethod> methods;

    MethodsOnOffer(List<RegistrationMethod> methods) {
        this.methods = methods.stream()
                .sorted(Comparator.comparing(RegistrationMethod::level).thenComparing(RegistrationMethod::key))
                .toList();
    }

    List<RegistrationMethod> all() {
        return methods;
    }

    Optional<RegistrationMethod> find(String key, SubjectKind kind) {
        return methods.stream()
                .filter(method -> method.key().equals(key) && method.openTo().contains(kind))
                .findFirst();
    }
}
