package vn.mocua.portal.registration.usbsigning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.signing.Flaw;
import vn.mocua.sandbox.town.Agency;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Fate;

/** Registering with a USB token, page by page, over HTTP: as a citizen, a business and an agency, and everything that fails. */
@ExtendWith(OutputCaptureExtension.class)
class UsbSigningPagesTest {

    private static final String AT = "/register/usb-signing/";
    private static final String TOKEN = AT + "token";
    private static final String CONFIRM = AT + "confirm";

    private final RunningPortal portal = RunningPortal.shared();
    private final Visitor visitor = portal.visitor();

    @Test
    void aCitizenSignsAndHasAnAccountAtLevelThreeWithoutPasswordOrPhone(CapturedOutput output) {
        var an = Citizen.fresh(portal);

        var page = begins("citizen");
        assertThat(page.path()).isEqualTo(TOKEN);
        assertThat(page.text())
                .contains("Đăng ký — USB ký số", "Cần chuẩn bị gì", "USB đã được cắm vào máy tính", "Mã đối chiếu");
        assertThat(page.html().expectFirst(".compare b").text()).matches("[0-9]{4}");

        var confirm = visitor.follow(signs(tokenOf(an), page));
        assertThat(confirm.path()).isEqualTo(CONFIRM);
        assertThat(confirm.text())
                .contains("Chào mừng bạn đến với Cổng Dịch vụ công quốc gia")
                .containsIgnoringCase(an.person().fullName())
                .contains("Ngày hiệu lực", "Ngày hết hạn", "Tên CA")
                .contains("đồng ý với Điều khoản")
                .doesNotContain(an.person().nationalId());

        var done = finishes(confirm, Map.of());
        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(done.text()).contains("Mức 3").doesNotContain(an.person().nationalId());
        assertThat(output.getAll())
                .doesNotContain(an.person().nationalId(), an.person().fullName());
    }

    @Test
    void whoTookTheWrongTokenSignsWithAnother() {
        var wrong = Citizen.fresh(portal);
        var right = Citizen.fresh(portal);
        var confirm = visitor.follow(signs(tokenOf(wrong), begins("citizen")));
        assertThat(confirm.text()).containsIgnoringCase(wrong.person().fullName());

        var back = visitor.open(confirm.html().expectFirst("p.back a").attr("href"));
        assertThat(back.path()).isEqualTo(TOKEN);
        var anew = visitor.follow(visitor.submit(back, TOKEN + "/again", Map.of()));
        assertThat(anew.path()).isEqualTo(TOKEN);
        assertThat(visitor.get(CONFIRM).location()).isEqualTo(TOKEN);
        var other = visitor.follow(signs(tokenOf(right), anew));
        assertThat(other.path()).isEqualTo(CONFIRM);
        assertThat(other.text()).containsIgnoringCase(right.person().fullName());
    }

    @Test
    void whoGivesAPhoneAnswersItsCode() {
        var an = Citizen.fresh(portal);
        var confirm = visitor.follow(signs(tokenOf(an), begins("citizen")));

        var newest = an.newestCode();
        var otp = finishes(confirm, Map.of("phone", an.person().phone()));
        assertThat(otp.path()).isEqualTo(AT + "otp");
        var done = visitor.follow(visitor.submit(otp, AT + "otp", Map.of("otp", an.codeAfter(newest))));
        assertThat(done.path()).isEqualTo("/register/done");
    }

    @Test
    void aBusinessMustBeReachedByMail() {
        var business = business(Business.Fate.BRANCH);
        var token = TokenOnTheDesk.of(portal.sandbox().authorities().forBusiness(business));
        var confirm = visitor.follow(signs(token, begins("business")));
        assertThat(confirm.text()).contains("Tên doanh nghiệp", "Công ty Cổ phần Vận tải Mây Chiều Phố Thử", "Tên CA");
        assertThat(confirm.html().expectFirst("#email").attr("aria-required")).isEqualTo("true");

        var again = visitor.submit(confirm, CONFIRM, Map.of("captcha", solves(confirm), "consent", "on"));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.errorOf("email")).contains("Bạn phải nhập email.");
        // The picture was solved already: it is asked only once.
        assertThat(again.valueOf("captcha")).isNotEmpty();

