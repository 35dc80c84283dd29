package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Visitor.Answer;

/** Who has an account adds proofs to it by the ways of registering; nobody adds anything to somebody else's. */
class ProofsAreAddedTest {

    private final RunningPortal portal = RunningPortal.shared();

    private Answer begins(Visitor visitor) {
        var choice = visitor.open("/account/raise");
        assertThat(choice.status()).isEqualTo(200);
        return visitor.follow(visitor.submit(choice, "/account/raise", Map.of("method", "mobile-subscriber")));
    }

    private long proofs(Answer account) {
        return account.html().select(".proofs li").size();
    }

    @Test
    void theOwnersProofStandsBesideTheFirstAndTheyHearOfIt() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        an.registers(visitor);
        assertThat(proofs(an.signsIn(visitor))).isEqualTo(1);

        var details = begins(visitor);
        assertThat(details.path()).isEqualTo("/account/raise/mobile-subscriber/details");
        var newest = an.newestCode();
        var otp = visitor.follow(an.sendsDetails(visitor, details, Map.of()));
        assertThat(otp.path()).isEqualTo("/account/raise/mobile-subscriber/otp");
        var account = visitor.follow(visitor.submit(otp, Map.of("otp", an.codeAfter(newest))));

        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text()).contains("Căn cứ mới đã được thêm", "Thêm căn cứ xác minh", "Mức 2");
        assertThat(proofs(account)).isEqualTo(2);
        assertThat(an.smsSaying("la ma NANG MUC")).isOne();
        assertThat(an.smsSaying("la ma DANG KY")).isOne();
        Waiting.until(
                Duration.ofSeconds(30),
                () -> Stream.of(true)
                        .filter(yes -> an.smsSaying("vua co them mot can cu xac minh") == 1)
                        .findFirst());
        assertThat(visitor.open("/account/raise").text()).contains("Tài khoản đã có căn cứ này");
    }

    @Test
    void whatIsProvedOfSomebodyElseIsNotAdded() {
        var an = Citizen.fresh(portal);
        var other = Citizen.fresh(portal);
        var visitor = portal.visitor();
        an.registers(visitor);
        an.signsIn(visitor);

        var refused = other.sendsDetails(visitor, begins(visitor), Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Chưa thêm được vào tài khoản này", "Chọn cách xác minh khác");
        assertThat(proofs(visitor.open("/account"))).isEqualTo(1);
        assertThat(other.newestSms()).isEmpty();
    }

    @Test
    void whoeverElseIsSignedInByNowAddsNothing() {
        var an = Citizen.fresh(portal);
        var other = Citizen.fresh(portal);
        var visitor = portal.visitor();
        other.registers(portal.visitor());
        an.registers(visitor);
        an.signsIn(visitor);
        begins(visitor);
        visitor.submit(visitor.open("/account"), "/sign-out", Map.of());

        assertThat(visitor.open("/account/raise/mobile-subscriber/details").path())
                .isEqualTo("/sign-in");
        other.signsIn(visitor);
        var stillThere = visitor.open("/account/raise/mobile-subscriber/details");
        var refused = an.sendsDetails(visitor, stillThere, Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Chưa thêm được vào tài khoản này");
        assertThat(proofs(visitor.open("/account"))).isEqualTo(1);
    }

    @Test
    void nobodyGetsThereWithoutSigningIn() {
        assertThat(portal.visitor().open("/account/raise").path()).isEqualTo("/sign-in");
        assertThat(portal.visitor()
                        .open("/account/raise/mobile-subscriber/details")
                        .path())
                .isEqualTo("/sign-in");
    }

    @Test
    void whatIsNotOfferedCannotBeChosen() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        an.registers(visitor);
        an.signsIn(visitor);
        for (var method : new String[] {"", "ferry", "in-person"}) {
            var answer = visitor.submit(visitor.open("/account/raise"), "/account/raise", Map.of("method", method));
            assertThat(answer.status()).as(method).isEqualTo(422);
            assertThat(answer.errorOf("method")).as(method).isNotEmpty();
        }
    }
}
