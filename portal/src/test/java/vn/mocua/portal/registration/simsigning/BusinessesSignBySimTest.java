package vn.mocua.portal.registration.simsigning;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.portal.SimOwner.AT;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.SimOwner;

/** Companies register by SIM; their numbers are of all four networks, the one that speaks version 1 of CSC among them. */
@Tag("slow")
class BusinessesSignBySimTest {

    @Test
    void aCompanyNeedsAnEmailAddressAndNoPassword() {
        try (var portal = RunningPortal.own("businesses_by_sim", Map.of())) {
            assertThat(SimOwner.businesses(portal)).hasSizeGreaterThan(3).allSatisfy(business -> {
                var visitor = portal.visitor();
                var confirm = business.confirms(visitor);
                assertThat(confirm.path()).isEqualTo(AT + "confirm");
                assertThat(confirm.text())
                        .contains("Tên doanh nghiệp", business.name().replace('–', '-'));
                var without = visitor.submit(confirm, AT + "confirm", Map.of("email", ""));
                assertThat(without.status()).isEqualTo(422);
                assertThat(without.errorOf("email")).contains("Bạn phải nhập email");
                var done = visitor.follow(
                        visitor.submit(without, AT + "confirm", Map.of("email", "van-phong@example.vn")));
                assertThat(done.path()).isEqualTo("/register/done");
                assertThat(done.text()).contains("mức 3, tương đương với tài khoản đăng ký trực tiếp");
            });
        }
    }
}
