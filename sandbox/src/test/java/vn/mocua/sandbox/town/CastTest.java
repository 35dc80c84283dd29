package vn.mocua.sandbox.town;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CastTest {

    private final Cast cast = new Cast(42, 0);

    @Test
    void everyFateHasSomebodyAndOrdinaryPeopleAreThreeAtLeast() {
        assertThat(cast.people()).hasSizeGreaterThanOrEqualTo(18);
        assertThat(cast.people().stream().map(Person::fate)).contains(Fate.values());
        assertThat(cast.people().stream().filter(person -> person.fate() == Fate.ORDINARY))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void nationalIdsArePlausible() {
        var everybody = Stream.concat(cast.people().stream(), cast.make(3000).stream());
        assertThat(everybody).allSatisfy(person -> {
            var id = person.nationalId();
            assertThat(id).matches("[0-9]{12}");
            assertThat(Cast.provinces()).contains(id.substring(0, 3));
            int century = person.birthYear() / 100 - 19;
            assertThat(id.charAt(3) - '0').isIn(2 * century, 2 * century + 1);
            assertThat(id.substring(4, 6)).isEqualTo("%02d".formatted(person.birthYear() % 100));
        });
    }

    @Test
    void sexInTheIdAgreesWithTheName() {
        assertThat(cast.people().stream().filter(person -> person.fullName().contains(" Th\u1ECB ")))
                .allMatch(Person::isFemale);
        assertThat(cast.people().stream().filter(person -> person.fullName().contains(" V\u0103n ")))
                .noneMatch(Person::isFemale);
    }

    @Test
    void phonesAreValidAndNobodySharesAnything() {
        var people = Stream.concat(cast.people().stream(), cast.make(20_000).stream())
                .toList();
        assertThat(people)
                .allMatch(person -> person.phone().matches("^0(3[02-9]|5[125689]|7[06-9]|8[1-9]|9[0-46-9])\\d{7}$"));
        assertThat(new HashSet<>(people.stream().map(Person::phone).toList())).hasSameSizeAs(people);
        assertThat(new HashSet<>(people.stream().map(Person::nationalId).toList()))
                .hasSameSizeAs(people);
        assertThat(new HashSet<>(people.stream().map(Person::email).toList())).hasSameSizeAs(people);
        assertThat(new HashSet<>(people.stream().map(Person::id).toList())).hasSameSizeAs(people);
    }

    @Test
    void valuesAreWrittenAsAPersonTypesThem() {
        assertThat(cast.people()).allSatisfy(person -> {
            assertThat(person.birthDate())
                    .matches(
                            switch (person.fate()) {
                                case YEAR_ONLY -> "[0-9]{4}";
                                case YEAR_MONTH -> "[0-9]{2}/[0-9]{4}";
                                default -> "[0-9]{2}/[0-9]{2}/[0-9]{4}";
                            });
            assertThat(person.phone()).startsWith("0").hasSize(10);
        });
    }

    @Test
    void eachIsFamousForWhatItsFateSays() {
        assertThat(cast.withFate(Fate.LONG_NAME).fullName()).hasSize(60);
        assertThat(cast.withFate(Fate.ONE_WORD).fullName()).doesNotContain(" ");
        assertThat(cast.withFate(Fate.APOSTROPHE).fullName()).contains("'");
        assertThat(cast.withFate(Fate.OLD_CARD).oldNationalId()).matches("[0-9]{9}");
        assertThat(cast.withFate(Fate.REGISTERED).password()).isNotNull();
        assertThat(cast.withFate(Fate.UNKNOWN_NUMBER).operator()).isNull();
        assertThat(cast.withFate(Fate.NO_SMS).line().suspended()).isTrue();
        assertThat(cast.withFate(Fate.LATE_SMS).line().lateSeconds()).isEqualTo(60);
        assertThat(record(Fate.OPERATOR_SILENT).silent()).isTrue();
        assertThat(record(Fate.OPERATOR_UNSURE).missing()).containsExactly("idDocument");
        assertThat(record(Fate.SIM_SWAPPED).simChangedHoursAgo()).isEqualTo(24);
        assertThat(record(Fate.YEAR_ONLY).knowsDayOfBirth()).isFalse();
        assertThat(record(Fate.NOT_THE_OWNER).nationalId())
                .isNotEqualTo(cast.withFate(Fate.NOT_THE_OWNER).nationalId());
        assertThat(record(Fate.TONE_MARKS).fullName())
                .isNotEqualTo(cast.withFate(Fate.TONE_MARKS).fullName());
    }

    @Test
    void onlyTheFateSetsSomebodyApartFromTheRecord() {
        var apart = Arrays.asList(
                Fate.NOT_THE_OWNER, Fate.TONE_MARKS, Fate.APOSTROPHE, Fate.NO_DIACRITICS, Fate.UNKNOWN_NUMBER);
        assertThat(cast.people().stream().filter(person -> !apart.contains(person.fate())))
                .allSatisfy(person -> {
                    var record = Objects.requireNonNull(person.operator());
                    assertThat(record.fullName()).isEqualTo(person.fullName());
                    assertThat(record.nationalId()).isEqualTo(person.nationalId());
                    var typed = Arrays.asList(person.birthDate().split("/"));
                    assertThat(record.birthDate()).isEqualTo(String.join("-", typed.reversed()));
                });
    }

    @Test
    void theCrowdIsTheSameForTheSameSeedAndFoundByItsPhones() {
        var made = cast.make(500);
        assertThat(new Cast(42, 0).make(500)).isEqualTo(made);
        assertThat(new Cast(43, 0).make(500)).isNotEqualTo(made);
        assertThat(made)
                .allSatisfy(person -> assertThat(
                                cast.byPhone(Telephone.of(person.phone()).orElseThrow()))
                        .contains(person));
    }

    @Test
    void aSecondNumberIsRegisteredToItsOwnerAndIsNobodysFirst() {
        var an = cast.find("an").orElseThrow();
        var made = cast.make(20_000);
        var owners = Stream.concat(Stream.of(an), made.stream()).toList();
        var seconds = new HashSet<>(owners.stream().map(Person::secondPhone).toList());
        assertThat(seconds).hasSameSizeAs(owners).doesNotContainNull();
        assertThat(owners).allSatisfy(person -> {
            var second =
                    Telephone.of(Objects.requireNonNull(person.secondPhone())).orElseThrow();
            assertThat(cast.bySecondPhone(second)).contains(person);
            assertThat(cast.byPhone(second)).isEmpty();
            assertThat(cast.subscriber(second)).contains(Objects.requireNonNull(person.operator()));
        });
        var next =
                Objects.requireNonNull(new Cast(42, 20_000).make(1).getFirst().secondPhone());
        assertThat(cast.subscriber(Telephone.of(next).orElseThrow())).isEmpty();
        assertThat(new Cast(42, 0).subscriber(Telephone.of(next).orElseThrow())).isEmpty();
    }

    @Test
    void theCrowdIsFoundByItsIds() {
        assertThat(cast.make(500))
                .allSatisfy(person ->
                        assertThat(cast.byNationalId(person.nationalId())).contains(person));
        var next = new Cast(42, 500).make(1).getFirst();
        assertThat(cast.byNationalId(next.nationalId())).isEmpty();
        assertThat(cast.byNationalId("051090000001").orElseThrow().id()).isEqualTo("an");
        assertThat(cast.byNationalId("051090000000")).isEmpty();
    }

    @Test
    void whoWasNotMadeIsNotThere() {
        var next = new Cast(42, 0).make(1).getFirst();

        assertThat(cast.byPhone(Telephone.of(next.phone()).orElseThrow())).isEmpty();
        assertThat(cast.find(next.id())).isEmpty();
        assertThat(cast.find("nguoi-0")).isEmpty();
    }

    @Test
    void thereIsAnEndToTheCrowd() {
        var full = new Cast(42, Cast.MOST);
        assertThatThrownBy(() -> full.make(1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(full.made()).isEqualTo(Cast.MOST);
    }

    @Test
    void aPhoneNumberIsReadHoweverItIsWritten() {
        var same = Telephone.of("0912000001").orElseThrow();
        assertThat(Stream.of(
                        "+84912000001", "84912000001", " 84912000001", "0084912000001", "0912.000.001", "0912 000 001"))
                .allSatisfy(written -> assertThat(Telephone.of(written)).contains(same));
        assertThat(Stream.of("", "912000001", "0212000001", "+34629255833", "091200000", "09120000012", "0912000001x"))
                .allSatisfy(wrong -> assertThat(Telephone.of(wrong)).isEmpty());
    }

    private Subscriber record(Fate fate) {
        return Objects.requireNonNull(cast.withFate(fate).operator());
    }
}
