package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.Otp;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.otp.OneTimeCodes;
import vn.mocua.portal.otp.OneTimeCodes.Checking;
import vn.mocua.portal.otp.OneTimeCodes.Sending;
import vn.mocua.portal.otp.Purpose;
import vn.mocua.portal.otp.Whom;
import vn.mocua.portal.page.Language;

/** Threats T11 to T14: a code can not be found by trying, and is good in one place, once. */
@Tag("slow")
class CodesAreNotGuessedTest {

    private static final String AT = "/register/mobile-subscriber/";

    private final RunningPortal portal = RunningPortal.usual();
    private final OneTimeCodes codes = portal.bean(OneTimeCodes.class);

    @Test
    void theSixthTryIsRefusedEvenWhenRightAndAnotherCodeDoesNotGiveFiveMore() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var page = an.fillsInDetails(visitor);
        var code = an.codeAfter("");
        for (int left = 4; left > 1; left--) {
            page = visitor.submit(page, Map.of("otp", Citizen.wrong(code)));
            assertThat(page.status()).isEqualTo(422);
            assertThat(page.errorOf("otp")).contains("còn " + left + " lần");
            assertThat(page.valueOf("otp")).isEmpty();
        }
        portal.clock().shift(Duration.ofSeconds(61));
        var newest = an.newestCode();
        page = visitor.follow(visitor.submit(page, AT + "otp/again", Map.of()));
        code = an.codeAfter(newest);
        page = visitor.submit(page, Map.of("otp", Citizen.wrong(code)));
        assertThat(page.errorOf("otp")).contains("còn 1 lần");

