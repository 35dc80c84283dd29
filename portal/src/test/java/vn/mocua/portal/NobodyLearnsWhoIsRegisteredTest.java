package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Threat T01: that somebody has an account is told to nobody but them. */
class NobodyLearnsWhoIsRegisteredTest {

    private static final String NOTICE = "vua co nguoi dang ky lai";

    private final RunningPortal portal = RunningPortal.usual();

    @Test
    void whoDoesNotHoldThePhoneIsAnsweredAlikeWhetherTheIdIsRegisteredOrNot() {
        var told = new HashSet<String>();
        var lengths = new HashSet<Integer>();
        for (int i = 0; i < 8; i++) {
            var asked = Citizen.fresh(portal);
            if (i % 2 == 0) {
                asked.registers(portal.visitorFromElsewhere());
            }
            var stranger = Citizen.fresh(portal);
            var answer = asked.fillsInDetails(
                    portal.visitorFromElsewhere(),
                    Map.of("phone", stranger.person().phone()));
            assertThat(answer.status()).isEqualTo(422);
            told.add(Alike.told(answer));
            lengths.add(answer.body().length());
        }
        assertThat(told).hasSize(1);
        assertThat(lengths).hasSize(1);
    }

    @Test
    void evenWithThePhoneNothingIsToldBeforeTheRightCode() {
        var known = Citizen.fresh(portal);
        known.registers(portal.visitorFromElsewhere());
        var unknown = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var other = portal.visitorFromElsewhere();
        var newest = known.newestCode();

        var toKnown = known.fillsInDetails(visitor);
        var toUnknown = unknown.fillsInDetails(other);
        assertThat(Alike.told(toKnown)).isEqualTo(Alike.told(toUnknown));

        var code = known.codeAfter(newest);
        var wrongForKnown = visitor.submit(toKnown, Map.of("otp", Citizen.wrong(code)));
        var wrongForUnknown = other.submit(toUnknown, Map.of("otp", Citizen.wrong(unknown.codeAfter(""))));
        assertThat(wrongForKnown.status()).isEqualTo(422);
        assertThat(Alike.told(wrongForKnown)).isEqualTo(Alike.told(wrongForUnknown));

        var right = visitor.follow(visitor.submit(wrongForKnown, Map.of("otp", code)));
        assertThat(right.text()).contains("Bạn đã có tài khoản", "Quên mật khẩu", "Quầy giao dịch", "Khiếu nại");
        assertThat(right.text())
                .doesNotContain(known.person().nationalId(), known.person().fullName(), known.maskedPhone(), "Mức 2");
    }

    @Test
    void theHolderHearsOfItOnceADay() {
        var holder = Citizen.fresh(portal);
        holder.registers(portal.visitorFromElsewhere());
        portal.clock().shift(Duration.ofHours(25));

        triesAgain(holder);
        triesAgain(holder);
        hears(holder, 1);

        portal.clock().shift(Duration.ofHours(25));
        triesAgain(holder);
        hears(holder, 2);
        assertThat(holder.newestSms()).doesNotContain("http", holder.person().nationalId());
    }

    @Test
    void alsoOnTheDayOnWhichTheyRegisteredButNotOfTheirOwnOtherWindow() {
        var holder = Citizen.fresh(portal);
        var otherWindow = portal.visitorFromElsewhere();
        holder.beginsAt(otherWindow);
        holder.registers(portal.visitorFromElsewhere());

        var newest = holder.newestCode();
        var otp = otherWindow.follow(
                holder.sendsDetails(otherWindow, otherWindow.get("/register/mobile-subscriber/details"), Map.of()));
        assertThat(otherWindow
                        .follow(otherWindow.submit(otp, Map.of("otp", holder.codeAfter(newest))))
                        .text())
                .contains("Bạn đã có tài khoản");
        assertThat(holder.smsSaying(NOTICE)).isZero();

        triesAgain(holder);
        triesAgain(holder);
        hears(holder, 1);
    }

    private void triesAgain(Citizen holder) {
        assertThat(holder.arrivesAtPassword(portal.visitorFromElsewhere()).text())
                .contains("Bạn đã có tài khoản");
    }

    private static void hears(Citizen holder, int times) {
        Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(holder.smsSaying(NOTICE)).filter(heard -> heard == times));
    }
}
