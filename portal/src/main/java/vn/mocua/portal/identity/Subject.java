package vn.mocua.portal.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who an account is for, in the words of the state's own registers. */
public sealed interface Subject {

    /** Every identifier that this subject occupies, the principal one first. */
    List<Identifier> identifiers();

    /**
     * A natural person.
     *
     * @param oldNationalId the number of a former card, only when a source confirmed it
     */
    record Citizen(
            NationalId nationalId,
            @Nullable NationalId oldNationalId,
            FullName fullName,
            @Nullable BirthDate birthDate) implements Subject {

        @Override
        public List<Identifier> identifiers() {
            var principal = new Identifier(Identifier.Kind.NATIONAL_ID, nationalId.value());
            return oldNationalId == null
                    ? List.of(principal)
                    : List.of(principal, new Identifier(Identifier.Kind.NATIONAL_ID, oldNationalId.value()));
        }
    }
}
