package vn.mocua.portal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.identity.Subject.Agency;
import vn.mocua.portal.identity.Subject.Business;
import vn.mocua.portal.identity.Subject.Citizen;

class SubjectTest {

    private static final NationalId CARD = NationalId.of("051187004567");
    private static final NationalId OLD_CARD = NationalId.of("212345678");
    private static final Citizen HOA =
            new Citizen(CARD, null, FullName.of("Nguyễn Thị Hòa"), BirthDate.of("05/09/1987"));

    @Test
    void aCitizenWithTwoCardsOccupiesBothNumbers() {
        var both = new Citizen(CARD, OLD_CARD, HOA.fullName(), null);

        assertThat(both.identifiers()).containsExactly(Identifier.of(CARD), Identifier.of(OLD_CARD));
        assertThat(HOA.identifiers()).containsExactly(Identifier.of(CARD));
        assertThat(new Citizen(CARD, CARD, HOA.fullName(), null).identifiers()).hasSize(1);
    }

    @Test
    void twoSourcesSpeakOfOneCitizenWhenANumberTheNameAndTheDatesAgree() {
        assertThat(HOA.agreesWith(new Citizen(CARD, null, FullName.of("NGUYỄN THỊ HOÀ"), BirthDate.of("1987"))))
                .isTrue();
        assertThat(HOA.agreesWith(new Citizen(CARD, OLD_CARD, HOA.fullName(), null)))
                .isTrue();
        assertThat(new Citizen(OLD_CARD, null, HOA.fullName(), null)
                        .agreesWith(new Citizen(CARD, OLD_CARD, HOA.fullName(), HOA.birthDate())))
                .isTrue();
    }

    @Test
    void anyOtherDifferenceIsADifference() {
        assertThat(HOA.agreesWith(new Citizen(OLD_CARD, null, HOA.fullName(), HOA.birthDate())))
                .isFalse();
        assertThat(HOA.agreesWith(new Citizen(CARD, null, FullName.of("Nguyen Thi Hoa"), HOA.birthDate())))
                .isFalse();
        assertThat(HOA.agreesWith(new Citizen(CARD, null, HOA.fullName(), BirthDate.of("06/09/1987"))))
                .isFalse();
        assertThat(HOA.agreesWith(new Business(TaxCode.of(CARD.value()), OrganisationName.of("Nguyễn Thị Hòa"))))
                .isFalse();
    }

    @Test
    void twoCardsAreOnePersonsWhenTheNamePassesAndBothDatesAreKnownAndAgree() {
        var old = new Citizen(OLD_CARD, null, FullName.of("NGUYỄN THỊ HOÀ"), BirthDate.of("1987"));
        assertThat(HOA.holdsOtherCardOf(old)).isTrue();
        assertThat(old.holdsOtherCardOf(HOA)).isTrue();

        for (var other : List.of(
                new Citizen(OLD_CARD, null, HOA.fullName(), BirthDate.of("06/09/1987")),
                new Citizen(OLD_CARD, null, HOA.fullName(), null),
                new Citizen(OLD_CARD, null, FullName.of("Nguyen Thi Hoa"), HOA.birthDate()),
                new Citizen(NationalId.of("051187004568"), null, HOA.fullName(), HOA.birthDate()),
                new Citizen(NationalId.of("051187004568"), OLD_CARD, HOA.fullName(), HOA.birthDate()))) {
            assertThat(HOA.holdsOtherCardOf(other)).isFalse();
            assertThat(other.holdsOtherCardOf(HOA)).isFalse();
        }
        var withAlias = new Citizen(CARD, OLD_CARD, HOA.fullName(), HOA.birthDate());
        assertThat(withAlias.holdsOtherCardOf(
                        new Citizen(NationalId.of("212345679"), null, HOA.fullName(), HOA.birthDate())))
                .as("its old number is known and is another")
                .isFalse();
    }

    @Test
    void businessesAndAgenciesAgreeByCodeAndName() {
        var business =
                new Business(TaxCode.of("4398765434"), OrganisationName.of("Công ty TNHH “Hòa Bình” - Chi nhánh"));
        var agency = new Agency(AgencyCode.of("000.00.12.H48"), OrganisationName.of("Sở Tư pháp"));

        assertThat(business.agreesWith(new Business(
                        TaxCode.of("4398765434"), OrganisationName.of("CÔNG TY TNHH \"HOÀ BÌNH\" CHI NHÁNH"))))
                .isTrue();
        assertThat(business.agreesWith(new Business(TaxCode.of("4398765434-001"), business.name())))
                .isFalse();
        assertThat(business.agreesWith(new Business(business.taxCode(), OrganisationName.of("Công ty TNHH Hoa Binh"))))
                .isFalse();
        assertThat(agency.agreesWith(new Agency(AgencyCode.of("H48.12"), OrganisationName.of("SỞ TƯ PHÁP"))))
                .isTrue();
        assertThat(agency.identifiers()).containsExactly(new Identifier(Identifier.Kind.AGENCY_CODE, "H48.12"));
        assertThat(business.identifiers()).containsExactly(new Identifier(Identifier.Kind.TAX_CODE, "4398765434"));
        assertThat(List.of(HOA.kind(), business.kind(), agency.kind())).containsExactly(SubjectKind.values());
    }

    @Test
    void moreEvidenceNeverLowersTheLevelAndLessNeverRaisesIt() {
        var seed = System.nanoTime();
        var random = new Random(seed);
        var evidence = new ArrayList<Evidence>();
        assertThat(Ial.from(evidence)).isEqualTo(Ial.IAL1);
        for (int n = 0; n < 500; n++) {
            var strength = Strength.values()[random.nextInt(Strength.values().length)];
            var ial = Ial.values()[random.nextInt(strength.atMost().ordinal() + 1)];
            var before = Ial.from(evidence);
            var added = new Evidence(HOA, strength, "mobile-subscriber", "operator", ial, Map.of(), Instant.EPOCH);
            evidence.add(added);
            assertThat(Ial.from(evidence))
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(before)
                    .isGreaterThanOrEqualTo(ial);
            if (random.nextInt(3) > 0) {
                evidence.remove(random.nextInt(evidence.size()));
                assertThat(Ial.from(evidence)).as("seed %d", seed).isLessThanOrEqualTo(max(before, ial));
            }
        }
    }

    @Test
    void evidenceCarriesNoMoreThanItsStrength() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Evidence(
                        HOA,
                        Strength.RECORD_MATCHED,
                        "mobile-subscriber",
                        "operator",
                        Ial.IAL3,
                        Map.of(),
                        Instant.EPOCH));
    }

    private static Ial max(Ial one, Ial other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
