package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.Purpose;
import vn.mocua.portal.otp.Whom;
import vn.mocua.portal.page.Language;

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
        assertThat(fifth.status()).isEqualTo(429);
        assertThat(fifth.headers()).containsKey("retry-after");
        assertThat(fifth.text()).contains("không gửi thêm mã nữa");
        assertThat(an.newestCode()).isEqualTo(newest);
    }

    @Test
    void thePauseHoldsForThePhoneWhicheverBrowserAsks() {
        var portal = RunningPortal.usual();
        var an = Citizen.fresh(portal);
        an.fillsInDetails(portal.visitorFromElsewhere());
        var code = an.codeAfter("");

        var other = portal.visitorFromElsewhere();
        var page = an.fillsInDetails(other);
        assertThat(page.path()).isEqualTo(AT + "otp");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains(
                        "Chưa gửi được mã", "Gửi lại được từ", "Mã xác thực sẽ được gửi qua", "Lần này chưa có mã nào")
                .doesNotContain("đã được gửi qua", "hết hiệu lực", "Bạn chưa nhận được mã?");
        assertThat(page.html().selectFirst("[name=otp]")).isNull();
        assertThat(Integer.parseInt(page.html().selectFirst("[data-wait]").attr("data-wait")))
                .isBetween(30, 60);
        assertThat(again(other).status()).isEqualTo(429);
        assertThat(other.get(AT + "details").valueOf("fullName"))
                .isEqualTo(an.person().fullName());
        assertThat(an.smsSaying("DANG KY")).isEqualTo(1);

        portal.clock().shift(Duration.ofSeconds(60));
        assertThat(again(other).status()).isEqualTo(303);
        assertThat(other.get(AT + "otp").html().selectFirst("[name=otp]")).isNotNull();
        an.codeAfter(code);
        var third = portal.visitorFromElsewhere();
        an.fillsInDetails(third);
        assertThat(Integer.parseInt(again(third).headers().get("retry-after"))).isBetween(90, 121);
    }

    @Test
    void whoSendsTheSameDetailsAgainTypesTheCodeThatIsOutAlready() {
        var portal = RunningPortal.usual();
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        an.fillsInDetails(visitor);
        var code = an.codeAfter("");
        for (int wrong = 0; wrong < 2; wrong++) {
            visitor.submit(visitor.get(AT + "otp"), Map.of("otp", Citizen.wrong(code)));
        }

        var otp = visitor.follow(
                an.sendsDetails(visitor, visitor.get(AT + "details"), Map.of("email", "an@mocua.example")));
        assertThat(otp.path()).isEqualTo(AT + "otp");
        assertThat(otp.text()).doesNotContain("Chưa gửi được mã");
        var wrong = visitor.submit(otp, Map.of("otp", Citizen.wrong(code)));
        assertThat(wrong.errorOf("otp")).as("no tries are given back").contains("còn 2 lần");
        assertThat(visitor.submit(wrong, Map.of("otp", code)).location()).isEqualTo(AT + "password");
        assertThat(an.smsSaying("DANG KY")).isEqualTo(1);
    }

    @Test
    void whoCorrectsThePhoneDoesNotWait() {
        var portal = RunningPortal.usual();
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        an.fillsInDetails(visitor);
        var first = an.codeAfter("");
        var binh = Citizen.fresh(portal);

        var otp = visitor.follow(binh.sendsDetails(visitor, visitor.get(AT + "details"), Map.of()));
        assertThat(otp.text()).doesNotContain("Chưa gửi được mã").contains(binh.maskedPhone());
        var code = binh.codeAfter("");
        assertThat(visitor.submit(otp, Map.of("otp", first)).status()).isEqualTo(422);
        assertThat(visitor.submit(visitor.get(AT + "otp"), Map.of("otp", code)).location())
                .isEqualTo(AT + "password");
    }

    @Test
    void ofManyAskingAtOnceOneIsSentAndTheOthersUseNothingUp() throws Exception {
        var portal = RunningPortal.usual();
        var an = Citizen.fresh(portal);
        var phone = PhoneNumber.of(an.person().phone());
        var codes = portal.bean(OneTimeCodes.class);
        var visit = new Visit(
                UUID.randomUUID(),
                "",
                portal.clock().instant(),
                Language.VI,
                "192.0.2.0/24",
                "192.0.2.1",
                null,
                Instant.EPOCH);
        var asked = new ArrayList<Callable<OneTimeCodes.Sending>>();
        var together = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            asked.add(() -> {
                together.await();
                return codes.send(
                        Purpose.REGISTER,
                        null,
                        phone,
                        phone.value(),
                        new Whom(Identifier.Kind.NATIONAL_ID, "***001"),
                        visit);
            });
        }
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var sendings = asked.stream().map(crowd::submit).toList();
            together.countDown();
            var sent = 0;
            for (var sending : sendings) {
                sent += sending.get() instanceof OneTimeCodes.Sending.Sent ? 1 : 0;
            }
            assertThat(sent).isEqualTo(1);
        }
        for (int more = 0; more < 4; more++) {
            portal.clock().shift(Duration.ofMinutes(8));
            assertThat(codes.send(
                            Purpose.REGISTER,
                            null,
                            phone,
                            phone.value(),
                            new Whom(Identifier.Kind.NATIONAL_ID, "***001"),
                            visit))
                    .as("of five a day, after one, number %d", more + 2)
                    .isInstanceOf(OneTimeCodes.Sending.Sent.class);
        }
    }

    @Test
    void onePhoneGetsFiveADayFromAnyNumberOfBrowsers() {
        var portal = RunningPortal.usual();
        var an = Citizen.fresh(portal);
        for (int i = 0; i < 8; i++) {
            an.fillsInDetails(portal.visitorFromElsewhere());
            // A code whose time is over is not sent any more: first it comes, then time goes by.
            var sent = Math.min(i + 1, 5);
            Waiting.until(
                    Duration.ofSeconds(30), () -> Optional.of(true).filter(yes -> an.smsSaying("DANG KY") == sent));
            portal.clock().shift(Duration.ofMinutes(8));
        }
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
