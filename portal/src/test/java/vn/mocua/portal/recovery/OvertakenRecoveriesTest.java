package vn.mocua.portal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.Meanwhile;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.ShiftedClock;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Account.Status;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.subscriber.SimChanges;
import vn.mocua.portal.subscriber.SimChanges.Recency;

/**
 * Threats T16, T32, T33: a way back that was begun before somebody else ended one, or before the owner froze the account,
 * ends nowhere; and what a thief does while it waits helps them nothing (decision 48).
 */
class OvertakenRecoveriesTest {

    private static final String OVERTAKEN = "Lượt lấy lại này không còn hiệu lực";

    private final RunningPortal portal = RunningPortal.usual();
    private final GettingBack back = new GettingBack(portal);

    private int acts(Citizen an, String action) {
        return portal.rows("audit_entry where action = '" + action + "' and subject = '"
                + back.idOf(an).orElseThrow() + "'");
    }

    private void isOvertaken(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains(OVERTAKEN);
    }

    @Test
    void ofTwoWhoProvedToBeTheOwnerTheSecondOneProvesItAnew() {
        var an = back.registered();
        var thief = portal.visitorFromElsewhere();
        var waits = back.provesByPhone(thief, an);
        portal.clock().shift(Duration.ofMinutes(3));
        var owner = portal.visitorFromElsewhere();
        assertThat(back.choosesPassword(owner, back.provesByPhone(owner, an)).path())
                .isEqualTo("/forgot-password/done");

        isOvertaken(back.choosesPassword(thief, waits));
        assertThat(acts(an, "recovery.recovered")).isEqualTo(1);
        assertThat(back.signsIn(portal.visitorFromElsewhere(), an, GettingBack.NEW_PASSWORD)
                        .path())
                .isEqualTo("/account");
    }