        var done = visitor.follow(visitor.submit(
                again,
                CONFIRM,
                Map.of("captcha", again.valueOf("captcha"), "consent", "on", "email", "kt@example.vn")));
        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(done.text()).contains("Mức 3");

        var second = portal.visitor();
        var refused = second.follow(signs(second, token, begins(second, "business")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Tổ chức này đã có tài khoản", "Đăng nhập và thêm căn cứ này");
    }

    @Test
    void anAgencyTypesItsCodeAndWaitsForApproval() {
        var agency = agency(Agency.Fate.ORDINARY);
        var token = TokenOnTheDesk.of(portal.sandbox().authorities().forAgency(agency));
        var confirm = visitor.follow(signs(token, begins("agency")));
        assertThat(confirm.path()).isEqualTo(CONFIRM);
        assertThat(confirm.text()).contains("Tên cơ quan", agency.organisationName(), "Mã định danh cơ quan");

        var empty = visitor.submit(confirm, CONFIRM, Map.of("captcha", solves(confirm), "consent", "on"));
        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.errorOf("agencyCode")).isNotEmpty();
        assertThat(empty.errorOf("email")).isNotEmpty();

        var done = visitor.follow(visitor.submit(
                empty,
                CONFIRM,
                Map.of(
                        "captcha",
                        empty.valueOf("captcha"),
                        "consent",
                        "on",
                        "agencyCode",
                        agency.agencyCode(),
                        "email",
                        "van-thu@example.vn")));
        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(done.text())
                .contains("Thời điểm đăng ký", "Khi được duyệt, đăng nhập bằng USB ký số", "thư báo kết quả duyệt")
                .doesNotContain("Thời điểm mở", "SIM ký số", "chưa dùng để nhận thông báo");
    }

    @Test
    void thePageMayAskTheAgentAndNobodyElse() {
        var page = begins("citizen");
        assertThat(page.headers().get("content-security-policy"))
                .contains("connect-src 'self' http://127.0.0.1:17171 http://127.0.0.1:27171 http://127.0.0.1:37171;")
                .contains("form-action 'self';");
        var confirm = visitor.follow(signs(tokenOf(Citizen.fresh(portal)), page));
        assertThat(confirm.headers().get("content-security-policy")).contains("connect-src 'self';");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void anySigningSoftwareWillDo(boolean inside) {
        var an = Citizen.fresh(portal);
        var page = begins("citizen");
        var link = page.html().expectFirst("a[download=mocua-statement.json]").attr("href");
        var statement = Base64.getDecoder().decode(link.substring(link.indexOf(',') + 1));
        assertThat(statement).isEqualTo(TokenOnTheDesk.statement(page));

        var confirm =
                visitor.follow(TokenOnTheDesk.uploads(visitor, page, tokenOf(an).signsFile(statement, inside)));
        assertThat(confirm.path()).isEqualTo(CONFIRM);
        assertThat(confirm.text()).containsIgnoringCase(an.person().fullName());
    }

    @Test
    void theFileForTheCommandLineHoldsWhatIsAsked() {
        var page = begins("citizen");
        var link = page.html().expectFirst("a[download=mocua-challenge.json]").attr("href");
        var file =
                new String(Base64.getDecoder().decode(link.substring(link.indexOf(',') + 1)), StandardCharsets.UTF_8);
        assertThat(file)
                .contains("\"challengeNonce\":\"" + TokenOnTheDesk.nonce(page) + "\"")
                .contains("\"origin\":\"" + portal.url() + "\"");
    }

    @Test
    void aSignatureForAnotherSiteProvesNothing() {
        var page = begins("citizen");
        var answer = tokenOf(Citizen.fresh(portal)).answers(visitor, page, "https://evil.example");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("Chữ ký này không dùng được", "Tạo mã mới");
        assertThat(visitor.get(CONFIRM).location()).isEqualTo(TOKEN);
    }

    /** T22: once, for this browser, for this purpose, within five minutes. */
    @Test
    void aSignatureIsGoodOnceAndForNobodyElse() {
        var an = Citizen.fresh(portal);
        var page = begins("citizen");
        var signed = tokenOf(an).signs(portal.url().toString(), TokenOnTheDesk.nonce(page));

        var other = portal.visitor();
        var stolen = TokenOnTheDesk.uploads(other, begins(other, "citizen"), signed);
        assertThat(stolen.status()).isEqualTo(422);
        assertThat(stolen.text()).contains("Chữ ký này không dùng được");

        assertThat(visitor.follow(TokenOnTheDesk.uploads(visitor, page, signed)).path())
                .isEqualTo(CONFIRM);
        var once = visitor.open(TOKEN);
        assertThat(once.text()).contains("đã hết hiệu lực hoặc đã được dùng");
        var twice = TokenOnTheDesk.uploads(visitor, TOKEN, visitor.fields(once, TOKEN, Map.of()), signed);
        assertThat(twice.status()).isEqualTo(422);
    }

    @Test
    void ofTwentyAnswersAtOnceOneOpensTheWay() throws Exception {
        var page = begins("citizen");
        var signed = tokenOf(Citizen.fresh(portal)).signs(portal.url().toString(), TokenOnTheDesk.nonce(page));
        var fields = visitor.fields(page, TOKEN, Map.of());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = threads.invokeAll(IntStream.range(0, 20)
                    .<Callable<Answer>>mapToObj(
                            at -> () -> TokenOnTheDesk.uploads(visitor.copy(), TOKEN, fields, signed))
                    .toList());
            assertThat(sent.stream().map(Future::resultNow).map(Answer::status)).isSubsetOf(303, 409, 422);
        }
        assertThat(visitor.open(CONFIRM).path()).isEqualTo(CONFIRM);
    }

