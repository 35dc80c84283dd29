package vn.mocua.portal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.SimOwner;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Strength;
import vn.mocua.sandbox.mss.Network;

/** Threats T16 and T33: the SIM that signs for the holder opens an account of every level; another person's none. */
@Tag("slow")
class RecoveryBySimTest {

    private static final String AT = "/forgot-password/sim-signing/";
    private static final String REFUSED = "Chưa lấy lại được bằng cách này";

    // Of this portal no test moves the clock, at which the authority answers.
    private final RunningPortal portal = RunningPortal.shared();
    private final GettingBack back = new GettingBack(portal);

    private Citizen withSim() {
        while (true) {
            var an = Citizen.fresh(portal);
            if (Network.VINA.prefixes().stream().anyMatch(an.person().phone().replaceAll("[^0-9]", "")::startsWith)) {
                return an;
            }
        }
    }

    private SimOwner sim(Citizen an) {
        return SimOwner.of(portal, an.person());
    }

    /** Up to the page that waits for the phone. */
    private Answer asks(Visitor visitor, Citizen whose, Citizen phone) {
        var number = back.begins(visitor, whose.person().nationalId(), "sim-signing");
        assertThat(number.path()).isEqualTo(AT + "number");
        var approval = visitor.follow(visitor.submit(
                number, number.path(), Map.of("phone", sim(phone).phone(), "captcha", back.solves(number))));
        assertThat(approval.path()).isEqualTo(AT + "approval");
        return approval;
    }

    private Answer signs(Visitor visitor, Citizen whose, Citizen phone) {
        asks(visitor, whose, phone);
        assertThat(sim(phone).codeOn(visitor, AT + "approval"))
                .isEqualTo(sim(phone).screen().code());
        sim(phone).types();
        return sim(phone).waits(visitor, AT + "approval");
    }

    @Test
    void theOwnersSimOpensAnAccountOfLevelThree() {
        var an = withSim();
        var account = back.opens(an, Strength.VOUCHED_FOR, Ial.IAL3, Map.of());
        var visitor = portal.visitorFromElsewhere();
        var password = signs(visitor, an, an);
        assertThat(password.path()).isEqualTo(AT + "password");
        assertThat(password.text()).doesNotContain(an.person().fullName());
        assertThat(back.choosesPassword(visitor, password).path()).isEqualTo("/forgot-password/done");
        assertThat(back.signsIn(portal.visitorFromElsewhere(), an, GettingBack.NEW_PASSWORD)
                        .path())
                .isEqualTo("/account");
        assertThat(portal.rows("audit_entry where action = 'recovery.proven' and details like '%by=certificate%'"
                        + " and subject = '" + account + "'"))
                .isEqualTo(1);
        assertThat(back.notMeCode(an, "duoc lay lai")).isNotEmpty();
    }

    @Test
    void somebodyElsesSimOpensNothingAndAnIdThatNobodyHasIsAnsweredAlike() {
        var an = withSim();
        back.opens(an, Strength.VOUCHED_FOR, Ial.IAL3, Map.of());
        var thief = portal.visitorFromElsewhere();
        var refused = signs(thief, an, withSim());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains(REFUSED);
        assertThat(thief.open(AT + "password").path()).isNotEqualTo(AT + "password");
        assertThat(back.sessions(an)).isZero();

        var nobody = withSim();
        var alike = signs(portal.visitorFromElsewhere(), nobody, nobody);
        assertThat(alike.status()).isEqualTo(422);
        assertThat(stripped(alike)).isEqualTo(stripped(refused));
    }

    private static String stripped(Answer answer) {
        var page = answer.html();
        page.select("input[type=hidden]").attr("value", "");
        return page.body().html().replaceAll("[0-9]", "0");
    }

    @Test
    void whoCancelsOnThePhoneProvesNothingAndMayAskAgain() {
        var an = withSim();
        back.opens(an, Strength.VOUCHED_FOR, Ial.IAL3, Map.of());
        var visitor = portal.visitorFromElsewhere();
        asks(visitor, an, an);
        sim(an).screen();
        portal.sandbox().cancelPrompt(sim(an).phone());
        var refused = sim(an).waits(visitor, AT + "approval");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Bạn đã bấm Huỷ trên điện thoại");
        assertThat(refused.html().select("a[href=" + AT + "number]")).isNotEmpty();
        assertThat(visitor.open(AT + "password").path()).isNotEqualTo(AT + "password");
        assertThat(portal.rows("audit_entry where action = 'recovery.proven' and subject = '"
                        + back.idOf(an).orElseThrow() + "'"))
                .isZero();
    }

    @Test
    void whoCancelsOnThePageIsAskedForANumberAndALateSignatureIsWorthNothing() {
        var an = withSim();
        back.opens(an, Strength.VOUCHED_FOR, Ial.IAL3, Map.of());
        var visitor = portal.visitorFromElsewhere();
        asks(visitor, an, an);
        sim(an).screen();
        var number = visitor.follow(
                visitor.submit(visitor.open(AT + "approval"), AT + "approval", Map.of("cancel", "true")));
        assertThat(number.path()).isEqualTo(AT + "number");
        sim(an).types();
        assertThat(visitor.open(AT + "password").path()).isEqualTo(AT + "number");
    }
}
