package vn.mocua.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.mocua.browser.Registrant.DETAILS;
import static vn.mocua.browser.Registrant.DONE;
import static vn.mocua.browser.Registrant.OTP;
import static vn.mocua.browser.Registrant.PASSWORD;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.mocua.browser.Visitor.Answer;

/** Two nodes on one database; whatever breaks, people keep what they typed and finish. */
class FailuresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Installation installation;

    @BeforeAll
    static void install() {
        installation = Installation.of(
                "failures",
                2,
                Map.of(
                        "mocua.limits.otp-sending", "0/1s/8s",
                        "mocua.outbox.lease", "10s",
                        "mocua.account.phone-wait", "4s",
                        "mocua.outside.systems.operator.rest", "1s"));
    }

    @AfterAll
    static void remove() {
        if (installation != null) {
            installation.close();
        }
    }

    @AfterEach
    void mendTheWorld() {
        for (var system : List.of("telco", "smsc", "mail")) {
            installation.sandbox().mend(system);
        }
    }

    private Registrant someone() {
        return new Registrant(installation, installation.sandbox().someone());
    }

    @Test
    void twoNodesServeOneJourneyInTurns() {
        var an = someone();
        var one = installation.node(0);
        var other = installation.node(1);

        var details = an.begins();
        an.visitor().reaching(other);
        assertThat(an.visitor().open(DETAILS).status()).isEqualTo(200);
        var otp = an.sendsDetails(details);
        assertThat(otp.path()).isEqualTo(OTP);
        an.visitor().reaching(one);
        var password = an.sendsCode(otp);
        assertThat(password.path()).isEqualTo(PASSWORD);
        an.visitor().reaching(other);
        var done = an.choosesPassword(password);
        assertThat(done.path()).isEqualTo(DONE);
        assertThat(done.heading()).isEqualTo("Đăng ký thành công");
        an.visitor().reaching(one);
        assertThat(an.visitor().open(DONE).text()).contains("Mức 2");

        var account = an.signsIn();
        assertThat(account.path()).isEqualTo("/account");
        an.visitor().reaching(other);
        assertThat(an.visitor().open("/account").text()).contains(an.person().fullName());
    }

    @Test
    void aPersonGoesOnWithWhatWasTypedWhereverThePortalIsKilled() {
        var an = someone();
        var details = an.begins();

        killedAndStartedAgain();
        var mistyped = an.sendsDetails(details, Map.of("phone", "0912"));
        assertThat(mistyped.status()).isEqualTo(422);

        killedAndStartedAgain();
        var kept = an.visitor().open(DETAILS);
        assertThat(kept.valueOf("nationalId")).isEqualTo(an.person().nationalId());
        assertThat(kept.valueOf("fullName")).isEqualTo(an.person().fullName());
        assertThat(kept.valueOf("phone")).isEqualTo("0912");
        assertThat(an.sendsDetails(kept).path()).isEqualTo(OTP);

        killedAndStartedAgain();
        assertThat(an.visitor().open(OTP).text()).contains(an.person().maskedPhone());
        // A code is sent at most once: one that the dead node had in its hands is lost, and asked for again.
        var password = asksForCodesUntilOneComes(an);
        assertThat(password.path()).isEqualTo(PASSWORD);

        killedAndStartedAgain();
        var done = an.choosesPassword(an.visitor().open(PASSWORD));
        assertThat(done.path()).isEqualTo(DONE);

        killedAndStartedAgain();
        assertThat(an.visitor().open(DONE).heading()).isEqualTo("Đăng ký thành công");
        assertThat(an.signsIn().text()).contains(an.person().fullName());
        // The node that died may have had the notice in its hands: another takes it when its lease is over.
        Await.that(
                "the notice",
                Duration.ofMinutes(3),
                () -> noticesTo(an.person()).stream().anyMatch(text -> text.contains("da duoc mo")));
    }

    @Test
    void whileANodeIsDeadTheOtherGoesOnWithItsPeople() {
        var an = someone();
        var otp = an.reachesOtp();
        installation.node(0).kill();
        try {
            an.visitor().reaching(installation.node(1));
            var done = an.choosesPassword(an.sendsCode(otp));
            assertThat(done.path()).isEqualTo(DONE);
        } finally {
            installation.node(0).restart();
        }
    }

    @Test
    void theDatabaseIsRestartedInTheMiddleOfAJourney() {
        var an = someone();
        var details = an.begins();
        databaseRestarts();
        var otp = keepsTrying(an, an.sendsDetails(details));
        assertThat(otp.path()).isEqualTo(OTP);

        var code = an.code();
        databaseRestarts();
        var password = keepsTrying(an, an.visitor().submit(otp, Map.of("otp", code)));
        assertThat(password.path()).isEqualTo(PASSWORD);

        databaseRestarts();
        // Passwords are not repeated by the page: they are typed again.
        var done = Await.until("the account", PATIENCE, () -> {
            var answer = an.choosesPassword(an.visitor().open(PASSWORD));
            assertThat(answer.status()).isIn(200, 503);
            return Optional.of(answer).filter(each -> each.status() == 200);
        });
        assertThat(done.path()).isEqualTo(DONE);
        assertThat(an.signsIn().text()).contains(an.person().fullName());
    }

    @Test
    void aMessageCentreThatIsDownForAWhileCostsOnlyTime() {
        var an = someone();
        var details = an.begins();
        installation.sandbox().fault("smsc", "down", Duration.ofSeconds(5));
        var otp = an.sendsDetails(details);
        assertThat(otp.path()).isEqualTo(OTP);

        // It arrives late, or "send again" brings another once the centre is back.
        var password = asksForCodesUntilOneComes(an);
        assertThat(password.path()).isEqualTo(PASSWORD);
        assertThat(an.choosesPassword(password).path()).isEqualTo(DONE);
    }

    @Test
    void aMessageCentreThatIsDownForAMinuteLosesNoMessageAndDoublesNone() {
        var an = someone();
        var details = an.begins();
        installation.sandbox().fault("smsc", "down", Duration.ofMinutes(1));
        var before = installation.sandbox().mark(an.person().phone());
        var otp = an.sendsDetails(details);

        var code = installation.sandbox().codeAfter(before, an.person().phone(), PATIENCE.multipliedBy(2));
        var password = an.visitor().submit(otp, Map.of("otp", code));
        assertThat(an.choosesPassword(password).path()).isEqualTo(DONE);
        Await.that(
                "the notice",
                PATIENCE,
                () -> installation.sandbox().since(before, an.person().phone()).size() > 1);
        assertThat(installation.sandbox().since(before, an.person().phone())).hasSize(2);
    }

    private static Answer asksForCodesUntilOneComes(Registrant an) {
        return Await.until("a code", PATIENCE, () -> {
            if (installation.sandbox().sms(an.person().phone()).isEmpty()) {
                var again = an.visitor().press(an.visitor().open(OTP), OTP + "/again");
                assertThat(again.status()).isIn(200, 429);
                return Optional.empty();
            }
            return Optional.of(an.sendsCode(an.visitor().open(OTP)));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"down", "slow", "garbage", "cut"})
    void anOperatorThatFailsIsSaidToFailAndNothingTypedIsLost(String fault) {
        var an = someone();
        var details = an.begins();
        installation.sandbox().fault("telco", fault, Duration.ofMinutes(5));

        var silent = an.sendsDetails(details);
        assertThat(silent.status()).isEqualTo(503);
        assertThat(silent.heading()).isEqualTo("Nhà mạng chưa trả lời");
        assertThat(silent.text()).contains("Những gì bạn đã nhập vẫn còn");
        assertThat(silent.linksTo("/register")).isTrue();
        assertThat(silent.linksTo("/counters")).isTrue();

        installation.sandbox().mend("telco");
        var kept = an.visitor().open(DETAILS);
        an.person().details().forEach((field, value) -> {
            if (!field.equals("consent")) {
                assertThat(kept.valueOf(field)).as(field).isEqualTo(value);
            }
        });
        var otp = Await.until("the operator is asked again", PATIENCE, () -> {
            var answer = an.sendsDetails(an.visitor().open(DETAILS));
            return Optional.of(answer).filter(each -> each.status() != 503);
        });
        assertThat(otp.path()).isEqualTo(OTP);
        assertThat(an.choosesPassword(an.sendsCode(otp)).path()).isEqualTo(DONE);
    }

    /** As an impatient person without script does, whose first click is still under way. */
    @RepeatedTest(3)
    void theSameAnswerSentTwiceAtOnceIsOneAnswer() throws InterruptedException {
        var an = someone();
        var details = an.begins();
        var typed = new HashMap<>(an.person().details());
        typed.put("captcha", installation.sandbox().captcha(details.valueOf("captchaToken")));
        bothLeadTo(OTP, an, details, typed);
        var otp = an.visitor().open(OTP);
        bothLeadTo(PASSWORD, an, otp, Map.of("otp", an.code()));
        var password = an.visitor().open(PASSWORD);
        bothLeadTo(DONE, an, password, Registrant.passwords());
        assertThat(installation.sandbox().sms(an.person().phone()))
                .as("one code, one notice")
                .hasSize(2);
    }

    /** One of the two may be shown a page that was overtaken; what counts is where the person stands then. */
    private static void bothLeadTo(String path, Registrant an, Answer page, Map<String, String> typed)
            throws InterruptedException {
        var answers = atOnce(List.of(
                () -> an.visitor().submit(page, typed), () -> an.visitor().submit(page, typed)));
        assertThat(answers).extracting(Answer::status).allMatch(status -> status < 500);
        assertThat(answers).extracting(Answer::path).contains(path);
        var now = an.visitor().open(path);
        assertThat(now.path() + " " + now.status()).isEqualTo(path + " 200");
    }

    @RepeatedTest(3)
    void fiftyLastStepsAtOnceForOneIdMakeOneAccountAndFortyNineNotices() throws InterruptedException {
        var person = installation.sandbox().someone();
        var lastSteps = new ArrayList<Supplier<Answer>>();
        for (int i = 0; i < 50; i++) {
            var tab = new Registrant(
                    installation.sandbox(), person, installation.node(i % 2).visitor());
            var page = tab.reachesPassword();
            lastSteps.add(() -> tab.visitor().submitOnly(page, Registrant.passwords()));
        }
        var before = installation.sandbox().mark(person.phone());

        var answers = atOnce(lastSteps);

        assertThat(answers).extracting(Answer::status).allMatch(status -> status < 500);
        var opened = answers.stream().filter(answer -> answer.status() == 303).toList();
        assertThat(opened).singleElement().extracting(Answer::location).isEqualTo(DONE);
        var told = answers.stream().filter(answer -> answer.status() == 422).toList();
        assertThat(told).hasSize(49).allSatisfy(answer -> {
            assertThat(answer.heading()).isEqualTo("Bạn đã có tài khoản");
            assertThat(answer.linksTo("/forgot-password")).isTrue();
            assertThat(answer.linksTo("/counters")).isTrue();
            assertThat(answer.linksTo("/complaints")).isTrue();
        });
        assertThat(new Registrant(installation, person).signsIn().path()).isEqualTo("/account");
        // The code to sign in, and one notice; that of the new device may still be on its way.
        Await.that(
                "the holder is told",
                Duration.ofSeconds(20),
                () -> received(person, before).size() >= 2);
        assertThat(received(person, before)).hasSize(2);
    }

    private static List<String> received(Person person, Sandbox.Mark before) {
        return installation.sandbox().since(before, person.phone()).stream()
                .filter(text -> !text.contains("thiet bi moi"))
                .toList();
    }

    @Test
    void whoGetsNoMessageIsShownOtherWaysAfterTheSecondResend() {
        var nam = new Registrant(installation, installation.sandbox().whoseFateIs("no-sms"));
        var otp = nam.reachesOtp();
        assertThat(otp.text()).contains("Gửi lại OTP").doesNotContain("có thể đang bị khoá");
        var tooSoon = nam.visitor().press(otp, OTP + "/again");
        assertThat(tooSoon.status()).isEqualTo(429);
        assertThat(Integer.parseInt(tooSoon.headers().getOrDefault("Retry-After", "0")))
                .isBetween(1, 3);

        for (int resends = 0; resends < 2; resends++) {
            Await.until("a resend is allowed", PATIENCE, () -> {
                var again = nam.visitor().press(nam.visitor().open(OTP), OTP + "/again");
                return Optional.of(again).filter(answer -> answer.status() == 200);
            });
        }
        var ways = nam.visitor().open(OTP);
        assertThat(ways.text()).contains("có thể đang bị khoá");
        assertThat(ways.linksTo("/register")).isTrue();
        assertThat(ways.linksTo("/counters")).isTrue();
        assertThat(installation.sandbox().sms(nam.person().phone())).isEmpty();
    }

    /** Who lost the former phone waits for the next; then either node may be the one that lets it take effect. */
    @Test
    void aPhoneThatHasWaitedIsChangedOnceAndGetsTheCodes() {
        var an = someone();
        an.registers();
        an.signsIn();
        var sandbox = installation.sandbox();
        var former = an.person().phone();
        var next = an.person().otherPhone();
        var formerBefore = sandbox.mark(former);
        var nextBefore = sandbox.mark(next);
        var number = an.visitor().press(an.visitor().open("/account/phone"), "/account/phone");
        var otp = an.visitor()
                .submit(number, Map.of("phone", next, "captcha", sandbox.captcha(number.valueOf("captchaToken"))));
        var lost = an.visitor().submit(otp, Map.of("otp", sandbox.codeAfter(nextBefore, next)));
        assertThat(lost.text()).contains(an.person().maskedPhone(), "Không còn dùng số cũ?");
        assertThat(an.visitor().submit(lost, Map.of("lost", "true")).text()).contains("sẽ thay số hiện tại lúc");

        sandbox.hears(formerBefore, former, "vua duoc doi");
        sandbox.hears(nextBefore, next, "vua duoc doi");
        var elsewhere = installation.node(1).visitor();
        nextBefore = sandbox.mark(next);
        var code = elsewhere.submit(
                elsewhere.open("/sign-in"), Map.of("username", an.person().nationalId(), "password", Person.PASSWORD));
        assertThat(code.text()).contains(Person.masked(next));
        assertThat(elsewhere
                        .submit(code, Map.of("otp", sandbox.codeAfter(nextBefore, next)))
                        .path())
                .isEqualTo("/account");
        assertThat(sandbox.since(formerBefore, former))
                .as("told once, by whichever node it was")
                .filteredOn(text -> text.contains("vua duoc doi"))
                .hasSize(1);
    }

    /** The number hears that it is gone; from then on neither it nor the password opens anything, and the passkey does. */
    @ParameterizedTest
    @EnumSource(Words.class)
    void aPhoneThatWasToGoIsGoneWhenItsTimeHasComeAndThePasskeyAloneOpens(Words words) {
        try (var window = words == Words.VI ? Window.handset(installation) : Window.desk(installation)) {
            var owner = PhoneLeaver.registers(installation, window, words);
            var sandbox = installation.sandbox();
            var phone = owner.person().phone();
            owner.confirmsTheAddress();
            owner.addsAPasskey();
            var before = sandbox.mark(phone);
            window.open(PhoneLeaver.PHONE);
            window.press(owner.remove());

            sandbox.hears(before, phone, words.either("se bi xoa", "will be removed"));
            sandbox.hears(before, phone, words.either("vua bi xoa", "was just removed"));
            owner.getsMail(words.either("vừa bị xoá khỏi", "was just removed from"));
            window.open("/account").look("account-phone-gone");
            assertThat(window.text()).doesNotContain(owner.person().maskedPhone());
            window.open("/account/activity");
            assertThat(window.text()).contains(words.either("Số điện thoại được xoá", "The phone number was removed"));
            window.open(PhoneLeaver.PHONE).look("phone-gone");
            assertThat(window.button(owner.remove()).count()).isZero();
            window.page()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words.signOut))
                    .first()
                    .click();
            window.at("/");

            before = sandbox.mark(phone);
            var stranger = installation.node(1).visitor();
            var refused = stranger.submit(
                    stranger.open("/sign-in"),
                    Map.of("username", owner.person().nationalId(), "password", Person.PASSWORD));
            assertThat(refused.status()).isEqualTo(422);
            window.open("/sign-in");
            window.at("/account", words.hello + " " + owner.person().fullName());
            assertThat(sandbox.since(before, phone))
                    .as("at a number that is theirs no more")
                    .isEmpty();
        }
    }

    private static List<Answer> atOnce(List<Supplier<Answer>> requests) throws InterruptedException {
        var answers = Collections.synchronizedList(new ArrayList<Answer>());
        var start = new CountDownLatch(1);
        var threads = requests.stream()
                .map(request -> Thread.ofVirtual().start(() -> {
                    try {
                        start.await();
                        answers.add(request.get());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }))
                .toList();
        start.countDown();
        for (var thread : threads) {
            thread.join(PATIENCE);
        }
        assertThat(answers).hasSize(requests.size());
        return answers;
    }

    private static void killedAndStartedAgain() {
        installation.node(0).kill();
        installation.node(0).restart();
    }

    /** A fast shutdown, which cuts every connection; the portal that owns the server starts it again. */
    private static void databaseRestarts() {
        var before = installation.database().orElseThrow();
        signal("INT", before.pid());
        Await.that("the database has ended", PATIENCE, () -> !before.isAlive());
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Presses "send again" as the page proposes, until the database is back. */
    private static Answer keepsTrying(Registrant an, Answer first) {
        var answer = first;
        for (var end = System.nanoTime() + PATIENCE.toNanos(); answer.status() == 503 && System.nanoTime() < end; ) {
            assertThat(answer.heading()).isEqualTo("Hệ thống bị gián đoạn trong giây lát");
            answer = an.visitor().submit(answer, Map.of());
        }
        assertThat(answer.status()).isEqualTo(200);
        return answer;
    }

    private static List<String> noticesTo(Person person) {
        return installation.sandbox().sms(person.phone()).stream()
                .filter(text -> Sandbox.code(text).isEmpty())
                .toList();
    }
}