    @Test
    void aCodeThatIsOverIsChangedForANewOne() {
        var own = portal.visitor();
        var page = begins(own, "citizen");
        var signed = tokenOf(Citizen.fresh(portal)).signs(portal.url().toString(), TokenOnTheDesk.nonce(page));
        portal.clock().shift(Duration.ofMinutes(6));
        try {
            assertThat(own.open(TOKEN).text()).contains("Mã để ký đã hết hiệu lực", "Tạo mã mới");
            var answer = TokenOnTheDesk.uploads(own, page, signed);
            assertThat(answer.status()).isEqualTo(422);
            var fresh = own.follow(own.submit(answer, TOKEN + "/again", Map.of()));
            assertThat(fresh.path()).isEqualTo(TOKEN);
            assertThat(TokenOnTheDesk.nonce(fresh)).isNotEqualTo(TokenOnTheDesk.nonce(page));
        } finally {
            portal.clock().back();
        }
    }

    @Test
    void theCertificateMustFitTheKind() {
        var business = TokenOnTheDesk.of(portal.sandbox().authorities().forBusiness(business(Business.Fate.ORDINARY)));
        assertThat(signs(business, begins("citizen")).text()).contains("Chứng thư này không phải của cá nhân");
        assertThat(signs(tokenOf(Citizen.fresh(portal)), begins("business")).text())
                .contains("Chứng thư này không phải của doanh nghiệp", "Ký bằng chứng thư khác");
        assertThat(signs(business, begins("agency")).text()).contains("Chứng thư này không phải của cơ quan nhà nước");
    }

