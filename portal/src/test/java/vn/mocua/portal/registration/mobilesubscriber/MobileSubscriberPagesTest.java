package vn.mocua.portal.registration.mobilesubscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;

/** The guide's section 1.1, page by page, over HTTP. */
class MobileSubscriberPagesTest {

    private final RunningPortal portal = RunningPortal.shared();

    @Test
    void theOwnerOfANumberOpensAnAccountAtLevelTwoAndSignsIn() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();

        var otp = an.fillsInDetails(visitor);
        assertThat(otp.path()).isEqualTo("/register/mobile-subscriber/otp");
        assertThat(otp.text()).contains(an.maskedPhone());

        var password = visitor.follow(visitor.submit(otp, Map.of("otp", an.lastCode())));
        assertThat(password.path()).isEqualTo("/register/mobile-subscriber/password");

        var done = visitor.follow(visitor.submit(password, an.passwords()));
        assertThat(done.path()).isEqualTo("/register/done");
        assertThat(done.text()).contains("Mức 2").doesNotContain(an.person().nationalId());

        var account = an.signsIn(portal.visitor());
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text()).contains(an.person().fullName(), "Tài khoản được mở");
    }
}
