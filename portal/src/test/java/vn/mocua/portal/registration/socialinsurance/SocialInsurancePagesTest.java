package vn.mocua.portal.registration.socialinsurance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.Fate;

/** The guide's section 1.2, page by page, over HTTP, with everybody in town. */
class SocialInsurancePagesTest {

    private static final String GUIDE =
            "Tài khoản được đăng ký bởi Mã số BHXH sẽ có mức xác minh 2" + " (đã được xác minh bởi cơ quan BHXH)";

    private static RunningPortal portal;

    @BeforeAll
    static void aPortalWhereNobodyIsRegistered() {
        portal = RunningPortal.own(
                "insured_portal",
                Map.of(
                        "mocua.trusted-proxies",
                        "127.0.0.1",
                        "mocua.outside.systems.insurance.deadline",
                        "1500ms",
                        "mocua.outside.systems.insurance.look-back",
                        "1000",
                        "mocua.outside.systems.operator.deadline",
                        "1500ms",
                        "mocua.outside.systems.operator.look-back",
                        "1000"));
    }

    @AfterAll
    static void close() {
        portal.close();
    }

    @AfterEach
    void mend() {
        portal.sandbox().fault(Outside.INSURANCE, Fault.NONE, Duration.ZERO);
        portal.sandbox().fault(Outside.TELCO, Fault.NONE, Duration.ZERO);
    }

