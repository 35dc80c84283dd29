package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Visitor.Answer;

/** Threat T15: messages cost money and can be turned against whoever owns a phone; budgets hold whatever is tried. */
class MessagesAreNotPumpedTest {

    private static final String AT = "/register/mobile-subscriber/";

    @Test
    void messagesNeverExceedTheBudgetsAndTheStopLeavesOtherWaysOpen() {
        var budgets = Map.of(
                "mocua.trusted-proxies", "127.0.0.1",
                "mocua.limits.sms-per-network", "5/1h",
                "mocua.limits.sms-in-all", "11/1h");
        try (var portal = RunningPortal.own("pumped_portal", budgets)) {
            var holder = Citizen.fresh(portal);
            holder.registers(portal.visitorFromElsewhere());
            assertThat(codesWritten(portal)).isEqualTo(1);

            for (int i = 0; i < 9; i++) {
                asks(portal, portal.visitorFrom("198.51.100." + (i + 1)), i < 5);
            }
            assertThat(codesWritten(portal)).isEqualTo(6);
            for (int i = 0; i < 9; i++) {
                asks(portal, portal.visitorFromElsewhere(), i < 5);
            }
            assertThat(codesWritten(portal)).isEqualTo(11);

            var visitor = portal.visitorFromElsewhere();
            assertThat(visitor.get("/").status()).isEqualTo(200);
            assertThat(visitor.get("/counters").status()).isEqualTo(200);
            var signIn = visitor.follow(holder.typesPassword(visitor, Citizen.PASSWORD));
            assertThat(signIn.path()).isEqualTo("/sign-in/otp");
            assertThat(signIn.text()).contains("Chưa gửi được mã");

            portal.clock().shift(Duration.ofMinutes(61));
            asks(portal, portal.visitorFrom("198.51.100.1"), true);
        }
    }

    @Test
    void theNextCodeIsSentAfterAMinuteThenTwoThenFourAndNoFifth() {
        var portal = RunningPortal.usual();
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var page = an.fillsInDetails(visitor);
        an.codeAfter("");
        for (var pause : List.of(60, 120, 240)) {
            var early = again(visitor);
            assertThat(early.status()).isEqualTo(429);
            assertThat(Integer.parseInt(early.headers().get("retry-after"))).isBetween(pause - 15, pause + 1);
            var newest = an.newestCode();
            portal.clock().shift(Duration.ofSeconds(pause));
            assertThat(again(visitor).status()).isEqualTo(303);
            an.codeAfter(newest);
            page = visitor.get(AT + "otp");
        }
        assertThat(page.text()).contains("Vẫn chưa có tin nhắn?", "Chọn phương thức đăng ký khác");
        portal.clock().shift(Duration.ofMinutes(9));
        var newest = an.newestCode();
        var fifth = again(visitor);
        assertThat(fifth.status()).isEqualTo(422);
        assertThat(fifth.text()).contains("không gửi thêm mã nữa");
        assertThat(an.newestSms()).isEqualTo(newest);
    }

    @Test
    void onePhoneGetsFiveADayFromAnyNumberOfBrowsers() {
        var portal = RunningPortal.usual();
        var an = Citizen.fresh(portal);
        for (int i = 0; i < 8; i++) {
            an.fillsInDetails(portal.visitorFromElsewhere());
        }
        Waiting.until(Duration.ofSeconds(10), () -> Optional.of(true).filter(yes -> an.smsSaying("DANG KY") == 5));
        portal.clock().shift(Duration.ofHours(25));
        var newest = an.newestCode();
        an.fillsInDetails(portal.visitorFromElsewhere());
        an.codeAfter(newest);
    }

    @Test
    void numbersThatAreNoVietnameseMobileNumbersNeverReachAGateway() {
        var portal = RunningPortal.shared();
        var before = codesWritten(portal);
        for (var number : List.of(
                "+1 202 555 0147",
                "+44 7700 900123",
                "024 3826 1111",
                "1900 1234",
                "1800 555 555",
                "0069 12345678",
                "+979 0123456",
                "113",
                "0912")) {
            var an = Citizen.fresh(portal);
            var visitor = portal.visitor();
            var answer = an.sendsDetails(visitor, an.beginsAt(visitor), Map.of("phone", number));
            assertThat(answer.status()).as(number).isEqualTo(422);
            assertThat(answer.errorOf("phone")).as(number).isNotEmpty();
        }
        assertThat(codesWritten(portal)).isEqualTo(before);
    }

    private static Answer again(Visitor visitor) {
        return visitor.submit(visitor.get(AT + "otp"), AT + "otp/again", Map.of());
    }

    private static void asks(RunningPortal portal, Visitor visitor, boolean isSent) {
        var an = Citizen.fresh(portal);
        var page = an.fillsInDetails(visitor);
        assertThat(page.path()).isEqualTo(AT + "otp");
        assertThat(page.text().contains("Chưa gửi được mã")).isEqualTo(!isSent);
        if (isSent) {
            an.codeAfter("");
        }
    }

    private static int codesWritten(RunningPortal portal) {
        return JdbcClient.create(portal.database().asOwner())
                .sql("select count(*) from outbox_message where channel = 'sms' and delivery = 'once'")
                .query(Integer.class)
                .single();
    }
}
