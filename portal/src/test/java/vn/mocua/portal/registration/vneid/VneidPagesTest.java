package vn.mocua.portal.registration.vneid;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.Provider;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.town.Business;
import vn.mocua.sandbox.town.VneidAccount;

/** Registering with VNeID, page by page, over HTTP, as a person and as a business. */
@ExtendWith(OutputCaptureExtension.class)
class VneidPagesTest {

    private static final String AT = "/register/vneid/";

    private final RunningPortal portal = RunningPortal.shared();
    private final Visitor visitor = portal.visitor();

    @Test
    void whoseVneidIsAtLevelTwoOpensAnAccountAtLevelThreeAndSignsIn(CapturedOutput output) {
        var an = Citizen.fresh(portal);

        var signIn = begins("citizen");
        assertThat(signIn.path()).isEqualTo(AT + "sign-in");
        assertThat(signIn.text()).contains("Đăng nhập bằng VNeID", "Số định danh cá nhân, họ tên, ngày sinh");
        var leaving = visitor.submit(signIn, AT + "sign-in", Map.of());
        assertThat(leaving.status()).isEqualTo(303);
        var origin = leaving.location().replaceFirst("(http://[^/]+).*", "$1");
        assertThat(signIn.headers().get("content-security-policy")).contains("form-action 'self' " + origin + ";");
        assertThat(leaving.location()).contains("code_challenge_method=S256", "scope=openid&", "acr_values=LoA1");

        var back = Provider.reachedBy(leaving).signsIn(vneidOf(an));
        var returned = visitor.get(back);
        assertThat(returned.status()).isEqualTo(200);
        assertThat(returned.html().select("form.at-once button").text()).isEqualTo("Tiếp tục");
        assertThat(returned.headers())
                .containsEntry("cache-control", "no-store")
                .containsEntry("referrer-policy", "strict-origin");
        var code = returned.valueOf("code");
        assertThat(code).isNotEmpty();
        assertThat(returned.html().select("a[href*=" + code + "]")).isEmpty();
        assertThat(visitor.get(AT + "confirm").location()).isEqualTo(AT + "return");

        var confirm = visitor.follow(visitor.submit(visitor.get(back), AT + "return", Map.of()));
        assertThat(confirm.path()).isEqualTo(AT + "confirm");
        assertThat(confirm.text())
                .contains(
                        an.person().fullName(), "VNeID đã xác nhận", "Số định danh, họ tên và ngày sinh như VNeID ghi")
                .doesNotContain(an.person().nationalId(), "tổ chức");
        assertThat(visitor.get(back).location()).isEqualTo(AT + "confirm");

        var done = finishes(confirm, an);
        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(done.text()).contains("Mức 3").doesNotContain(an.person().nationalId());
        var account = an.signsIn(portal.visitor());
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text()).contains(an.person().fullName(), "VNeID xác nhận danh tính", "Mức 3");
        assertThat(output.getAll()).doesNotContain(code, an.person().nationalId());
    }

    @Test
    void aBusinessOpensItsAccountThroughItsRepresentativeAndSignsInByTaxCode() {
        var business = business(Business.Fate.ORDINARY);
        var representative = new Citizen(portal, business.representative());
        assertThat(begins("business").text())
                .contains("Mã số thuế, tên tổ chức và người đại diện theo pháp luật", "Bước 1 trên 5");
        assertThat(begins("citizen").text()).doesNotContain("tên tổ chức");

        var confirm = comesBackAs("business", business.vneid());
        assertThat(confirm.path()).isEqualTo(AT + "confirm");
        assertThat(confirm.text())
                .contains(
                        business.organisationName(), "Người đại diện theo pháp luật", "Mã số thuế và tên tổ chức như");
        var done = finishes(confirm, representative);
        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(done.text())
                .contains("Mức 3", "*******" + business.taxCode().substring(7), "Đăng nhập bằng mã số thuế");

        var other = portal.visitor();
        var newest = representative.newestCode();
        var otp = other.follow(other.submit(
                other.open("/sign-in"),
                "/sign-in",
                Map.of("username", business.taxCode(), "password", Citizen.PASSWORD)));
        var code = representative.codeAfter(newest);
        var taxCode = "ma so thue ***" + business.taxCode().substring(7);
        assertThat(representative.newestSms()).contains("DANG NHAP cua " + taxCode);
        assertThat(representative.smsSaying("DANG KY cho " + taxCode)).isEqualTo(1);
        var account = other.follow(other.submit(otp, "/sign-in/otp", Map.of("otp", code)));
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text()).contains("Xin chào, " + business.organisationName(), "Mã số thuế");

        var again = comesBackAs("business", business.vneid());
        var refused = answersCode(again, representative);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Tổ chức này đã có tài khoản", "Quên mật khẩu");
    }

    @Test
    void whoHasAnAccountAddsVneidToItAndRisesToLevelThree() {
        var an = Citizen.fresh(portal);
        an.registers(visitor);
        assertThat(an.signsIn(visitor).text()).contains("Mức 2");

        var account = adds(an);
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text())
                .contains("Mức 3", "Căn cứ mới đã được thêm", "VNeID xác nhận danh tính", "Thêm căn cứ xác minh");
        assertThat(an.signsIn(portal.visitor()).text()).contains("Mức 3");
    }

    @Test
    void somebodyElsesVneidIsNotAdded() {
        var an = Citizen.fresh(portal);
        an.registers(visitor);
        an.signsIn(visitor);

        var refused = adds(Citizen.fresh(portal));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Chưa thêm được vào tài khoản này");
        assertThat(visitor.open("/account").text()).contains("Mức 2").doesNotContain("VNeID xác nhận");
    }

    /** Whoever is signed in here goes to VNeID as this person and comes back. */
    private Answer adds(Citizen person) {
        var at = "/account/raise/vneid/";
        var signIn = visitor.follow(
                visitor.submit(visitor.open("/account/raise"), "/account/raise", Map.of("method", "vneid")));
        assertThat(signIn.path()).isEqualTo(at + "sign-in");
        // The account has a phone and a password, and it is a person's.
        assertThat(signIn.text()).contains("Bước 1 trên 2").doesNotContain("tên tổ chức", "người đại diện");
        var back = Provider.reachedBy(visitor.submit(signIn, at + "sign-in", Map.of()))
                .signsIn(vneidOf(person));
        return visitor.follow(visitor.submit(visitor.get(back), at + "return", Map.of()));
    }

    @Test
    void levelOneIsNotEnoughAndSaysHowToGetTwo() {
        var refused =
                comesBackAs("business", business(Business.Fate.VNEID_LEVEL_ONE).vneid());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text())
                .contains("mới ở mức 1", "Để có VNeID mức 2", "công an cấp xã", "Chọn phương thức đăng ký khác");
        assertThat(refused.html().select("a[href=" + AT + "sign-in]")).isNotEmpty();
        assertThat(visitor.get(AT + "confirm").location()).isEqualTo(AT + "return");
    }

    @Test
    void theAccountMustFitTheKindThatWasChosen() {
        var asCitizen = comesBackAs("citizen", business(Business.Fate.ORDINARY).vneid());
        assertThat(asCitizen.status()).isEqualTo(422);
        assertThat(asCitizen.text()).contains("Đây là tài khoản VNeID của tổ chức");

        var asBusiness = comesBackAs("business", vneidOf(Citizen.fresh(portal)));
        assertThat(asBusiness.status()).isEqualTo(422);
        assertThat(asBusiness.text()).contains("Đây là tài khoản VNeID của cá nhân");
    }

    @Test
    void whoCancelsThereIsToldAndMayTryAgain() {
        var an = Citizen.fresh(portal);
        var leaving = visitor.submit(begins("citizen"), AT + "sign-in", Map.of());
        var returned = visitor.get(Provider.reachedBy(leaving).cancels());
        var refused = visitor.submit(returned, AT + "return", Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Bạn đã dừng đăng nhập", "Đăng nhập lại");

        var once = visitor.submit(visitor.get(AT + "sign-in"), AT + "sign-in", Map.of());
        var confirm = comesBack(Provider.reachedBy(once).signsIn(vneidOf(an)));
        assertThat(confirm.path()).isEqualTo(AT + "confirm");
    }

    @Test
    void whoComesWithoutHavingSignedInIsLedBackToSigningIn() {
        visitor.submit(begins("citizen"), AT + "sign-in", Map.of());
        var waiting = visitor.open(AT + "confirm");
        assertThat(waiting.path()).isEqualTo(AT + "return");
        assertThat(waiting.text()).contains("Bạn chưa đăng nhập xong tại VNeID");
        assertThat(waiting.html().select("a[href=" + AT + "sign-in]")).isNotEmpty();
    }

    private Answer begins(String kind) {
        return visitor.follow(
                visitor.submit(visitor.open("/register"), "/register", Map.of("kind", kind, "method", "vneid")));
    }

    private Answer comesBackAs(String kind, VneidAccount account) {
        var leaving = visitor.submit(begins(kind), AT + "sign-in", Map.of());
        return comesBack(Provider.reachedBy(leaving).signsIn(account));
    }

    private Answer comesBack(String address) {
        assertThat(URI.create(address).getPath()).isEqualTo(AT + "return");
        return visitor.follow(visitor.submit(visitor.get(address), AT + "return", Map.of()));
    }

    private Answer answersCode(Answer confirm, Citizen reachedAt) {
        var newest = reachedAt.newestCode();
        var otp = visitor.follow(visitor.submit(
                confirm,
                AT + "confirm",
                Map.of("phone", reachedAt.person().phone(), "captcha", reachedAt.solves(confirm), "consent", "on")));
        assertThat(otp.path()).isEqualTo(AT + "otp");
        return visitor.follow(visitor.submit(otp, AT + "otp", Map.of("otp", reachedAt.codeAfter(newest))));
    }

    private Answer finishes(Answer confirm, Citizen reachedAt) {
        return visitor.follow(visitor.submit(answersCode(confirm, reachedAt), reachedAt.passwords()));
    }

    private VneidAccount vneidOf(Citizen citizen) {
        return portal.sandbox().vneid(citizen.person()).orElseThrow();
    }

    private Business business(Business.Fate fate) {
        return portal.sandbox().businesses().stream()
                .filter(each -> each.fate() == fate)
                .findFirst()
                .orElseThrow();
    }
}