    @Test
    void whoIsInsuredOpensAnAccountAtLevelTwoAndSignsIn() {
        var an = InsuredCitizen.fresh(portal);
        var person = an.citizen().person();
        var visitor = visitor();

        var details = an.beginsAt(visitor);
        assertThat(details.path()).isEqualTo("/register/social-insurance/details");
        assertThat(details.text())
                .contains(
                        "Đăng ký — Bảo hiểm xã hội",
                        "(Chỉ dành cho công dân)",
                        "Tên đăng nhập (Số CMT/CCCD) *",
                        "Mã bảo hiểm xã hội *",
                        "Họ tên *",
                        "Ngày sinh *",
                        "Số điện thoại *",
                        "Nhập mã xác thực *",
                        "Các trường có dấu * là các trường bắt buộc",
                        "nhận hồ sơ của mã số đó");
        var otp = visitor.follow(an.sendsDetails(visitor, details, Map.of("email", person.email())));
        assertThat(otp.path()).isEqualTo("/register/social-insurance/otp");
        assertThat(otp.text()).contains(an.citizen().maskedPhone());
        var password =
                visitor.follow(visitor.submit(otp, Map.of("otp", an.citizen().lastCode())));
        var done = visitor.follow(visitor.submit(password, an.citizen().passwords()));

        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(done.text()).contains("Mức 2", GUIDE).doesNotContain(person.nationalId());
        var account = an.citizen().signsIn(visitor());
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text()).contains(GUIDE, "cơ quan BHXH đã xác nhận", "Mức 2");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {
                "ORDINARY",
                "TONE_MARKS",
                "ONE_WORD",
                "APOSTROPHE",
                "LONG_NAME",
                "YEAR_ONLY",
                "YEAR_MONTH",
                "OLD_CARD",
                "INSURANCE_OTHER_PHONE",
                "NOT_THE_OWNER",
                "OPERATOR_UNSURE"
            })
    void whoseRecordAgreesOpensAnAccountWhateverTheOperatorThinks(Fate fate) {
        nobodyHasAnAccount();
        var done = InsuredCitizen.whoseFateIs(fate, portal).registers(visitor(), Map.of());
        assertThat(done.path()).as(done.text()).isEqualTo("/register/done");
    }

    @Test
    void everyOrdinaryPersonOfTheCastGetsThrough() {
        nobodyHasAnAccount();
        for (var person : portal.sandbox().people()) {
            if (person.fate() == Fate.ORDINARY) {
                var done = new InsuredCitizen(portal, new vn.mocua.portal.Citizen(portal, person))
                        .registers(visitor(), Map.of());
                assertThat(done.path()).as(person.id()).isEqualTo("/register/done");
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"INSURANCE_MISMATCH", "INSURANCE_CLOSED", "NO_DIACRITICS", "SIM_SWAPPED", "UNKNOWN_NUMBER"})
    void whoseRecordDoesNotAgreeIsRefused(Fate fate) {
        var answer = InsuredCitizen.whoseFateIs(fate, portal).fillsInDetails(visitor());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text())
                .contains("không khớp với cơ sở dữ liệu BHXH", "không đăng ký được tài khoản", "VssID", "TTTB", "1414")
                .contains("Chọn phương thức đăng ký khác", "Quầy giao dịch", "Khiếu nại kết quả này");
    }

    @Test
    void theRecordsSpellingAndPrecisionStandInTheAccount() {
        nobodyHasAnAccount();
        var hoa = InsuredCitizen.whoseFateIs(Fate.TONE_MARKS, portal);
        hoa.registers(visitor(), Map.of());
        assertThat(hoa.citizen().signsIn(visitor()).text()).contains("Vũ Thuý Hoà");

        var tam = InsuredCitizen.whoseFateIs(Fate.YEAR_MONTH, portal);
        tam.registers(visitor(), Map.of("birthDate", "17/05/1951"));
        assertThat(tam.citizen().signsIn(visitor()).text()).contains("05/1951").doesNotContain("17/05/1951");
    }

    @ParameterizedTest
    @CsvSource({
        "YEAR_ONLY, 03/04/1947, otp",
        "YEAR_ONLY, 1948, details",
        "YEAR_MONTH, 1951, otp",
        "YEAR_MONTH, 06/1951, details",
        "YEAR_MONTH, 17/06/1951, details"
    })
    void birthDatesAreComparedAsFarAsBothAreKnown(Fate fate, String typed, String page) {
        nobodyHasAnAccount();
        var answer = InsuredCitizen.whoseFateIs(fate, portal).fillsInDetails(visitor(), Map.of("birthDate", typed));
        assertThat(answer.path()).endsWith(page);
        assertThat(answer.status()).isEqualTo(page.equals("otp") ? 200 : 422);
    }

    @Test
    void aPersonIsFoundByTenDigitsAndByTheTwelveOfTheCard() {
        for (var number : List.of("ten", "twelve")) {
            var an = InsuredCitizen.fresh(portal);
            assertThat(an.number()).hasSize(10);
            var typed = number.equals("ten")
                    ? an.number().substring(0, 4) + " " + an.number().substring(4)
                    : an.citizen().person().nationalId();
            assertThat(an.fillsInDetails(visitor(), Map.of("socialInsuranceNumber", typed))
                            .path())
                    .as(number)
                    .endsWith("/otp");
        }
        var answer =
                InsuredCitizen.fresh(portal).fillsInDetails(visitor(), Map.of("socialInsuranceNumber", "51234567"));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.errorOf("socialInsuranceNumber")).contains("10 chữ số");
    }

    /** The agency has the old card, the new one is typed: the account has both, whichever method comes second. */
    @Test
    void whoIsKnownByTheOldCardGetsOneAccountForBothCards() {
        var lan = InsuredCitizen.whoseFateIs(Fate.OLD_CARD, portal);
        var old = String.valueOf(lan.citizen().person().oldNationalId());
        for (var typed : List.of(Map.<String, String>of(), Map.of("oldNationalId", old), Map.of("nationalId", old))) {
            nobodyHasAnAccount();
            assertThat(lan.registers(visitor(), typed).path()).isEqualTo("/register/done");
            assertThat(portal.rows("account_identifier")).isEqualTo(typed.containsKey("nationalId") ? 1 : 2);
            for (var again :
                    List.of(Map.<String, String>of(), Map.of("nationalId", old), Map.of("oldNationalId", old))) {
                portal.clock().shift(Duration.ofHours(25));
                assertThat(lan.registers(visitor(), again).text()).contains("Bạn đã có tài khoản");
                assertThat(lan.citizen().arrivesAtPassword(visitor(), again).text())
                        .contains("Bạn đã có tài khoản");
            }
            assertThat(portal.rows("account")).isEqualTo(1);
        }
    }

    @Test
    void whoHasAnAccountIsToldAfterTheCodeAndTheHolderHearsOfIt() {
        var an = InsuredCitizen.fresh(portal);
        an.citizen().registers(visitor());
        portal.clock().shift(Duration.ofHours(25));

        var visitor = visitor();
        var newest = an.citizen().newestCode();
        var otp = an.fillsInDetails(visitor);
        assertThat(otp.path()).endsWith("/otp");
        var again =
                visitor.follow(visitor.submit(otp, Map.of("otp", an.citizen().codeAfter(newest))));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("Bạn đã có tài khoản", "Quên mật khẩu", "Quầy giao dịch", "Khiếu nại");
        Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(true).filter(yes -> an.citizen().smsSaying("vua co nguoi") == 1));
    }

    @Test
    void whoOpenedAnAccountByMobileNumberAddsTheAgencysWord() {
        var an = InsuredCitizen.fresh(portal);
        var visitor = visitor();
        an.citizen().registers(visitor);
        an.citizen().signsIn(visitor);

        var details = visitor.follow(
                visitor.submit(visitor.open("/account/raise"), "/account/raise", Map.of("method", "social-insurance")));
        assertThat(details.path()).isEqualTo("/account/raise/social-insurance/details");
        var refused = an.sendsDetails(visitor, details, Map.of("birthDate", "05/09/1933"));
        assertThat(refused.text()).contains("không khớp với cơ sở dữ liệu BHXH", "Chọn cách xác minh khác");
        var newest = an.citizen().newestCode();
        var again = visitor.open("/account/raise/social-insurance/details");
        var otp = visitor.follow(an.sendsDetails(visitor, again, Map.of()));
        var account =
                visitor.follow(visitor.submit(otp, Map.of("otp", an.citizen().codeAfter(newest))));
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text()).contains(GUIDE, "Nhà mạng xác nhận số điện thoại đứng tên bạn");
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DOWN", "SLOW", "GARBAGE", "CUT", "EXPIRED_CERTIFICATE"})
    void whenTheAgencyDoesNotAnswerItIsNamedAndWhatWasTypedIsKept(Fault fault) {
        portal.sandbox().fault(Outside.INSURANCE, fault, Duration.ofMinutes(1));
        for (int i = 0; i < (fault == Fault.GARBAGE ? 5 : 1); i++) {
            isSilence(InsuredCitizen.fresh(portal), Map.of(), fault.name());
        }
    }

    @Test
    void whenTheAgencysCertificateIsRenewedTheSameFormGoesOn() {
        var accounts = portal.rows("account");
        var began = portal.clock().instant();
        portal.sandbox().fault(Outside.INSURANCE, Fault.EXPIRED_CERTIFICATE, Duration.ofMinutes(1));
        var an = InsuredCitizen.fresh(portal);
        var visitor = visitor();
        var details = an.beginsAt(visitor);
        assertThat(an.sendsDetails(visitor, details, Map.of()).status()).isEqualTo(503);
        assertThat(portal.rows("account")).isEqualTo(accounts);
        assertThat(portal.rows("outbox_message where created_at >= '" + began + "'"))
                .isZero();

        mend();
        var kept = visitor.open("/register/social-insurance/details");
        assertThat(kept.valueOf("socialInsuranceNumber")).isEqualTo(an.number());
        var otp = visitor.follow(an.sendsDetails(visitor, kept, Map.of()));
        assertThat(otp.path()).isEqualTo("/register/social-insurance/otp");
    }

    /** Threat T19: numbers about which the agency says what no contract allows. */
    @Test
    void whateverIsNoWholeRecordOfWhoWasAskedIsSilence() {
        var began = portal.clock().instant();
        var accounts = portal.rows("account");
        var lies = new LinkedHashMap<>(Map.of(
                "wrong person", "9000000001",
                "missing field", "9000000002",
                "extra field", "9000000003",
                "wrong charset", "9000000004",
                "no answer", "9000000005"));
        lies.forEach(
                (lie, number) -> isSilence(InsuredCitizen.fresh(portal), Map.of("socialInsuranceNumber", number), lie));
        assertThat(portal.rows("outbox_message where created_at >= '" + began + "'"))
                .isZero();
        assertThat(portal.rows("account")).isEqualTo(accounts);
    }

    @Test
    void whenTheOperatorDoesNotAnswerItIsNamedWhateverTheAgencyWouldSay() {
        portal.sandbox().fault(Outside.TELCO, Fault.DOWN, Duration.ofMinutes(1));
        for (var birthDate : List.of("", "05/09/1933")) {
            var an = InsuredCitizen.fresh(portal);
            var answer = an.fillsInDetails(visitor(), birthDate.isEmpty() ? Map.of() : Map.of("birthDate", birthDate));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.text()).contains("Nhà mạng chưa trả lời");
        }
    }

    @Test
    void theSamePagesSpeakEnglish() {
        var an = InsuredCitizen.fresh(portal);
        var visitor = visitor();
        visitor.cookies().put("__Host-lang", "en");
        var details = an.beginsAt(visitor);
        assertThat(details.text()).contains("Register — Social insurance", "(For citizens only)");
        var refused = an.sendsDetails(visitor, details, Map.of("birthDate", "05/09/1933"));
        assertThat(refused.text()).contains("does not match the social insurance database", "VssID", "1414");
        portal.sandbox().fault(Outside.INSURANCE, Fault.DOWN, Duration.ofMinutes(1));
        var silent = InsuredCitizen.fresh(portal);
        var other = visitor();
        other.cookies().put("__Host-lang", "en");
        assertThat(silent.fillsInDetails(other).text()).contains("The social insurance agency is not answering");
    }

    @Test
    void backFromTheCodeAnotherNumberIsAskedAnew() {
        var an = InsuredCitizen.fresh(portal);
        var visitor = visitor();
        var otp = an.fillsInDetails(visitor);
        assertThat(otp.path()).endsWith("/otp");
        var details = visitor.open("/register/social-insurance/details");
        assertThat(details.valueOf("socialInsuranceNumber")).isEqualTo(an.number());
        var other = InsuredCitizen.fresh(portal).number();
        var answer = an.sendsDetails(visitor, details, new HashMap<>(Map.of("socialInsuranceNumber", other)));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(visitor.open("/register/social-insurance/otp").path()).endsWith("/details");
    }

    private static void isSilence(InsuredCitizen an, Map<String, String> otherwise, String why) {
        var visitor = visitor();
        Answer answer = an.fillsInDetails(visitor, otherwise);
        assertThat(answer.status()).as(why).isEqualTo(503);
        assertThat(answer.headers()).as(why).containsKey("retry-after");
        assertThat(answer.text())
                .as(why)
                .contains("Cơ quan BHXH chưa trả lời", "Những gì bạn đã nhập vẫn còn", "Chọn phương thức đăng ký khác");
        var kept = visitor.open("/register/social-insurance/otp");
        assertThat(kept.path()).as(why).endsWith("/details");
        assertThat(kept.valueOf("fullName"))
                .as(why)
                .isEqualTo(an.citizen().person().fullName());
        assertThat(kept.valueOf("socialInsuranceNumber"))
                .as(why)
                .isEqualTo(otherwise.getOrDefault("socialInsuranceNumber", an.number()));
    }

    private static Visitor visitor() {
        return portal.visitorFromElsewhere();
    }

    private static void nobodyHasAnAccount() {
        portal.clock().shift(Duration.ofHours(25)); // what limits counted of the same people is forgotten, too
        JdbcClient.create(portal.database().asOwner())
                .sql("truncate account, account_phone cascade")
                .update();
    }
}