    /** A certificate of somebody in a company opens that person's account, and never the company's. */
    @Test
    void whoWorksForACompanyRegistersAsACitizen() {
        var staff = TokenOnTheDesk.of(
                portal.sandbox().authorities().forPerson(portal.sandbox().person(Fate.STAFF_CERTIFICATE)));
        assertThat(signs(staff, begins("business")).status()).isEqualTo(422);
        assertThat(visitor.follow(signs(staff, begins("citizen"))).path()).isEqualTo(CONFIRM);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CERTIFICATE_REVOKED | Chứng thư số đã bị thu hồi",
                "CERTIFICATE_EXPIRED | Chứng thư số đã hết hạn",
                "CERTIFICATE_ON_HOLD | Chứng thư số đang bị tạm dừng"
            })
    void aCertificateOutOfForceSaysSoAndWhatToDo(Fate fate, String title) {
        var token = TokenOnTheDesk.of(
                portal.sandbox().authorities().forPerson(portal.sandbox().person(fate)));
        var refused = signs(token, begins("citizen"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.html().expectFirst("h1").text()).isEqualTo(title);
        assertThat(refused.text()).contains("Bạn có thể làm gì bây giờ", "Chọn phương thức đăng ký khác");
        assertThat(visitor.get(CONFIRM).location()).isEqualTo(TOKEN);
    }

    /** Which certificate is bad for which reason is the room's own affair; here each reason has its page. */
    @Test
    void everyReasonHasWordsOfItsOwn() throws IOException {
        for (var file : List.of("certificate", "certificate_en")) {
            var words = new Properties();
            try (var reader = new InputStreamReader(
                    Objects.requireNonNull(getClass().getResourceAsStream("/messages/" + file + ".properties")),
                    StandardCharsets.UTF_8)) {
                words.load(reader);
            }
            for (var flaw : Flaw.values()) {
                var name = flaw.name().toLowerCase(Locale.ROOT).replace('_', '-');
                assertThat(words)
                        .containsKeys(
                                "refusal.certificate-" + name + ".title",
                                "refusal.certificate-" + name + ".happened",
                                "refusal.certificate-" + name + ".next");
            }
        }
    }

    @Test
    void whatIsNoSignatureChangesNothing() {
        var an = Citizen.fresh(portal);
        var page = begins("citizen");
        var asked = TokenOnTheDesk.nonce(page);
        for (var file : List.of(
                "{}",
                "{\"format\":\"web-eid:1.0\"}",
                "hello",
                "-----BEGIN PKCS7-----\nAAAA\n-----END",
                "{",
                new String(TokenOnTheDesk.statement(page), StandardCharsets.US_ASCII))) {
            page = TokenOnTheDesk.uploads(visitor, page, file);
            assertThat(page.status()).as(file).isEqualTo(422);
            assertThat(page.errorOf("answer")).as(file).contains("không phải tệp đã ký");
        }
        page = TokenOnTheDesk.uploads(
                visitor, page, tokenOf(an).signsFile("another".getBytes(StandardCharsets.US_ASCII), true));
        assertThat(page.errorOf("answer")).contains("của một tệp khác");
        // None of them cost the code; and what an editor puts before a text costs nothing either.
        assertThat(TokenOnTheDesk.nonce(page)).isEqualTo(asked);
        var signed = "\ufeff" + tokenOf(an).signs(portal.url().toString(), asked);
        assertThat(visitor.follow(TokenOnTheDesk.uploads(visitor, page, signed)).path())
                .isEqualTo(CONFIRM);
    }

    @Test
    void aFileThatIsMissingOrTooLargeIsToldSo() {
        var page = begins("citizen");
        assertThat(page.text()).contains("./mocua agent --origin " + portal.url());
        var none = TokenOnTheDesk.uploads(visitor, page, "");
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.errorOf("answer")).contains("Hãy chọn tệp đã ký.");
        var large = TokenOnTheDesk.uploads(visitor, begins("citizen"), "x".repeat(66_000));
        assertThat(large.status()).isEqualTo(422);
        var page413 = TokenOnTheDesk.uploads(visitor, begins("citizen"), "x".repeat(3_000_000));
        assertThat(page413.status()).isEqualTo(413);
        assertThat(page413.text()).contains("64 KB");
        var back = page413.html().selectFirst("a.main").attr("href");
        assertThat(visitor.open(back).html().selectFirst("[name=answer]")).isNotNull();
    }

    @Test
    void whoHasAnAccountAddsTheTokenToItAndRisesToLevelThree() {
        var an = Citizen.fresh(portal);
        an.registers(visitor);
        assertThat(an.signsIn(visitor).text()).contains("Mức 2");

        var page = visitor.follow(
                visitor.submit(visitor.open("/account/raise"), "/account/raise", Map.of("method", "usb-signing")));
        assertThat(page.path()).isEqualTo("/account/raise/usb-signing/token");
        assertThat(page.text()).contains("Nâng mức xác minh — USB ký số");
        assertThat(new String(TokenOnTheDesk.statement(page), StandardCharsets.UTF_8))
                .contains("\"purpose\":\"add\"");

        var stranger = tokenOf(Citizen.fresh(portal));
        var refused =
                visitor.follow(stranger.answers(visitor, page, portal.url().toString()));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Chưa thêm được vào tài khoản này");

        var token = tokenOf(an);
        var account = adds(token);
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text()).contains("Mức 3", "Căn cứ mới đã được thêm");
    }

    private Answer adds(TokenOnTheDesk token) {
        var page = visitor.follow(
                visitor.submit(visitor.open("/account/raise"), "/account/raise", Map.of("method", "usb-signing")));
        return visitor.follow(signs(token, page));
    }

    @Test
    void whoAddsTheSameTokenAgainReadsThatItWasThereAndWhoTookItOffHasItBack() {
        var an = Citizen.fresh(portal);
        an.registers(visitor);
        an.signsIn(visitor);
        var token = tokenOf(an);
        var proofs = "[aria-labelledby=standing] .proofs li";
        assertThat(adds(token).html().select(proofs)).hasSize(2);

        var before = adds(token);
        assertThat(before.text()).contains("đã có trong tài khoản từ trước", "Không có gì thay đổi");
        assertThat(before.html().select(proofs)).hasSize(2);

        var removal = before.html().expectFirst("a[href$=/remove]").attr("href");
        var asked = visitor.open(removal);
        visitor.submit(asked, removal, Map.of());
        var once = visitor.follow(visitor.submit(asked, removal, Map.of()));
        assertThat(once.path()).as("pressed twice").isEqualTo("/account");
        assertThat(once.text()).contains("Chứng thư đã được gỡ");
        assertThat(visitor.open(removal).path()).as("and gone back").isEqualTo("/account");

        var back = adds(token);
        assertThat(back.text()).contains("Chứng thư đã được thêm lại", "Còn hiệu lực");
        assertThat(back.html().select(proofs)).hasSize(2);
        Waiting.until(
                Duration.ofSeconds(30), () -> Optional.of(true).filter(yes -> an.smsSaying("vua duoc them lai") == 1));
        assertThat(an.smsSaying("vua co them mot can cu")).isOne();
    }

    @Test
    void whoGetsAnAccountBackThatHasNoPhoneReadsOfNoPassword() {
        var an = Citizen.fresh(portal);
        finishes(visitor.follow(signs(tokenOf(an), begins("citizen"))), Map.of());
        var forgot = visitor.open("/forgot-password");
        var page = visitor.follow(visitor.submit(
                forgot,
                "/forgot-password",
                Map.of("username", an.person().nationalId(), "way", "usb-signing", "captcha", solves(forgot))));
        var done = visitor.follow(signs(tokenOf(an), page));
        assertThat(done.path()).isEqualTo("/forgot-password/done");
        assertThat(done.text())
                .contains("tài khoản này là của mình", "không dùng mật khẩu")
                .doesNotContain("Mật khẩu mới", "mã OTP");
    }

    @Test
    void whoHasAnAccountIsToldRightAfterSigning() {
        var an = Citizen.fresh(portal);
        an.registers(portal.visitor());
        var refused = visitor.follow(signs(tokenOf(an), begins("citizen")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Bạn đã có tài khoản", "Quên mật khẩu", "Đăng nhập và thêm căn cứ này");
    }

    private Answer begins(String kind) {
        return begins(visitor, kind);
    }

    private static Answer begins(Visitor who, String kind) {
        return who.follow(
                who.submit(who.open("/register"), "/register", Map.of("kind", kind, "method", "usb-signing")));
    }

    private Answer signs(TokenOnTheDesk token, Answer page) {
        return signs(visitor, token, page);
    }

    private Answer signs(Visitor who, TokenOnTheDesk token, Answer page) {
        return token.answers(who, page, portal.url().toString());
    }

    private Answer finishes(Answer confirm, Map<String, String> more) {
        var fields = new HashMap<String, String>(more);
        fields.put("captcha", solves(confirm));
        fields.put("consent", "on");
        return visitor.follow(visitor.submit(confirm, CONFIRM, fields));
    }

    private String solves(Answer page) {
        return portal.sandbox().captcha(page.valueOf("captchaToken")).orElseThrow();
    }

    private TokenOnTheDesk tokenOf(Citizen citizen) {
        return TokenOnTheDesk.of(portal.sandbox().authorities().forPerson(citizen.person()));
    }

    private Business business(Business.Fate fate) {
        return portal.sandbox().businesses().stream()
                .filter(each -> each.fate() == fate)
                .findFirst()
                .orElseThrow();
    }

    private Agency agency(Agency.Fate fate) {
        return portal.sandbox().agencies().stream()
                .filter(each -> each.fate() == fate)
                .findFirst()
                .orElseThrow();
    }
}