    @Test
    void ofTwoWhoEndAtTheVerySameMomentOneDoes() throws Exception {
        var an = back.registered();
        var one = portal.visitorFromElsewhere();
        var first = back.provesByPhone(one, an);
        portal.clock().shift(Duration.ofMinutes(3));
        var two = portal.visitorFromElsewhere();
        var second = back.provesByPhone(two, an);
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = both.invokeAll(List.of(
                    () -> back.choosesPassword(one, first).status(),
                    () -> back.choosesPassword(two, second).status()));
            assertThat(Stream.of(answers.get(0).get(), answers.get(1).get())).containsExactlyInAnyOrder(200, 422);
        }
        assertThat(acts(an, "recovery.recovered")).isEqualTo(1);
    }

    /** The thief holds the phone, and has come as far as the new password when the owner hears of it by mail. */
    @Test
    void aFreezeIsNotUndoneByWhatAThiefHadProvedBeforeIt() {
        var an = back.registered();
        an.signsIn(portal.visitorFromElsewhere());
        var code = back.notMeCode(an, "thiet bi moi");
        var thief = portal.visitorFromElsewhere();
        var waits = back.provesByPhone(thief, an);
        assertThat(waits.path()).isEqualTo("/forgot-password/phone/password");
        assertThat(back.saysNotMe(portal.visitorFromElsewhere(), code).path()).isEqualTo("/not-me/done");

        isOvertaken(back.choosesPassword(thief, waits));
        assertThat(back.status(an)).isEqualTo(Status.FROZEN);
        assertThat(back.choosesPassword(thief, waits).status())
                .as("nor by the same page once more")
                .isEqualTo(422);
        assertThat(back.status(an)).isEqualTo(Status.FROZEN);

        portal.clock().shift(Duration.ofMinutes(3));
        var owner = portal.visitorFromElsewhere();
        assertThat(back.choosesPassword(owner, back.provesByPhone(owner, an)).path())
                .as("who begins after it gets in")
                .isEqualTo("/forgot-password/done");
    }

    @Test
    void aDelayedResetThatWasProvedBeforeAFreezeDoesNotUndoIt() {
        var an = back.registered();
        var thief = portal.visitorFromElsewhere();
        var code = back.asksForReset(thief, an.person().nationalId());
        // So late that a "not me" of now would not make it wait by itself.
        portal.clock().shift(Duration.ofDays(8));
        an.signsIn(portal.visitorFromElsewhere());
        var notMe = back.notMeCode(an, "thiet bi moi");
        var waits = back.provesAgain(thief, back.comesBack(thief, code, "mobile-subscriber"), an, Map.of(), an);
        assertThat(waits.path()).endsWith("/password");
        assertThat(back.saysNotMe(portal.visitorFromElsewhere(), notMe).path()).isEqualTo("/not-me/done");

        isOvertaken(back.choosesPassword(thief, waits));
        assertThat(back.status(an)).isEqualTo(Status.FROZEN);
        assertThat(acts(an, "recovery.recovered")).isZero();
    }

    /** Ending sessions needs no fresh sign-in: whoever sits in a stolen one may do it all day. */
    @Test
    void aThiefWhoEndsAllOtherSessionsAgainAndAgainKeepsNoOwnerFromComingBack() {
        var an = back.registered();
        var thief = portal.visitorFromElsewhere();
        assertThat(an.signsIn(thief).path()).isEqualTo("/account");
        var owner = portal.visitorFromElsewhere();
        var password = back.provesByPhone(owner, an);
        for (int i = 0; i < 3; i++) {
            assertThat(thief.submit(thief.open("/account/sessions"), "/account/sessions/end-others", Map.of())
                            .status())
                    .isEqualTo(303);
        }
        assertThat(back.choosesPassword(owner, password).path()).isEqualTo("/forgot-password/done");
        assertThat(thief.open("/account").path()).startsWith("/sign-in");
    }

    @Test
    void whoAnswersTooLateThatSomebodyAskedHasUndoneToWhatItLed() {
        var an = back.registered();
        var thief = portal.visitorFromElsewhere();
        var code = back.asksForReset(thief, an.person().nationalId());
        var notMe = back.notMeCode(an, "yeu cau lay lai");
        portal.clock().shift(Duration.ofHours(73));
        var password = back.provesAgain(thief, back.comesBack(thief, code, "mobile-subscriber"), an, Map.of(), an);
        assertThat(back.choosesPassword(thief, password).path()).isEqualTo("/forgot-password/done");
        assertThat(back.signsIn(thief, an, GettingBack.NEW_PASSWORD).path()).isEqualTo("/account");

        var said = back.saysNotMe(portal.visitorFromElsewhere(), notMe);
        assertThat(said.path()).as("not: called off").isEqualTo("/not-me/done");
        assertThat(back.status(an)).isEqualTo(Status.FROZEN);
        assertThat(back.accountOf(an).hasPassword()).isFalse();
        assertThat(thief.open("/account").path()).startsWith("/sign-in");
    }

    /** The reset ends in the very moment in which its owner answers: either it did not happen, or it is undone. */
    @Test
    void whoAnswersInTheVeryMomentInWhichAResetEndsHasItUndone() throws Exception {
        var an = back.registered();
        var account = back.idOf(an).orElseThrow();
        var thief = portal.visitorFromElsewhere();
        var code = back.asksForReset(thief, an.person().nationalId());
        var notMe = back.notMeCode(an, "yeu cau lay lai");
        portal.clock().shift(Duration.ofHours(73));
        var password = back.provesAgain(thief, back.comesBack(thief, code, "mobile-subscriber"), an, Map.of(), an);
        var owner = portal.visitorFromElsewhere();
        var ends = new AtomicReference<Future<Answer>>();
        var answers = new AtomicReference<Future<Answer>>();
        try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
            portal.bean(TransactionTemplate.class).executeWithoutResult(status -> {
                // The thief's end has taken the request, and waits for the account.
                portal.bean(Accounts.class).hold(account);
                ends.set(both.submit(() -> back.choosesPassword(thief, password)));
                Meanwhile.waitsOrIsDone(portal, ends.get(), 1);
                answers.set(both.submit(() -> back.saysNotMe(owner, notMe)));
                Meanwhile.waitsOrIsDone(portal, answers.get(), 2);
            });
            assertThat(ends.get().get().path()).isEqualTo("/forgot-password/done");
            assertThat(answers.get().get().path()).isEqualTo("/not-me/done");
        }
        assertThat(back.status(an)).isEqualTo(Status.FROZEN);
        assertThat(back.accountOf(an).hasPassword()).isFalse();
    }

    @Test
    void ofTenClicksOnALinkAtOnceOneActs() {
        var an = Citizen.fresh(portal);
        var address = "muoi-lan-" + UUID.randomUUID() + "@hop-thu.example";
        registersWithMail(an, address);
        an.signsIn(portal.visitorFromElsewhere());
        var link = Waiting.until(
                Duration.ofSeconds(30),
                () -> portal.sandbox().mail(address).stream()
                        .map(each -> Pattern.compile("/not-me/\\S+").matcher(each.text()))
                        .filter(Matcher::find)
                        .map(Matcher::group)
                        .findFirst());
        var owner = portal.visitorFromElsewhere();
        var page = owner.open(link);
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var clicks = IntStream.range(0, 10)
                    .mapToObj(i -> crowd.submit(() -> owner.copy().submit(page, link, Map.of())))
                    .toList();
            assertThat(clicks.stream().map(OvertakenRecoveriesTest::statusOf))
                    .containsOnly(303, 404)
                    .containsOnlyOnce(303);
        }
        assertThat(acts(an, "recovery.not-me")).isEqualTo(1);
        assertThat(acts(an, "recovery.frozen")).isEqualTo(1);
        assertThat(portal.rows("notice_fate where notice = 'frozen' and channel = 'sms' and account = '"
                        + back.idOf(an).orElseThrow() + "'"))
                .isEqualTo(1);
    }

    private static int statusOf(Future<Answer> click) {
        try {
            return click.get().status();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void registersWithMail(Citizen an, String address) {
        var registering = portal.visitorFromElsewhere();
        registering.submit(an.arrivesAtPassword(registering, Map.of("email", address)), an.passwords());
        back.confirmsEmail(an, address);
    }

    /** Three sessions, and each of the two events that take the account from whoever is in. */
    @Test
    void eachOfThreeSessionsEndsWhenTheAccountIsFrozenAndWhenItIsTakenBack() {
        for (var frozen : List.of(true, false)) {
            var an = back.registered();
            var sessions = new Visitor[] {
                portal.visitorFromElsewhere(), portal.visitorFromElsewhere(), portal.visitorFromElsewhere()
            };
            for (var each : sessions) {
                assertThat(an.signsIn(each).path()).isEqualTo("/account");
                portal.clock().shift(Duration.ofMinutes(2));
            }
            if (frozen) {
                back.saysNotMe(portal.visitorFromElsewhere(), back.notMeCode(an, "thiet bi moi"));
            } else {
                var owner = portal.visitorFromElsewhere();
                back.choosesPassword(owner, back.provesByPhone(owner, an));
            }
            assertThat(sessions)
                    .allSatisfy(each -> assertThat(each.open("/account").path()).startsWith("/sign-in"));
            assertThat(back.sessions(an)).isZero();
        }
    }

    /** The thief fills in all they know, has the SIM swapped while the page waits, and asks for the code once more. */
    @Test
    void aSimThatIsSwappedWhileThePageWaitsGetsNoCodeAndMakesNoneGood() {
        var shared = RunningPortal.shared();
        var swapped = new AtomicBoolean();
        SimChanges operator = (phone, within) -> swapped.get() ? Recency.SWAPPED : Recency.NOT_SWAPPED;
        try (var node = shared.anotherNode(
                Map.of(),
                fresh -> fresh.registerBean(
                        "swapped", SimChanges.class, () -> operator, bean -> bean.setPrimary(true)))) {
            var there = new GettingBack(shared);
            var clock = (ShiftedClock) node.context().getBean("testClock", Clock.class);
            var an = Citizen.fresh(shared);
            an.registers(shared.visitor());

            // A code that was sent to the former SIM is worth nothing once another one has the number.
            var visitor = shared.visitor().ledTo(node.url());
            var newest = an.newestCode();
            var page = there.saysWhoTheyAre(visitor, an, an);
            var code = an.codeAfter(newest);
            swapped.set(true);
            assertThat(there.types(visitor, page, code).errorOf("otp")).contains("Mã chưa đúng");

            // Nor is one sent to the other SIM, and the page looks as if it were.
            var binh = Citizen.fresh(shared);
            binh.registers(shared.visitor());
            swapped.set(false);
            var other = shared.visitor().ledTo(node.url());
            newest = binh.newestCode();
            page = there.saysWhoTheyAre(other, binh, binh);
            binh.codeAfter(newest);
            swapped.set(true);
            clock.shift(Duration.ofSeconds(61));
            var sent = sent(shared);
            var again = other.follow(other.submit(page, page.path() + "/again", Map.of()));
            assertThat(again.status()).isEqualTo(200);
            assertThat(sent(shared)).isEqualTo(sent);
            assertThat(again.html().select("main a[href=/counters]")).isNotEmpty();
        }
    }

    private static int sent(RunningPortal portal) {
        return JdbcClient.create(portal.database().asOwner())
                .sql("select coalesce(sum(sends), 0) from otp_transaction")
                .query(Integer.class)
                .single();
    }

    /** Who lost everything has another phone: it takes the place of the former one, and both hear of it. */
    @Test
    void bothThePhoneThatWasLostAndTheNewOneAndTheMailboxHearOfARecovery() {
        var an = Citizen.fresh(portal);
        var address = "moi-noi-" + UUID.randomUUID() + "@hop-thu.example";
        registersWithMail(an, address);
        var account = back.idOf(an).orElseThrow();
        var lost = Citizen.fresh(portal);
        assertThat(portal.bean(ContactChanges.class)
                        .changePhone(account, PhoneNumber.of(lost.person().phone()), "system", null))
                .isPresent();
        var db = JdbcClient.create(portal.database().asOwner());
        db.sql("delete from contact_change where account = ?").param(account).update();
        db.sql("update account set phone_changed_at = null where id = ?")
                .param(account)
                .update();

        var owner = portal.visitorFromElsewhere();
        var code = back.asksForReset(owner, an.person().nationalId());
        portal.clock().shift(Duration.ofHours(73));
        var password = back.provesAgain(owner, back.comesBack(owner, code, "mobile-subscriber"), an, Map.of(), an);
        assertThat(back.choosesPassword(owner, password).path()).isEqualTo("/forgot-password/done");
        assertThat(back.accountOf(an).phone())
                .isEqualTo(PhoneNumber.of(an.person().phone()));
        for (var phone : List.of(an, lost)) {
            Waiting.until(
                    Duration.ofSeconds(30),
                    () -> Optional.of(true).filter(yes -> phone.smsSaying("duoc lay lai") == 1));
        }
        Waiting.until(
                Duration.ofSeconds(30),
                () -> portal.sandbox().mail(address).stream()
                        .filter(each -> each.text().contains("mật khẩu cũ không dùng được nữa"))
                        .findFirst());
        assertThat(portal.rows("notice_fate where notice = 'recovered' and account = '" + account + "'"))
                .isEqualTo(3);
    }
}
