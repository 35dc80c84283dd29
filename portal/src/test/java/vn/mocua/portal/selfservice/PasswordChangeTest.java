package vn.mocua.portal.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Citizen;

/** Another password, and what follows for whoever came in by the former one (threat T32). */
class PasswordChangeTest {

    private static final String ANOTHER = "Canh-dieu-bay-cao-58";
    private static final Map<String, String> TYPED = Map.of("password", ANOTHER, "passwordConfirmation", ANOTHER);

    @Test
    void othersAreOutAndThisOneGetsANewWord() {
        var an = Owner.fresh();
        var stolen = an.browser().copy();
        var others = Stream.generate(an::alsoSignedIn).limit(2).toList();
        var before = an.browser().cookies().get("__Host-session");

        var done = an.browser().follow(an.presses("/account/password", "/account/password", TYPED));
        assertThat(done.text()).contains("Mật khẩu đã được đổi", "Mật khẩu được đổi");
        assertThat(an.browser().cookies().get("__Host-session")).isNotEqualTo(before);
        assertThat(others).noneMatch(Owner::isSignedIn);
        assertThat(Owner.isSignedIn(stolen))
                .as("the former word of this session")
                .isFalse();
        Owner.hears(an.an().person().phone(), "mat khau tai khoan cua ban vua duoc doi");

        var elsewhere = Owner.portal().visitorFromElsewhere();
        assertThat(an.an().typesPassword(elsewhere, Citizen.PASSWORD).status()).isEqualTo(422);
        assertThat(elsewhere.follow(an.an().typesPassword(elsewhere, ANOTHER)).path())
                .isEqualTo("/sign-in/otp");
    }

    @Test
    void aSessionThatLiesAboutChangesNothing() {
        var an = Owner.fresh();
        var page = an.browser().get("/account/password");
        Owner.muchLater();
        assertThat(an.browser().submit(page, "/account/password", TYPED).location())
                .isEqualTo("/sign-in?again");
        assertThat(an.browser().get("/account/password").location()).isEqualTo("/sign-in?again");
        assertThat(an.acts()).doesNotContain("account.password-changed");
        // Whoever shows again who they are comes back to it.
        var again = an.browser().open("/sign-in?again");
        var newest = an.an().newestCode();
        var otp = an.browser()
                .follow(an.browser()
                        .submit(
                                again,
                                "/sign-in",
                                Map.of("username", an.an().person().nationalId(), "password", Citizen.PASSWORD)));
        assertThat(an.browser()
                        .follow(an.browser()
                                .submit(
                                        otp,
                                        "/sign-in/otp",
                                        Map.of("otp", an.an().codeAfter(newest))))
                        .path())
                .isEqualTo("/account/password");
    }

    @Test
    void theRulesAreThoseOfRegistering() {
        var an = Owner.fresh();
        var weak = an.presses(
                "/account/password",
                "/account/password",
                Map.of("password", "Matkhau@123", "passwordConfirmation", "Matkhau@123"));
        assertThat(weak.status()).isEqualTo(422);
        assertThat(weak.errorOf("password")).isNotEmpty();
        var unlike = an.presses(
                "/account/password",
                "/account/password",
                Map.of("password", ANOTHER, "passwordConfirmation", ANOTHER + "x"));
        assertThat(unlike.errorOf("passwordConfirmation")).isNotEmpty();
        assertThat(unlike.body()).doesNotContain(ANOTHER);
        assertThat(an.acts()).doesNotContain("account.password-changed");
    }

    @Test
    void withoutAFormOfOursNothingHappens() {
        var an = Owner.fresh();
        assertThat(an.browser().post("/account/password", TYPED).status()).isEqualTo(403);
        assertThat(an.presses(
                                "/account/password",
                                "/account/password",
                                Map.of("password", ANOTHER, "passwordConfirmation", ANOTHER, "account", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(an.acts()).doesNotContain("account.password-changed");
    }

    @Test
    void twoClicksChangeItOnce() {
        var an = Owner.fresh();
        var page = an.browser().get("/account/password");
        var clicks = Stream.generate(() -> an.browser().copy())
                .limit(2)
                .map(tab -> CompletableFuture.supplyAsync(() -> tab.submit(page, "/account/password", TYPED)))
                .toList();
        clicks.forEach(CompletableFuture::join);
        assertThat(an.acts().stream().filter("account.password-changed"::equals))
                .hasSize(1);
        assertThat(Owner.portal().rows("spring_session where principal_name = '" + an.account() + "'"))
                .isEqualTo(1);
    }
}
