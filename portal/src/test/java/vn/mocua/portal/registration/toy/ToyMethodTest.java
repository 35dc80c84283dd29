package vn.mocua.portal.registration.toy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.registration.ChoosePassword;
import vn.mocua.portal.registration.RegistrationMethod;

/** One more way to register is one package, its words and its picture: no file that exists is changed. */
class ToyMethodTest {

    private final RunningPortal portal = RunningPortal.shared();

    @Test
    void aMethodThatOnlyTestsDeclareIsOfferedAndWalkedToItsEnd() {
        var an = Citizen.fresh(portal);
        var named = NationalId.of(an.person().nationalId());
        var phone = PhoneNumber.of(an.person().phone());
        try (var node = portal.anotherNode(
                Map.of(),
                context -> context.registerBean(
                        "toyMethod",
                        RegistrationMethod.class,
                        () -> Toy.method(
                                named, phone, context.getBean(ChoosePassword.class), context.getBean(Clock.class))))) {
            var visitor = portal.visitor().ledTo(node.url());
            var chooser = visitor.open("/register");
            assertThat(chooser.text()).contains("Đồ chơi", "Thuê bao di động");

            var page = visitor.follow(visitor.submit(chooser, "/register", Map.of("kind", "citizen", "method", "toy")));
            assertThat(page.path()).isEqualTo("/register/toy/toy-number");
            assertThat(page.text()).contains("Con số", "Bước 1 trên 2");
            page = visitor.submit(page, Map.of("otp", "000000"));
            assertThat(page.status()).isEqualTo(422);

            var password = visitor.follow(visitor.submit(page, Map.of("otp", Toy.NUMBER)));
            assertThat(password.path()).isEqualTo("/register/toy/password");
            var done = visitor.follow(visitor.submit(password, an.passwords()));
            assertThat(done.path()).isEqualTo("/register/done");
            assertThat(done.text()).contains("Mức 2", "Con số đã được nói đúng");

            var account = an.signsIn(portal.visitor().ledTo(node.url()));
            assertThat(account.path()).isEqualTo("/account");
            assertThat(account.text()).contains("Toy Box", "hộp đồ chơi");
        }
        assertThat(portal.visitor().open("/register").text()).doesNotContain("Đồ chơi");
    }
}
