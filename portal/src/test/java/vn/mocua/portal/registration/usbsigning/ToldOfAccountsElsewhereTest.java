package vn.mocua.portal.registration.usbsigning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.outside.Peer;
import vn.mocua.sandbox.ca.Credential;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.Fate;

/** Guide 1.4: connected systems are asked before an account opens. The sandbox's province, and a ministry that knows nobody. */
@ExtendWith(OutputCaptureExtension.class)
@Tag("slow")
class ToldOfAccountsElsewhereTest {

    private static final String TITLE = "Bạn đã có tài khoản trên hệ thống khác";
    private static final String SIGNING = "/register/usb-signing/";
    private static final byte[] NOBODY =
            "{\"schemas\":[\"urn:ietf:params:scim:api:messages:2.0:ListResponse\"],\"totalResults\":0}"
                    .getBytes(StandardCharsets.UTF_8);

    private static Peer ministry;
    private static RunningPortal portal;

    private final Visitor visitor = portal.visitor();

    @BeforeAll
    static void start() {
        ministry = new Peer()
                .says("/token", 200, "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":300}")
                .on("/scim/Users/.search", exchange -> Peer.say(exchange, 200, "application/scim+json", NOBODY));
        var ours = "mocua.elsewhere.systems.ministry.";
        portal = RunningPortal.own(
                "elsewhere",
                Map.of(
                        ours + "name",
                        "Cổng của Bộ",
                        ours + "url",
                        ministry.at("/scim").toString(),
                        ours + "token-url",
                        ministry.at("/token").toString(),
                        ours + "client-id",
                        "mocua",
                        ours + "client-secret",
                        "secret",
                        "mocua.limits.sms-per-network",
                        "100/1h",
                        "mocua.limits.journeys-per-network",
                        "1000/1h"));
    }

    @AfterAll
    static void stop() {
        portal.close();
        ministry.close();
    }

    @AfterEach
    void mend() {
        portal.sandbox().fault(Outside.PROVINCE, Fault.NONE, Duration.ZERO);
        ministry.asked().clear();
    }

    @Test
    void whoHasAnAccountAtTheProvinceIsToldAfterProvingAndGoesOn(CapturedOutput output) {
        var hien = Citizen.whoseFateIs(Fate.PROVINCE_ACCOUNT, portal);
        var confirm = visitor.follow(
                signs(TokenOnTheDesk.of(portal.sandbox().authorities().forPerson(hien.person())), begins("citizen")));

        var accounts = portal.rows("account");
        var told = finishes(confirm, Map.of());
        assertThat(told.path()).isEqualTo(SIGNING + "elsewhere");
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.text())
                .contains(TITLE, "Cổng dịch vụ công tỉnh Thử Nghiệm", "Đăng nhập tại đó", "Tiếp tục mở tài khoản ở đây")
                .doesNotContain("Cổng của Bộ", hien.person().nationalId());
        assertThat(told.html().select("main a[href=/complaints]")).hasSize(1);
        assertThat(portal.rows("account")).isEqualTo(accounts);

