package vn.mocua.portal.identity;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who an account is for, in the words of the state's own registers. */
public sealed interface Subject {

    SubjectKind kind();

    /** Every identifier that this subject occupies, the principal one first. */
    List<Identifier> identifiers();

    /** The principal identifier as pages show it; a state body's is public. */
    String masked();

    /**
     * Whether two sources speak of the same subject: they share an identifier, their spellings of the name
     * {@linkplain FullName.Agreement#passes pass}, and birth dates agree as far as both know them.
     */
    boolean agreesWith(Subject other);

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
        public SubjectKind kind() {
            return SubjectKind.CITIZEN;
        }

        @Override
        public List<Identifier> identifiers() {
            var principal = Identifier.of(nationalId);
            return oldNationalId == null || oldNationalId.equals(nationalId)
                    ? List.of(principal)
                    : List.of(principal, Identifier.of(oldNationalId));
        }

        @Override
        public String masked() {
            return nationalId.masked();
        }

        @Override
        public boolean agreesWith(Subject other) {
            return other instanceof Citizen citizen
                    && !Collections.disjoint(identifiers(), citizen.identifiers())
                    && fullName.compare(citizen.fullName).passes()
                    && (birthDate == null || citizen.birthDate == null || birthDate.agreesWith(citizen.birthDate));
        }

        /**
         * Whether one person, reached at one phone, is spoken of by two cards: all numbers of the one have 9 digits and
         * all of the other 12, the names pass, and both birth dates are known and agree. Who has two numbers of one
         * length is two people; nothing follows from what is not known.
         */
        public boolean holdsOtherCardOf(Citizen other) {
            return Collections.disjoint(lengths(), other.lengths())
                    && fullName.compare(other.fullName).passes()
                    && birthDate != null
                    && other.birthDate != null
                    && birthDate.agreesWith(other.birthDate);
        }

        private List<Integer> lengths() {
            return identifiers().stream().map(each -> each.value().length()).toList();
        }
    }

    /** A business or one of its branches. */
    record Business(TaxCode taxCode, OrganisationName name) implements Subject {

        @Override
        public SubjectKind kind() {
            return SubjectKind.BUSINESS;
        }

        @Override
        public List<Identifier> identifiers() {
            return List.of(Identifier.of(taxCode));
        }

        @Override
        public String masked() {
            return taxCode.masked();
        }

        @Override
        public boolean agreesWith(Subject other) {
            return other instanceof Business business
                    && taxCode.equals(business.taxCode)
                    && name.agreesWith(business.name);
        }
    }

    /** A state body. */
    record Agency(AgencyCode agencyCode, OrganisationName name) implements Subject {

        @Override
        public SubjectKind kind() {
            return SubjectKind.AGENCY;
        }

        @Override
        public List<Identifier> identifiers() {
            return List.of(Identifier.of(agencyCode));
        }

        @Override
        public String masked() {
            return agencyCode.value();
        }

        @Override
        public boolean agreesWith(Subject other) {
            return other instanceof Agency agency
                    && agencyCode.equals(agency.agencyCode)
                    && name.agreesWith(agency.name);
        }
    }
}