        var fifth = visitor.submit(page, Map.of("otp", Citizen.wrong(code)));
        assertThat(fifth.status()).isEqualTo(422);
        assertThat(fifth.text()).contains("Mã OTP đã bị nhập sai quá nhiều lần");
        var sixth = visitor.submit(visitor.get(AT + "otp"), Map.of("otp", code));
        assertThat(sixth.text()).contains("Mã OTP đã bị nhập sai quá nhiều lần");
        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.headers()).containsKey("retry-after");

        portal.clock().shift(Duration.ofMinutes(3));
        newest = an.newestCode();
        var again = visitor.submit(visitor.get(AT + "otp"), AT + "otp/again", Map.of());
        assertThat(again.status()).isEqualTo(429);
        assertThat(again.headers()).containsKey("retry-after");
        assertThat(an.newestCode()).isEqualTo(newest);

        // The way on: the page leads back to the form, whose answer begins anew.
        var back = again.html().selectFirst("a.main").attr("href");
        assertThat(back).isEqualTo(AT + "details");
        var anew = visitor.follow(an.sendsDetails(visitor, visitor.get(back), Map.of()));
        var password = visitor.follow(visitor.submit(anew, Map.of("otp", an.codeAfter(newest))));
        assertThat(password.path()).isEqualTo(AT + "password");
    }

    @Test
    void aCodeIsDeadWhenItsTimeIsOverByTheServersClock() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var page = an.fillsInDetails(visitor);
        var code = an.codeAfter("");
        portal.clock().shift(Duration.ofMinutes(5));
        var late = visitor.submit(page, Map.of("otp", code));
        assertThat(late.status()).isEqualTo(422);
        assertThat(late.errorOf("otp")).contains("không còn dùng được");

        var resent = visitor.follow(visitor.submit(visitor.get(AT + "otp"), AT + "otp/again", Map.of()));
        assertThat(resent.path()).isEqualTo(AT + "otp");
        var second = an.codeAfter(an.smsSaying("DANG KY") == 1 ? an.newestCode() : "");
        portal.clock().shift(Duration.ofSeconds(4 * 60));
        assertThat(visitor.submit(resent, Map.of("otp", second)).location()).isEqualTo(AT + "password");
    }

    @Test
    void fromAnyNumberOfBrowsersAndNetworksFifteenTriesADayAreLookedAt() {
        var an = Citizen.fresh(portal);
        var looked = 0;
        var refused = 0;
        var answers = new ArrayList<Runnable>();
        for (int session = 0; session < 7; session++) {
            if (session > 0 && session < 5) {
                portal.clock().shift(Duration.ofSeconds(30L << session));
            }
            var visitor = portal.visitorFromElsewhere();
            var newest = an.newestCode();
            var page = an.fillsInDetails(visitor);
            if (session < 5) {
                var code = an.codeAfter(newest);
                for (int tries = 0; tries < 5; tries++) {
                    page = visitor.get(AT + "otp");
                    var answer = visitor.submit(page, Map.of("otp", Citizen.wrong(code)));
                    if (answer.status() == 429) {
                        refused++;
                        assertThat(answer.headers()).containsKey("retry-after");
                    } else {
                        assertThat(answer.status()).isEqualTo(422);
                        looked++;
                    }
                }
                var last = page;
                answers.add(() -> assertThat(visitor.submit(visitor.get(AT + "otp"), Map.of("otp", code))
                                .location())
                        .as("a right code after %s", last.path())
                        .isEmpty());
            } else {
                assertThat(visitor.get(AT + "otp").text()).contains("Chưa gửi được mã");
                assertThat(an.newestCode()).isEqualTo(newest);
            }
        }
        assertThat(looked).isEqualTo(15);
        assertThat(refused).isEqualTo(10);
        answers.forEach(Runnable::run);

        var other = Citizen.fresh(portal);
        assertThat(other.arrivesAtPassword(portal.visitorFromElsewhere()).path())
                .isEqualTo(AT + "password");
    }

    @Test
    void atOnceFiveWrongTriesAreLookedAtAndOneRightOneCounts() throws Exception {
        var guessed = Citizen.fresh(portal);
        var an = PhoneNumber.of(guessed.person().phone());
        var wrongs = sent(Purpose.REGISTER, an);
        var code = guessed.codeAfter("");
        var wrong = together(50, () -> check(Purpose.REGISTER, wrongs, an, Citizen.wrong(code)));
        assertThat(wrong.stream().filter(Checking.Right.class::isInstance)).isEmpty();
        assertThat(wrong.stream().filter(Checking.Wrong.class::isInstance)).hasSize(4);
        assertThat(check(Purpose.REGISTER, wrongs, an, code)).isInstanceOf(Checking.UsedUp.class);
        assertThat(JdbcClient.create(portal.database().asOwner())
                        .sql("select tries_left from otp_transaction where id = ?")
                        .param(wrongs)
                        .query(Integer.class)
                        .single())
                .isZero();

        var known = Citizen.fresh(portal);
        var binh = PhoneNumber.of(known.person().phone());
        var rights = sent(Purpose.REGISTER, binh);
        var good = known.codeAfter("");
        var right = together(50, () -> check(Purpose.REGISTER, rights, binh, good));
        assertThat(right.stream().filter(Checking.Right.class::isInstance)).hasSize(1);
    }

    @Test
    void aCodeIsGoodForItsPurposeItsPhoneAndItsTransactionOnce() {
        record Cell(Purpose purpose, Citizen citizen, PhoneNumber phone, UUID transaction, String code) {}
        var cells = new ArrayList<Cell>();
        for (var purpose : List.of(Purpose.REGISTER, Purpose.SIGN_IN)) {
            for (int i = 0; i < 2; i++) {
                var citizen = Citizen.fresh(portal);
                var phone = PhoneNumber.of(citizen.person().phone());
                var transaction = sent(purpose, phone);
                cells.add(new Cell(purpose, citizen, phone, transaction, citizen.codeAfter("")));
            }
        }
        for (var from : cells) {
            for (var into : cells) {
                if (from != into) {
                    assertThat(check(into.purpose(), into.transaction(), into.phone(), from.code()))
                            .isNotInstanceOf(Checking.Right.class);
                    assertThat(check(into.purpose(), from.transaction(), into.phone(), from.code()))
                            .isNotInstanceOf(Checking.Right.class);
                }
            }
        }
        for (var cell : cells) {
            var otherPurpose = cell.purpose() == Purpose.REGISTER ? Purpose.SIGN_IN : Purpose.REGISTER;
            assertThat(check(otherPurpose, cell.transaction(), cell.phone(), cell.code()))
                    .isNotInstanceOf(Checking.Right.class);
            assertThat(check(cell.purpose(), cell.transaction(), cell.phone(), cell.code()))
                    .isInstanceOf(Checking.Right.class);
            assertThat(check(cell.purpose(), cell.transaction(), cell.phone(), cell.code()))
                    .isNotInstanceOf(Checking.Right.class);
        }
    }

    @Test
    void aCodeOfOneBrowserOpensNothingInAnother() {
        var an = Citizen.fresh(portal);
        var first = portal.visitorFromElsewhere();
        var otp = an.fillsInDetails(first);
        var code = an.codeAfter("");
        var newest = an.newestCode();
        portal.clock().shift(Duration.ofSeconds(60));
        var second = portal.visitorFromElsewhere();
        var other = an.fillsInDetails(second);
        an.codeAfter(newest);
        assertThat(second.submit(other, Map.of("otp", code)).status()).isEqualTo(422);
        assertThat(first.submit(otp, Map.of("otp", code)).location()).isEqualTo(AT + "password");
    }

    private UUID sent(Purpose purpose, PhoneNumber phone) {
        var sending = codes.send(
                purpose, null, phone, phone.value(), new Whom(Identifier.Kind.NATIONAL_ID, "***001"), visit());
        assertThat(sending).isInstanceOf(Sending.Sent.class);
        return ((Sending.Sent) sending).transaction();
    }

    private Checking check(Purpose purpose, UUID transaction, PhoneNumber phone, String code) {
        return codes.check(purpose, transaction, phone, phone.value(), Otp.of(code), visit());
    }

    private Visit visit() {
        return new Visit(
                UUID.randomUUID(),
                "",
                portal.clock().instant(),
                Language.VI,
                "192.0.2.0/24",
                "192.0.2.1",
                null,
                Instant.EPOCH);
    }

    private static <T> List<T> together(int many, Callable<T> act) throws Exception {
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var start = new CountDownLatch(1);
            var acting = IntStream.range(0, many)
                    .mapToObj(i -> crowd.submit(() -> {
                        start.await();
                        return act.call();
                    }))
                    .toList();
            start.countDown();
            var done = new ArrayList<T>();
            for (var each : acting) {
                done.add(each.get());
            }
            return done;
        }
    }
}
