package vn.mocua.portal.registration.socialinsurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject.Citizen;

/** The tables of docs/protocols/social-insurance.md. */
class ClaimTest {

    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final String CARD = "049169000011";
    private static final String OTHER_CARD = "049169000012";
    private static final String OLD = "205000011";
    private static final String OTHER_OLD = "205000012";
    private static final String PHONE = "0914000011";

    @Test
    void evidenceNamesThePersonAsTheAgencyDoesAndHoldsNothingPersonalBesides() {
        var record = record(CARD, null, "Vũ Thuý Hoà", "1992", PHONE);
        var evidence = claim(CARD, null, "vũ thúy hòa", "04/07/1992", PHONE, false)
                .provenBy(record, NOW)
                .orElseThrow();

        assertThat(evidence.subject())
                .isEqualTo(new Citizen(NationalId.of(CARD), null, record.fullName(), record.birthDate()));
        assertThat(evidence.strength()).isEqualTo(Strength.RECORD_MATCHED);
        assertThat(evidence.ial()).isEqualTo(Ial.IAL2);
        assertThat(evidence.method()).isEqualTo("social-insurance");
        assertThat(evidence.source()).isEqualTo("insurance");
        assertThat(evidence.obtainedAt()).isEqualTo(NOW);
        assertThat(evidence.answers())
                .isEqualTo(Map.of(
                        "nationalId", "true",
                        "fullName", "EQUIVALENT",
                        "birthDate", "true",
                        "birthDatePrecision", "YEAR",
                        "phone", "on_record",
                        "correlation", "c-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "Dương Thị Lan, DƯƠNG  THỊ LAN, true",
        "Vũ Thúy Hòa, Vũ Thuý Hoà, true",
        "Đinh Văn Ba, Ðinh Văn Ba, true",
        "Duong Thi Lan, Dương Thị Lan, false",
        "Nguyễn Khánh Vy, Nguyễn Khánh Vi, false",
        "Lan Dương Thị, Dương Thị Lan, false",
        "Dương Thị Lam, Dương Thị Lan, false"
    })
    void nearIsNotEnough(String typed, String onRecord, boolean matches) {
        assertThat(claim(CARD, null, typed, "19/02/1969", PHONE, true)
                        .provenBy(record(CARD, null, onRecord, "19/02/1969", PHONE), NOW)
                        .isPresent())
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "19/02/1969, 19/02/1969, DAY",
        "19/02/1969, 02/1969, MONTH",
        "1969, 02/1969, YEAR",
        "02/1969, 1969, YEAR",
        "19/02/1969, 20/02/1969, ",
        "19/02/1969, 03/1969, ",
        "1970, 1969, "
    })
    void birthDatesAgreeAsFarAsBothAreKnown(String typed, String onRecord, @Nullable String precision) {
        var evidence = claim(CARD, null, "Dương Thị Lan", typed, PHONE, true)
                .provenBy(record(CARD, null, "Dương Thị Lan", onRecord, PHONE), NOW);

        assertThat(evidence.map(each -> each.answers().get("birthDatePrecision"))
                        .orElse(null))
                .isEqualTo(precision);
    }

    @ParameterizedTest
    @CsvSource({
        "0914000011, false, on_record",
        "0914000011, true, on_record",
        "0915000022, true, operator",
        "0915000022, false, ",
        ", true, operator",
        ", false, "
    })
    void thePhoneIsTheOneOnRecordOrThePersons(@Nullable String onRecord, boolean owned, @Nullable String word) {
        var evidence = claim(CARD, null, "Dương Thị Lan", "1969", PHONE, owned)
                .provenBy(record(CARD, null, "Dương Thị Lan", "1969", onRecord), NOW);

        assertThat(evidence.map(each -> each.answers().get("phone")).orElse(null))
                .isEqualTo(word);
    }

    /** Which numbers the account is keyed by: typed, on record, and a phone that is on record or only the person's. */
    @ParameterizedTest
    @CsvSource({
        // typed, typed old card, on record, old card on record, phone on record, keyed by
        CARD + ",," + CARD + ",,true," + CARD,
        CARD + ",," + CARD + "," + OLD + ",true," + CARD + " " + OLD,
        OLD + ",," + CARD + "," + OLD + ",true," + CARD + " " + OLD,
        OLD + ",,," + OLD + ",true," + OLD,
        OLD + ",,," + OLD + ",false," + OLD,
        CARD + ",," + OTHER_CARD + ",,true,",
        CARD + ",," + OTHER_CARD + "," + OLD + ",true,",
        CARD + "," + OLD + "," + OTHER_CARD + "," + OLD + ",true,",
        CARD + ",,,,true,",
        OLD + ",," + CARD + ",,true,",
        OLD + ",,," + OTHER_OLD + ",true,",
        // The agency has the old card only.
        CARD + ",,," + OLD + ",true," + CARD + " " + OLD,
        CARD + "," + OLD + ",," + OLD + ",false," + CARD + " " + OLD,
        CARD + ",,," + OLD + ",false,",
        CARD + "," + OTHER_OLD + ",," + OLD + ",false,",
        // What the person typed besides is kept only if the operator confirmed it, which it did here.
        CARD + "," + OLD + "," + CARD + ",,true," + CARD + " " + OLD
    })
    void theAccountIsKeyedByWhatASourceStates(
            String typed,
            @Nullable String typedOld,
            @Nullable String onRecord,
            @Nullable String oldOnRecord,
            boolean phoneOnRecord,
            @Nullable String keys) {
        var evidence = claim(typed, typedOld, "Dương Thị Lan", "19/02/1969", PHONE, true)
                .provenBy(
                        record(
                                onRecord,
                                oldOnRecord,
                                "Dương Thị Lan",
                                "19/02/1969",
                                phoneOnRecord ? PHONE : "0915000022"),
                        NOW);

        assertThat(evidence.map(each -> String.join(
                                " ",
                                each.subject().identifiers().stream()
                                        .map(key -> key.value())
                                        .toList()))
                        .orElse(null))
                .isEqualTo(keys);
    }

    @Test
    void withoutTheOperatorsWordOrTheDayOfBirthAnOldCardIsNotTheNewOne() {
        var record = record(null, OLD, "Dương Thị Lan", "19/02/1969", PHONE);

        assertThat(claim(CARD, OLD, "Dương Thị Lan", "19/02/1969", PHONE, false).provenBy(record, NOW))
                .isEmpty();
        assertThat(claim(CARD, OLD, "Dương Thị Lan", "1969", PHONE, true).provenBy(record, NOW))
                .isEmpty();
    }

    private static Claim claim(
            String card, @Nullable String old, String name, String birthDate, String phone, boolean owned) {
        var citizen = new Citizen(
                NationalId.of(card),
                old == null ? null : NationalId.of(old),
                FullName.of(name),
                BirthDate.of(birthDate));
        return new Claim(citizen, PhoneNumber.of(phone), owned ? citizen : null);
    }

    private static InsuranceRecord record(
            @Nullable String card, @Nullable String old, String name, String birthDate, @Nullable String phone) {
        return new InsuranceRecord(
                card == null ? null : NationalId.of(card),
                old == null ? null : NationalId.of(old),
                FullName.of(name),
                BirthDate.of(birthDate),
                phone == null ? null : PhoneNumber.of(phone),
                "c-1");
    }
}
