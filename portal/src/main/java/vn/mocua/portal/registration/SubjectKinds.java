package vn.mocua.portal.registration;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import vn.mocua.portal.identity.SubjectKind;

/** The kinds of applicant as forms and addresses name them. */
final class SubjectKinds {

    private SubjectKinds() {}

    static String name(SubjectKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static Optional<SubjectKind> named(String name) {
        return Stream.of(SubjectKind.values())
                .filter(kind -> name(kind).equals(name))
                .findFirst();
    }
}
