package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.portal.SimOwner.AT;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.sandbox.mss.Network;
import vn.mocua.sandbox.town.Fate;

/** Threat T25: a prompt on a phone whose owner did not ask for it. */
@Tag("slow")
class PromptsAreNotAbusedTest {

    /** With a clock that no other test has moved: services that sign look at when they are asked. */
    private static final RunningPortal PORTAL =
            RunningPortal.own("prompting_portal", Map.of("mocua.trusted-proxies", "127.0.0.1"));

    @AfterAll
    static void close() {
        PORTAL.close();
    }

    @AfterEach
    void setTheClock() {
        PORTAL.clock().back();
    }

    @Test
    void theFourthPromptInAnHourIsNotSent() {
        var an = SimOwner.fresh(PORTAL, Network.VINA);
        for (var prompts = 0; prompts < 3; prompts++) {
            var visitor = PORTAL.visitorFromElsewhere();
            assertThat(an.asks(visitor).path()).isEqualTo(AT + "approval");
            an.screen();
            PORTAL.sandbox().cancelPrompt(an.phone());
            assertThat(an.waits(visitor, AT + "approval").status()).isEqualTo(422);
        }

        var fourth = an.asks(PORTAL.visitorFromElsewhere());
        assertThat(fourth.status()).isEqualTo(429);
        assertThat(fourth.headers()).containsKey("retry-after");
        assertThat(fourth.errorOf("phone")).contains("Gửi lại được từ");
        assertThat(PORTAL.sandbox().prompt(an.phone())).isEmpty();
    }

    @Test
    void whatThePhoneConfirmsGoesToTheBrowserThatAskedAndToNoOther() {
        var an = SimOwner.fresh(PORTAL, Network.VINA);
        var first = PORTAL.visitorFromElsewhere();
        var second = PORTAL.visitorFromElsewhere();
        assertThat(an.asks(first).path()).isEqualTo(AT + "approval");

        var busy = an.asks(second);
        assertThat(busy.status()).isEqualTo(429);
        assertThat(busy.errorOf("phone")).contains("đang có một yêu cầu chưa trả lời");
        an.screen();
        an.types();
        assertThat(an.waits(first, AT + "approval").path()).isEqualTo(AT + "confirm");
        assertThat(second.open(AT + "approval").path()).isEqualTo(AT + "number");
        assertThat(second.open(AT + "confirm").path()).isEqualTo(AT + "number");
        assertThat(PORTAL.visitorFromElsewhere().open(AT + "confirm").path()).isEqualTo("/register");
    }

    @Test
    void whoseCodeIsAnotherCancelsAndNothingIsSigned() {
        var victim = SimOwner.fresh(PORTAL, Network.VINA);
        var attacker = PORTAL.visitorFromElsewhere();
        victim.asks(attacker);
        var shown = victim.screen();
        var own = PORTAL.visitorFromElsewhere();
        var mine = SimOwner.fresh(PORTAL, Network.VINA);
        mine.asks(own);

        assertThat(shown.text()).contains("Cong Dich vu cong", "DANG KY", shown.code(), "PIN");
        assertThat(shown.text()).hasSizeLessThanOrEqualTo(110).matches("\\p{ASCII}+");
        // What the victim's own page shows is not what the phone shows.
        assertThat(mine.codeOn(own, AT + "approval")).isNotEqualTo(shown.code());
        PORTAL.sandbox().cancelPrompt(victim.phone());
        assertThat(victim.waits(attacker, AT + "approval").text()).contains("có thể người khác đã nhập số của bạn");
    }

    @Test
    void numbersWhoseSimDoesNotSignAreAnsweredLikeThoseThatNobodyAnswers() {
        var with = SimOwner.fresh(PORTAL, Network.VINA);
        var without = SimOwner.whoseFateIs(Fate.NO_SIGNING_SIM, PORTAL);
        var one = PORTAL.visitorFromElsewhere();
        var other = PORTAL.visitorFromElsewhere();
        assertThat(with.asks(one).path()).isEqualTo(AT + "approval");
        assertThat(without.asks(other).path()).isEqualTo(AT + "approval");
        assertThat(with.codeOn(one, AT + "approval")).matches("[0-9]{4}");
        assertThat(without.codeOn(other, AT + "approval")).matches("[0-9]{4}");
        assertThat(alike(other.get(AT + "approval"))).isEqualTo(alike(one.get(AT + "approval")));
        assertThat(PORTAL.sandbox().prompt(without.phone())).isEmpty();

        PORTAL.clock().shift(Duration.ofMinutes(1));
        assertThat(other.get(AT + "approval").status()).isEqualTo(200);
        PORTAL.clock().shift(Duration.ofMinutes(1).plusSeconds(1));
        var told = other.get(AT + "approval");
        assertThat(told.status()).isEqualTo(422);
        assertThat(told.text()).contains("Chưa có xác nhận từ điện thoại");
        assertThat(alike(one.get(AT + "approval"))).isEqualTo(alike(told));
    }

    @Test
    void noCaptchaNoPrompt() {
        var an = SimOwner.fresh(PORTAL, Network.VINA);
        var visitor = PORTAL.visitorFromElsewhere();
        var refused = an.asks(visitor, an.begins(visitor), Map.of("captcha", "000000"));

        assertThat(refused.status()).isIn(422, 429);
        assertThat(PORTAL.sandbox().prompt(an.phone())).isEmpty();
    }

    /** But for words that only this browser has. */
    private static String alike(Answer page) {
        return page.body()
                .replaceAll("[0-9]{3}[*]{4}[0-9]{3}", "PHONE")
                .replaceAll("value=\"[^\"]*\"", "VALUE")
                .replaceAll("<b class=\"digits\">[0-9]{4}</b>", "CODE")
                .replaceAll("data-left=\"[0-9]+\"", "LEFT")
                .replaceAll("[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?", "TIME");
    }
}
