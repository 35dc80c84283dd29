package vn.mocua.portal.registration.vietnampost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
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
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.Strength;
import vn.mocua.sandbox.town.Fate;

/** Registering with a PostID account, page by page, over HTTP. */
@ExtendWith(OutputCaptureExtension.class)
class VietnamPostPagesTest {

    private static final String AT = "/register/vietnam-post/";

    private final RunningPortal portal = RunningPortal.shared();
    private final Visitor visitor = portal.visitor();

    @Test
    void whoWasSeenAtAPostOfficeOpensAnAccountAtLevelTwoAndSignsIn(CapturedOutput output) {
        var an = Citizen.fresh(portal);

        var chooser = visitor.open("/register");
        assertThat(chooser.html().select(".group:has(#method-vietnam-post) h2").text())
                .contains("IAL2");
        var signIn = begins(visitor);
        assertThat(signIn.path()).isEqualTo(AT + "sign-in");
        assertThat(signIn.text()).contains("Đăng ký — Bưu điện Việt Nam", "Nơi và thời điểm bưu điện đối chiếu");
        assertThat(signIn.html().select("main a[href=/counters/reserve]")).hasSize(1);
        var leaving = visitor.submit(signIn, AT + "sign-in", Map.of());
        assertThat(leaving.status()).isEqualTo(303);
        assertThat(leaving.location())
                .contains(
                        "code_challenge_method=S256",
                        "scope=openid+profile+email+phone+address+identity",
                        "%2Fregister%2Fvietnam-post%2Freturn");

        var confirm = comesBack(visitor, Provider.reachedBy(leaving), an);
        assertThat(confirm.path()).isEqualTo(AT + "confirm");
        var post = portal.sandbox().postId(an.person()).orElseThrow();
        assertThat(confirm.text())
                .contains(
                        an.person().fullName(),
                        an.person().birthDate(),
                        post.address(),
                        post.female() ? "Nữ" : "Nam",
                        post.checked().office(),
                        "04/03/2025",
                        "***" + an.person().nationalId().substring(9))
                .doesNotContain(an.person().nationalId());
        assertThat(confirm.valueOf("phone")).isEqualTo(an.person().phone());

        var done = finishes(confirm, an, Map.of());
        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(done.text()).contains("Mức 2", "PostID đã được xác minh tại quầy");
        var account = an.signsIn(portal.visitor());
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text()).contains(an.person().fullName(), "Bưu điện Việt Nam đã xác nhận", "Mức 2");
        assertThat(output.getAll())
                .doesNotContain(an.person().nationalId(), an.person().fullName(), post.address());
    }

    @Test
    void theEvidenceSaysWhatThePostSaidAndNothingOfItIsKeptBesides() {
        var an = Citizen.fresh(portal);
        finishes(comesBack(visitor, an), an, Map.of());

        var accounts = portal.bean(Accounts.class);
        var account = accounts.holderOf(
                        List.of(Identifier.of(NationalId.of(an.person().nationalId()))))
                .flatMap(accounts::find)
                .orElseThrow();
        var evidence = account.evidence().getFirst();
        assertThat(evidence.strength()).isEqualTo(Strength.VOUCHED_FOR);
        assertThat(evidence.ial()).isEqualTo(Ial.IAL2);
        assertThat(evidence.method()).isEqualTo("vietnam-post");
        assertThat(evidence.source()).isEqualTo("postid");
        assertThat(evidence.answers())
                .containsEntry("trust_framework", "vn_postid")
                .containsEntry("assurance_level", "2")
                .containsEntry("time", "2025-03-04T02:10:00Z")
                .containsEntry("birthDatePrecision", "DAY")
                .containsOnlyKeys("trust_framework", "assurance_level", "organization", "time", "birthDatePrecision");
        assertThat(account.phone().national()).isEqualTo(an.person().phone());
    }

    @Test
    void anotherPhoneMayBeGivenAndIsTheOneThatIsAsked() {
        var an = Citizen.fresh(portal);
        var sister = Citizen.fresh(portal);
        var confirm = comesBack(visitor, an);

        var done = finishes(confirm, sister, Map.of("email", "an@hop-thu.example"));
        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(done.text()).contains("***" + an.person().nationalId().substring(9));
        assertThat(an.newestSms()).isEmpty();
    }

    @Test
    void anAccountThatNobodyCheckedIsNotEnoughAndSaysWhereItIsChecked() {
        var khoi = Citizen.whoseFateIs(Fate.POST_UNVERIFIED, portal);
        var refused = comesBack(visitor, khoi);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text())
                .contains("chưa được xác minh tại quầy", "Hẹn trước một buổi", "Chọn phương thức đăng ký khác")
                .doesNotContain(khoi.person().fullName(), khoi.person().nationalId());
        // What most need now is the big button; another account stands below.
        assertThat(refused.html().select("a.button.main").eachAttr("href")).containsExactly("/counters/reserve");
        assertThat(refused.html().select(".exits a[href=/register]")).hasSize(1);
        assertThat(refused.html().select(".exits a[href=" + AT + "sign-in]")).hasSize(1);
        assertThat(visitor.get(AT + "confirm").location()).isEqualTo(AT + "return");
        assertThat(visitor.get("/counters/reserve").status()).isEqualTo(200);
    }

    @Test
    void whoCancelsThereIsToldAndMayTryAgain() {
        var an = Citizen.fresh(portal);
        var leaving = visitor.submit(begins(visitor), AT + "sign-in", Map.of());
        var returned = visitor.get(Provider.reachedBy(leaving).cancels());
        var refused = visitor.submit(returned, AT + "return", Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Bạn đã dừng đăng nhập", "Đăng nhập lại");

        var once = visitor.submit(visitor.get(AT + "sign-in"), AT + "sign-in", Map.of());
        assertThat(comesBack(visitor, Provider.reachedBy(once), an).path()).isEqualTo(AT + "confirm");
    }

    @Test
    void whoHasAnAccountIsToldAfterTheCode() {
        var an = Citizen.fresh(portal);
        finishes(comesBack(visitor, an), an, Map.of());

        var other = portal.visitor();
        var refused = answersCode(other, comesBack(other, an), an, Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Bạn đã có tài khoản", "Quên mật khẩu");
    }

    @Test
    void goingBackToTheDetailsKeepsWhatThePostSaid() {
        var an = Citizen.fresh(portal);
        var confirm = comesBack(visitor, an);
        var wrong = visitor.submit(confirm, AT + "confirm", Map.of("phone", "09", "captcha", "000000"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.valueOf("phone")).isEqualTo("09");
        assertThat(wrong.errorOf("consent")).isNotEmpty();
        assertThat(wrong.text()).contains(an.person().fullName());
        answersNothing(an, confirm);
    }

    private void answersNothing(Citizen an, Answer confirm) {
        var otp = sendsConfirmed(visitor, visitor.get(confirm.path()), an, Map.of());
        assertThat(otp.path()).isEqualTo(AT + "otp");
        var again = visitor.get(AT + "confirm");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).contains(an.person().fullName());
    }

    private Answer begins(Visitor who) {
        return who.follow(
                who.submit(who.open("/register"), "/register", Map.of("kind", "citizen", "method", "vietnam-post")));
    }

    private Answer comesBack(Visitor who, Citizen citizen) {
        return comesBack(who, Provider.reachedBy(who.submit(begins(who), AT + "sign-in", Map.of())), citizen);
    }

    private Answer comesBack(Visitor who, Provider there, Citizen citizen) {
        var account = portal.sandbox().postId(citizen.person()).orElseThrow();
        var back = there.signsIn(account.username(), account.password());
        return who.follow(who.submit(who.get(back), AT + "return", Map.of()));
    }

    private Answer sendsConfirmed(Visitor who, Answer confirm, Citizen reachedAt, Map<String, String> otherwise) {
        var filledIn = new HashMap<>(
                Map.of("phone", reachedAt.person().phone(), "captcha", reachedAt.solves(confirm), "consent", "on"));
        filledIn.putAll(otherwise);
        return who.follow(who.submit(confirm, AT + "confirm", filledIn));
    }

    private Answer answersCode(Visitor who, Answer confirm, Citizen reachedAt, Map<String, String> otherwise) {
        var newest = reachedAt.newestCode();
        var otp = sendsConfirmed(who, confirm, reachedAt, otherwise);
        assertThat(otp.path()).isEqualTo(AT + "otp");
        return who.follow(who.submit(otp, AT + "otp", Map.of("otp", reachedAt.codeAfter(newest))));
    }

    private Answer finishes(Answer confirm, Citizen reachedAt, Map<String, String> otherwise) {
        return visitor.follow(
                visitor.submit(answersCode(visitor, confirm, reachedAt, otherwise), reachedAt.passwords()));
    }
}
