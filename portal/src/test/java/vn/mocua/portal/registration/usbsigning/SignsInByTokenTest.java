package vn.mocua.portal.registration.usbsigning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;

/** The token that opened an account, or was added to one, signs in to it; any other is told that no account knows it. */
class SignsInByTokenTest {

    private final RunningPortal portal = RunningPortal.shared();

    private static Answer toTheToken(Visitor visitor) {
        var page = visitor.follow(visitor.submit(visitor.open("/sign-in"), "/sign-in/by/usb-signing", Map.of()));
        assertThat(page.path()).isEqualTo("/sign-in/usb-signing/token");
        return page;
    }

    private Answer signsIn(Visitor visitor, TokenOnTheDesk token) {
        return visitor.follow(
                token.answers(visitor, toTheToken(visitor), portal.url().toString()));
    }

    private TokenOnTheDesk tokenOf(Citizen citizen) {
        return TokenOnTheDesk.of(portal.sandbox().authorities().forPerson(citizen.person()));
    }

    @Test
    void theTokenThatOpenedTheAccountSignsInToIt() {
        var an = Citizen.fresh(portal);
        var token = tokenOf(an);
        var visitor = portal.visitor();
        var unknown = signsIn(visitor, token);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.text()).contains("Chưa có tài khoản nào dùng chứng thư này");

        var page = visitor.follow(visitor.submit(
                visitor.open("/register"), "/register", Map.of("kind", "citizen", "method", "usb-signing")));
        var confirm = visitor.follow(token.answers(visitor, page, portal.url().toString()));
        var fields = new HashMap<String, String>();
        fields.put(
                "captcha",
                portal.sandbox().captcha(confirm.valueOf("captchaToken")).orElseThrow());
        fields.put("consent", "on");
        assertThat(visitor.follow(visitor.submit(confirm, confirm.path(), fields))
                        .path())
                .isEqualTo("/register/done");

        var account = signsIn(portal.visitor(), token);
        assertThat(account.path()).isEqualTo("/account");
        // Certificates name people in capitals.
        assertThat(account.text())
                .containsIgnoringCase(an.person().fullName())
                .contains("Mức 3", "Tài khoản chưa có mật khẩu");
    }

    @Test
    void aTokenThatWasAddedSignsInToo() {
        var an = Citizen.fresh(portal);
        var token = tokenOf(an);
        var visitor = portal.visitor();
        an.registers(visitor);
        an.signsIn(visitor);
        var page = visitor.follow(
                visitor.submit(visitor.open("/account/raise"), "/account/raise", Map.of("method", "usb-signing")));
        assertThat(visitor.follow(token.answers(visitor, page, portal.url().toString()))
                        .path())
                .isEqualTo("/account");

        var elsewhere = portal.visitor();
        assertThat(signsIn(elsewhere, token).path()).isEqualTo("/account");
        assertThat(elsewhere.open("/account").text()).contains(an.person().fullName());
    }

    @Test
    void aSignatureForRegisteringSignsNobodyIn() {
        var an = Citizen.fresh(portal);
        var token = tokenOf(an);
        var visitor = portal.visitor();
        var registering = visitor.follow(visitor.submit(
                visitor.open("/register"), "/register", Map.of("kind", "citizen", "method", "usb-signing")));
        var signed = token.signs(portal.url().toString(), TokenOnTheDesk.nonce(registering));
        var answer = TokenOnTheDesk.uploads(visitor, toTheToken(visitor), signed);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(visitor.open("/account").path()).isEqualTo("/sign-in");
    }
}
