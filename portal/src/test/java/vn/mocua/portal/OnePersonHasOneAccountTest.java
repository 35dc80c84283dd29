package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.registration.socialinsurance.InsuredCitizen;
import vn.mocua.sandbox.town.Fate;

/** Threats T02 and T03: however a person is spelt, and however many times at once, there is one account. */
@Tag("slow")
class OnePersonHasOneAccountTest {

    private static final int AT_ONCE = 50;
    private static final int ROUNDS = 20;

    private final RunningPortal portal = RunningPortal.shared();
    private final JdbcClient db = JdbcClient.create(portal.database().asOwner());

    /** Other tests have opened accounts of every kind here. */
    private final UUID[] notOurs =
            db.sql("select id from account").query(UUID.class).list().toArray(UUID[]::new);

    @Test
    void fiftyLastStepsAtOnceOverTwoNodesMakeOneAccountTwentyTimes() throws Exception {
        try (var other = portal.anotherNode();
                var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                var an = Citizen.fresh(portal);
                var before = wholeAccounts();
                assertThat(openedOf(an, other, crowd)).as("round %d", round).isEqualTo(1);
                assertThat(wholeAccounts()).as("round %d", round).isEqualTo(before + 1);
                Waiting.until(
                        Duration.ofSeconds(30), () -> Optional.of(true).filter(yes -> an.smsSaying("da duoc mo") == 1));
                assertThat(an.smsSaying("vua co nguoi")).isZero();
            }
        }
    }

    /** How many of fifty last steps of one person, sent at once, opened an account; all others say that there is one. */
    private int openedOf(Citizen an, RunningPortal.Node other, ExecutorService crowd) throws Exception {
        var together = new CountDownLatch(1);
        var sent = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < AT_ONCE; i++) {
            var visitor = i % 2 == 0 ? portal.visitor() : portal.visitor().ledTo(other.url());
            // Half of them by mobile number, half by social insurance.
            var page = i / 2 % 2 == 0
                    ? an.arrivesAtPassword(visitor)
                    : new InsuredCitizen(portal, an).arrivesAtPassword(visitor, Map.of());
            assertThat(page.path()).endsWith("/password");
            sent.add(() -> {
                together.await();
                return visitor.submit(page, an.passwords());
            });
        }
        var answers = sent.stream().map(crowd::submit).toList();
        together.countDown();
        var opened = 0;
        for (var each : answers) {
            var answer = each.get();
            if (answer.location().endsWith("/register/done")) {
                opened++;
            } else {
                assertThat(answer.status()).isEqualTo(422);
                assertThat(answer.text()).contains("Bạn đã có tài khoản");
            }
        }
        return opened;
    }

    /** Accounts that were opened here, with all that belongs to them. */
    private int wholeAccounts() {
        var all = opened("true");
        assertThat(opened("""
                exists (select from account_identifier i where i.account = a.id)
                and exists (select from account_evidence e where e.account = a.id)
                and exists (select from account_consent c where c.account = a.id)
                and (select count(*) from audit_entry e where e.subject = a.id and e.action = 'account.opened') = 1
                """)).isEqualTo(all);
        return all;
    }

    private int opened(String condition) {
        return db.sql("select count(*) from account a where a.id <> all (:others) and " + condition)
                .param("others", notOurs)
                .query(Integer.class)
                .single();
    }

    @Test
    void whoRegisteredWithTheOldCardHasAnAccountWhenTheyComeWithTheNewOne() {
        var lan = Citizen.whoseFateIs(Fate.OLD_CARD, portal);
        var old = String.valueOf(lan.person().oldNationalId());
        var first = portal.visitor();
        var done = first.follow(first.submit(lan.arrivesAtPassword(first, Map.of("nationalId", old)), lan.passwords()));
        assertThat(done.path()).isEqualTo("/register/done");

        var again = lan.arrivesAtPassword(portal.visitor(), Map.of("oldNationalId", old));
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("Bạn đã có tài khoản");
    }

    /** The number of the other card alone, which nobody has confirmed as an alias, at the same phone. */
    @Test
    void whicheverCardComesFirstTheOtherOpensNoSecondAccount() {
        try (var own = RunningPortal.own("two_cards_portal", Map.of())) {
            var lan = Citizen.whoseFateIs(Fate.OLD_CARD, own);
            var cards = List.of(
                    String.valueOf(lan.person().oldNationalId()), lan.person().nationalId());
            for (var first : cards) {
                var second = cards.get(1 - cards.indexOf(first));
                nobodyHasAnAccount(own);
                var visitor = own.visitor();
                var done = visitor.follow(
                        visitor.submit(lan.arrivesAtPassword(visitor, Map.of("nationalId", first)), lan.passwords()));
                assertThat(done.path()).isEqualTo("/register/done");

                own.clock().shift(Duration.ofHours(25));
                var told = lan.smsSaying("vua co nguoi");
                var newest = lan.newestCode();
                var browser = own.visitor();
                var otp = lan.fillsInDetails(browser, Map.of("nationalId", second));
                assertThat(otp.path()).as("nothing is told before the code").endsWith("/otp");
                var again = browser.follow(browser.submit(otp, Map.of("otp", lan.codeAfter(newest))));

                assertThat(again.status()).isEqualTo(422);
                assertThat(again.text()).contains("Bạn đã có tài khoản");
                assertThat(own.rows("account")).isEqualTo(1);
                assertThat(own.rows("account_identifier"))
                        .as("no alias that nobody confirmed")
                        .isEqualTo(1);
                Waiting.until(
                        Duration.ofSeconds(30),
                        () -> Optional.of(true).filter(yes -> lan.smsSaying("vua co nguoi") == told + 1));
            }
        }
    }

    @Test
    void bothCardsAtOnceOverTwoNodesMakeOneAccount() throws Exception {
        try (var own = RunningPortal.own("both_cards_portal", Map.of());
                var other = own.anotherNode();
                var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var lan = Citizen.whoseFateIs(Fate.OLD_CARD, own);
            var cards = List.of(
                    String.valueOf(lan.person().oldNationalId()), lan.person().nationalId());
            for (int round = 0; round < 8; round++) {
                nobodyHasAnAccount(own);
                var together = new CountDownLatch(1);
                var sent = new ArrayList<Callable<Answer>>();
                for (int i = 0; i < 4; i++) {
                    var visitor = i / 2 == 0 ? own.visitor() : own.visitor().ledTo(other.url());
                    var page = lan.arrivesAtPassword(visitor, Map.of("nationalId", cards.get(i % 2)));
                    assertThat(page.path()).endsWith("/password");
                    sent.add(() -> {
                        together.await();
                        return visitor.submit(page, lan.passwords());
                    });
                }
                var answers = sent.stream().map(crowd::submit).toList();
                together.countDown();
                var opened = 0;
                for (var each : answers) {
                    var answer = each.get();
                    if (answer.location().endsWith("/register/done")) {
                        opened++;
                    } else {
                        assertThat(answer.status()).isEqualTo(422);
                        assertThat(answer.text()).contains("Bạn đã có tài khoản");
                    }
                }
                assertThat(opened).as("round %d", round).isEqualTo(1);
                assertThat(own.rows("account")).as("round %d", round).isEqualTo(1);
            }
        }
    }

    private static void nobodyHasAnAccount(RunningPortal portal) {
        JdbcClient.create(portal.database().asOwner())
                .sql("truncate account, account_phone cascade")
                .update();
    }

    @Test
    void digitsOfOtherWritingsAreNoSecondPerson() {
        var an = Citizen.fresh(portal);
        an.registers(portal.visitor());
        var id = an.person().nationalId();

        for (var zero : List.of('\uff10', '\u0660', '\u06f0')) {
            var spelt = id.chars()
                    .mapToObj(digit -> String.valueOf((char) (zero + digit - '0')))
                    .collect(Collectors.joining());
            var visitor = portal.visitor();
            var answer = an.sendsDetails(visitor, an.beginsAt(visitor), Map.of("nationalId", spelt));
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.errorOf("nationalId")).isNotEmpty();
        }
        var spaced = an.arrivesAtPassword(
                portal.visitor(),
                Map.of(
                        "nationalId",
                        " " + id.substring(0, 3) + " " + id.substring(3, 6) + "." + id.substring(6) + " "));
        assertThat(spaced.text()).contains("Bạn đã có tài khoản");
    }
}
