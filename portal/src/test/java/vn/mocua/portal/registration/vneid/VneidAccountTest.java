package vn.mocua.portal.registration.vneid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.mocua.portal.federation.ClaimsForTests;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.SubjectKind;
import vn.mocua.portal.journey.Outcome;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.registration.Registration;

/** What VNeID's claims say, to the letter, and what follows from them. */
class VneidAccountTest {

    private static final String PERSON = """
            {"sub":"s","LoaiTaiKhoan":1,"SoDinhDanh":"051090000001","HoVaTen":"Nguyễn Văn An",
             "NgayThangNamSinh":"12/03/1990","GioiTinh":1,"TechID":"t","loAs":"LoA1","IAL":2}""";
    private static final String BUSINESS = PERSON.replace("\"LoaiTaiKhoan\":1", "\"LoaiTaiKhoan\":2")
            .replace("}", ",\"MaSoThue\":\"4300010006\",\"TenDoanhNghiep\":\"Công ty TNHH Gốm Phố Thử\"}");

    private final VneidJudge judge = new VneidJudge(identifier -> "keyed", 14);
    private final Visit visit = new Visit(
            UUID.randomUUID(),
            "/register/vneid",
            Instant.parse("2026-11-26T03:00:00Z"),
            Language.VI,
            "192.0.2.0/24",
            "192.0.2.1",
            null,
            Instant.parse("2026-11-26T03:00:00Z"));

    @Test
    void aPersonIsProvenAtLevelThreeByWhatVneidSaid() {
        var known = advanced(SubjectKind.CITIZEN, PERSON);
        var evidence = known.evidence().getFirst();
        assertThat(evidence.ial()).isEqualTo(Ial.IAL3);
        assertThat(evidence.answers())
                .containsOnlyKeys("LoaiTaiKhoan", "IAL", "loAs", "birthDatePrecision")
                .doesNotContainValue("051090000001");
        assertThat(known.subject().masked()).endsWith("001");
    }

    @Test
    void aBusinessIsProvenByItsRepresentativeWhoIsNamedByAKeyedHashOnly() {
        var known = advanced(SubjectKind.BUSINESS, BUSINESS);
        var evidence = known.evidence().getFirst();
        assertThat(evidence.subject().kind()).isEqualTo(SubjectKind.BUSINESS);
        assertThat(evidence.answers()).containsEntry("representative", "keyed").doesNotContainKey("birthDatePrecision");
        assertThat(evidence.answers().values()).noneMatch(value -> value.contains("An") || value.contains("0510"));
    }

    @Test
    void aYearAloneStaysAYear() {
        assertThat(read(PERSON.replace("12/03/1990", "1957")).person().birthDate())
                .isEqualTo(BirthDate.of("1957"));
    }

    @ParameterizedTest
    @CsvSource({
        "CITIZEN, \"IAL\":2, \"IAL\":1, vneid-level-one",
        "CITIZEN, 12/03/1990, 27/11/2012, vneid-too-young",
        "BUSINESS, \"IAL\":2, \"IAL\":2, vneid-is-citizen",
    })
    void whatIsNotEnoughIsRefusedByItsName(SubjectKind kind, String from, String to, String refusal) {
        assertThat(judge(kind, PERSON.replace(from, to))).isEqualTo(Outcome.stop(refusal));
    }

    @Test
    void anOrganisationIsNoCitizenAndAPersonsNumberNoBusiness() {
        assertThat(judge(SubjectKind.CITIZEN, BUSINESS)).isEqualTo(Outcome.stop("vneid-is-organisation"));
        assertThat(judge(SubjectKind.BUSINESS, BUSINESS.replace("4300010006", "051090000001")))
                .isEqualTo(Outcome.stop("vneid-household"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"LoaiTaiKhoan\":1|\"LoaiTaiKhoan\":\"1\"",
                "\"LoaiTaiKhoan\":1|\"LoaiTaiKhoan\":3",
                "\"LoaiTaiKhoan\":1,|",
                "\"LoaiTaiKhoan\":1|\"LoaiTaiKhoan\":2",
                "\"SoDinhDanh\":\"051090000001\"|\"SoDinhDanh\":51090000001",
                "051090000001|05109000000",
                "051090000001|051 090 000 001",
                "051090000001|212345678",
                "\"HoVaTen\":\"Nguyễn Văn An\",|",
                "Nguyễn Văn An|  ",
                "Nguyễn Văn An|1234",
                "12/03/1990|1990-03-12",
                "12/03/1990|31/02/1990",
                "12/03/1990|03/1990",
                "\"12/03/1990\"|19900312",
                "\"GioiTinh\":1|\"GioiTinh\":\"Nam\"",
                "\"GioiTinh\":1,|",
                "\"IAL\":2|\"IAL\":\"2\"",
                "\"IAL\":2|\"IAL\":2.0",
                "\"IAL\":2|\"IAL\":3",
                "\"IAL\":2|\"IAL\":null",
                ",\"IAL\":2|",
                "\"loAs\":\"LoA1\"|\"loAs\":[\"LoA1\"]",
                "\"loAs\":\"LoA1\"|\"loAs\":\"Nguyễn\"",
            })
    void whatIsMissingOrWrittenOtherwiseIsNonsenseAndNeverGuessed(String change) {
        var parts = change.split("\\|", -1);
        assertThat(PERSON).contains(parts[0]);
        assertThatExceptionOfType(OutsideUnavailable.class)
                .isThrownBy(() -> read(PERSON.replace(parts[0], parts[1])))
                .satisfies(nonsense -> assertThat(nonsense.why()).isEqualTo(OutsideUnavailable.Why.NONSENSE))
                .withMessageNotContaining("051090000001")
                .withMessageNotContaining("An ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4300010007", "", "43000", "4300010006-000"})
    void aBusinessWithoutATaxCodeThatCanBeIsNonsense(String taxCode) {
        assertThatExceptionOfType(OutsideUnavailable.class)
                .isThrownBy(() -> read(BUSINESS.replace("4300010006", taxCode)));
    }

    private Registration advanced(SubjectKind kind, String json) {
        return judge(kind, json) instanceof Outcome.Advance<Registration>(var known)
                ? known
                : Registration.of(SubjectKind.AGENCY);
    }

    private Outcome<Registration> judge(SubjectKind kind, String json) {
        return judge.judge(Registration.of(kind), read(json), visit);
    }

    private static VneidAccount read(String json) {
        return VneidAccount.of(ClaimsForTests.of("vneid", json));
    }
}