        // Opened again it is the same, and nobody is asked once more.
        var asked = ministry.asked().size();
        assertThat(visitor.open(SIGNING + "elsewhere").text()).contains(TITLE);
        var done = visitor.follow(visitor.submit(told, SIGNING + "elsewhere", Map.of()));
        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(ministry.asked()).hasSize(asked);
        assertThat(output.getAll())
                .doesNotContain(hien.person().nationalId(), hien.person().fullName());
    }

    /** T01: the number of somebody else tells nothing, neither here nor to the systems that would be asked. */
    @Test
    void nobodyIsAskedForBeforeThePersonHasProved() {
        var an = Citizen.fresh(portal);
        portal.sandbox().province().opens("citizen", an.person().nationalId());

        var newest = an.newestCode();
        var otp = an.fillsInDetails(visitor);
        var code = an.codeAfter(newest);
        assertThat(otp.path()).isEqualTo("/register/mobile-subscriber/otp");
        assertThat(otp.text()).contains("Bước 2 trên 3");
        assertThat(visitor.get("/register/mobile-subscriber/elsewhere").location())
                .isEqualTo("/register/mobile-subscriber/otp");
        var wrong = visitor.submit(otp, Map.of("otp", Citizen.wrong(code)));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(ministry.asked()).isEmpty();

        var told = visitor.follow(visitor.submit(wrong, Map.of("otp", code)));
        assertThat(told.path()).isEqualTo("/register/mobile-subscriber/elsewhere");
        assertThat(told.text()).contains(TITLE);
        var password = visitor.follow(visitor.submit(told, "/register/mobile-subscriber/elsewhere", Map.of()));
        assertThat(password.path()).isEqualTo("/register/mobile-subscriber/password");
        assertThat(password.text()).contains("Bước 3 trên 3");
        assertThat(visitor.follow(visitor.submit(password, an.passwords())).path())
                .isEqualTo("/register/done");
    }

    @Test
    void whoHasNoneElsewhereSeesNoPageMore() {
        var an = Citizen.fresh(portal);
        assertThat(an.arrivesAtPassword(visitor).path()).isEqualTo("/register/mobile-subscriber/password");
        assertThat(ministry.asked()).anyMatch(each -> each.path().endsWith(".search"));
        assertThat(visitor.get("/register/mobile-subscriber/elsewhere").location())
                .isEqualTo("/register/mobile-subscriber/password");
    }

    @Test
    void aBusinessIsAskedForByItsTaxCode() {
        var business = portal.sandbox().businesses().stream()
                .filter(each -> each.fate() == Business.Fate.ORDINARY)
                .findFirst()
                .orElseThrow();
        portal.sandbox().province().opens("business", business.taxCode());
        Credential credential = portal.sandbox().authorities().forBusiness(business);
        var confirm = visitor.follow(signs(TokenOnTheDesk.of(credential), begins("business")));

        var told = finishes(confirm, Map.of("email", "kt@example.vn"));
        assertThat(told.path()).isEqualTo(SIGNING + "elsewhere");
        assertThat(told.text()).contains("Doanh nghiệp đã có tài khoản trên hệ thống khác", "Mã số thuế này");
        portal.sandbox().province().closes("business", business.taxCode());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"DOWN", "SLOW", "GARBAGE", "CUT"})
    void aSystemThatIsSilentKeepsNobodyFromAnAccount(Fault fault) {
        portal.sandbox().fault(Outside.PROVINCE, fault, Duration.ofMinutes(1));
        var an = Citizen.fresh(portal);
        portal.sandbox().province().opens("citizen", an.person().nationalId());

        var newest = an.newestCode();
        var otp = an.fillsInDetails(visitor);
        var code = an.codeAfter(newest);
        var began = System.nanoTime();
        var password = visitor.follow(visitor.submit(otp, Map.of("otp", code)));
        assertThat(password.path()).isEqualTo("/register/mobile-subscriber/password");
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .as("not as long as the slow one takes")
                .isLessThan(Fault.SLOWNESS);
    }

    private Answer begins(String kind) {
        return visitor.follow(
                visitor.submit(visitor.open("/register"), "/register", Map.of("kind", kind, "method", "usb-signing")));
    }

    private Answer signs(TokenOnTheDesk token, Answer page) {
        return token.answers(visitor, page, portal.url().toString());
    }

    private Answer finishes(Answer confirm, Map<String, String> more) {
        var fields = new HashMap<String, String>(more);
        fields.put(
                "captcha",
                portal.sandbox().captcha(confirm.valueOf("captchaToken")).orElseThrow());
        fields.put("consent", "on");
        return visitor.follow(visitor.submit(confirm, SIGNING + "confirm", fields));
    }
}
