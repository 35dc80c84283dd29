package vn.mocua.portal.registration.vietnampost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.mocua.portal.federation.ClaimsForTests;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.Sex;
import vn.mocua.portal.outside.OutsideUnavailable;
import vn.mocua.portal.registration.vietnampost.PostIdWord.Checked;
import vn.mocua.portal.registration.vietnampost.PostIdWord.NotChecked;

/** What of PostID's word is believed. */
class PostIdWordTest {

    /** Beside the checked claims stands what the account's owner typed, and it is another person's. */
    private static final String WORD = """
            {"sub":"1","name":"Lý Khác","birthdate":"2000-01-01","gender":"female","national_id":"079200000999",
             "phone_number":"+84999999999","address":{"formatted":"Nơi khác"},"email":"ai@example.vn",
             "verified_claims":{
              "verification":{"trust_framework":"vn_postid","assurance_level":"2","time":"2025-05-06T07:08:09Z",
               "evidence":[{"type":"document","check_details":[
                {"check_method":"vpip","organization":"Bưu cục Quảng Ngãi","time":"2025-05-06T07:08:09Z"}]}]},
              "claims":{"name":"Nguyễn Văn An","birthdate":"1990-03-12","gender":"male","national_id":"051090000001",
               "phone_number":"+84912000001","address":{"formatted":"7 Trần Hưng Đạo"}}}}
            """;

    @Test
    void onlyWhatAClerkCheckedIsTaken() {
        var checked = (Checked) read(WORD);
        assertThat(checked.person().fullName().value()).isEqualTo("Nguyễn Văn An");
        assertThat(checked.person().nationalId().value()).isEqualTo("051090000001");
        assertThat(checked.person().birthDate()).isEqualTo(BirthDate.of("12/03/1990"));
        assertThat(checked.sex()).isEqualTo(Sex.MALE);
        assertThat(checked.phone().national()).isEqualTo("0912000001");
        assertThat(checked.address()).isEqualTo("7 Trần Hưng Đạo");
        assertThat(checked.check().office()).isEqualTo("Bưu cục Quảng Ngãi");
        assertThat(checked.check().at()).isEqualTo(Instant.parse("2025-05-06T07:08:09Z"));
        assertThat(checked.toString()).doesNotContain("An", "051090000001");
    }

    @Test
    void aYearAloneIsABirthDate() {
        var checked = (Checked) read(WORD.replace("1990-03-12", "1990"));
        assertThat(checked.person().birthDate()).isEqualTo(BirthDate.of("1990"));
    }

    @ParameterizedTest
    @CsvSource({"\"vn_postid\", \"eidas\"", "\"assurance_level\":\"2\", \"assurance_level\":\"1\""})
    void otherRulesAndLevelsAreNoCheck(String part, String instead) {
        assertThat(read(replaced(part, instead))).isInstanceOf(NotChecked.class);
    }

    @Test
    void withoutVerifiedClaimsNobodyWasSeen() {
        assertThat(read("{\"sub\":\"1\",\"name\":\"Lý Khác\",\"national_id\":\"079200000999\"}"))
                .isInstanceOf(NotChecked.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"national_id\":\"051090000001\"",
                "\"name\":\"Nguyễn Văn An\"",
                "\"birthdate\":\"1990-03-12\"",
                "\"gender\":\"male\"",
                "\"phone_number\":\"+84912000001\"",
                "\"address\":{\"formatted\":\"7 Trần Hưng Đạo\"}",
                "\"trust_framework\":\"vn_postid\"",
                "\"assurance_level\":\"2\"",
                "\"organization\":\"Bưu cục Quảng Ngãi\"",
                "\"check_method\":\"vpip\"",
                "\"type\":\"document\""
            })
    void whatIsMissingFromTheCheckIsNotTakenFromBesideIt(String part) {
        assertThatThrownBy(() -> read(replaced(part, "\"other\":true"))).isInstanceOf(OutsideUnavailable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "051090000001 | 05109000000A",
                "051090000001 | 051090001",
                "1990-03-12 | 12/03/1990",
                "1990-03-12 | 1990-02-30",
                "\"gender\":\"male\" | \"gender\":\"Nam\"",
                "+84912000001 | 0912000001",
                "\"time\":\"2025-05-06T07:08:09Z\",\"evidence\" | \"time\":\"hom qua\",\"evidence\"",
                "Nguyễn Văn An | <b>An</b>",
                "Bưu cục Quảng Ngãi | <i>"
            })
    void whatIsNoValueIsNonsenseAndNotRepeated(String part, String instead) {
        var broken = WORD.replaceAll("\\s*\\n\\s*", "").replace(part, instead);
        assertThat(broken).contains(instead);
        assertThatThrownBy(() -> read(broken))
                .isInstanceOf(OutsideUnavailable.class)
                .message()
                .doesNotContain("An", "0510900");
    }

    private static String replaced(String part, String instead) {
        var checked = WORD.indexOf("verified_claims");
        assertThat(WORD.indexOf(part, checked)).as(part).isPositive();
        return WORD.substring(0, checked)
                + WORD.substring(checked).replaceFirst(java.util.regex.Pattern.quote(part), instead);
    }

    private static PostIdWord read(String json) {
        return PostIdWord.of(ClaimsForTests.of("postid", json));
    }
}
