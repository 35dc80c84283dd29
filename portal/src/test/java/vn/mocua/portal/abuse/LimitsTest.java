package vn.mocua.portal.abuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.TestDatabase;
import vn.mocua.portal.abuse.Taken.Allowed;
import vn.mocua.portal.abuse.Taken.Refused;

class LimitsTest {

    private static final List<Limit> OWN = List.of(
            new Limit("three-a-day", Rate.of("3/1d"), 1, 10),
            new Limit("five-a-day", Rate.of("5/1d"), 1, 10),
            new Limit("ten-a-day", Rate.of("10/1d"), 1, 10),
            new Limit("hundred-an-hour", Rate.of("100/1h"), 1, 1000));

    @AutoClose
    private static final Crowd NODES = new Crowd();

    private final HandClock clock = new HandClock();
    private final Limits limits = limits(NODES.db(0));
    private final String someone = UUID.randomUUID().toString();

    private Limits limits(JdbcClient db) {
        return new Limits(OWN, name -> null, db, clock);
    }

    @Test
    void asManyAsAllowedAreTakenAndTheNextHearsWhen() {
        var first = clock.instant();
        for (int i = 0; i < 3; i++) {
            assertThat(limits.take(Use.of("three-a-day", someone))).isEqualTo(new Allowed());
            clock.turn(Duration.ofHours(1));
        }

        var next = ((Refused) limits.take(Use.of("three-a-day", someone))).nextAllowedAt();
        assertThat(Duration.between(first.plus(Duration.ofDays(1)), next))
                .isBetween(Duration.ZERO, Duration.ofMillis(1));

        clock.turnTo(next.minusMillis(1));
        assertThat(limits.take(Use.of("three-a-day", someone))).isInstanceOf(Refused.class);
        clock.turnTo(next);
        assertThat(limits.take(Use.of("three-a-day", someone))).isEqualTo(new Allowed());
        assertThat(limits.take(Use.of("three-a-day", someone))).isInstanceOf(Refused.class);
    }

    @Test
    void keysAndLimitsDoNotShareTheirUses() {
        for (int i = 0; i < 3; i++) {
            limits.take(Use.of("three-a-day", someone));
        }
        assertThat(limits.take(Use.of("three-a-day", someone))).isInstanceOf(Refused.class);
        assertThat(limits.take(Use.of("five-a-day", someone))).isEqualTo(new Allowed());
        assertThat(limits.take(Use.of("three-a-day", someone + "x"))).isEqualTo(new Allowed());
        assertThat(limits.take(Use.of("three-a-day", new byte[] {1, 2}))).isEqualTo(new Allowed());
    }

    @Test
    void ofSeveralLimitsAllAreTakenOrNone() {
        var other = UUID.randomUUID().toString();
        for (int i = 0; i < 3; i++) {
            limits.take(Use.of("three-a-day", someone));
        }
        for (int i = 0; i < 10; i++) {
            assertThat(limits.take(Use.of("five-a-day", other), Use.of("three-a-day", someone)))
                    .isInstanceOf(Refused.class);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(limits.take(Use.of("five-a-day", other))).isEqualTo(new Allowed());
        }
        assertThat(limits.take(Use.of("five-a-day", other))).isInstanceOf(Refused.class);
    }

    @Test
    void ofSeveralLimitsReachedTheOneThatOpensLastIsNamed() {
        for (int i = 0; i < 3; i++) {
            limits.take(Use.of("three-a-day", someone));
        }
        clock.turn(Duration.ofHours(2));
        var last = clock.instant();
        for (int i = 0; i < 5; i++) {
            limits.take(Use.of("five-a-day", someone));
        }

        var refused = (Refused) limits.take(Use.of("three-a-day", someone), Use.of("five-a-day", someone));
        assertThat(refused.limit()).isEqualTo("five-a-day");
        assertThat(refused.nextAllowedAt()).isAfterOrEqualTo(last.plus(Duration.ofDays(1)));
    }

    @RepeatedTest(10)
    void ofFiftyAtOnceOverTwoNodesExactlyAsManyAsAllowedPass() throws Exception {
        var nodes = Crowd.times(2, node -> limits(NODES.db(node)));
        var all = UUID.randomUUID().toString();
        // Everyone names the same two limits in an order of their own, so that locks taken unsorted would deadlock.
        var takers = Crowd.<Callable<Boolean>>times(50, i -> () -> {
            var uses = i % 2 == 0
                    ? new Use[] {Use.of("five-a-day", someone), Use.of("ten-a-day", all)}
                    : new Use[] {Use.of("ten-a-day", all), Use.of("five-a-day", someone)};
            return nodes.get(i / 2 % 2).take(uses) instanceof Allowed;
        });

        assertThat(Crowd.howMany(takers)).isEqualTo(5);
        assertThat(limits.take(
                        Use.of("ten-a-day", all),
                        Use.of("three-a-day", UUID.randomUUID().toString())))
                .isEqualTo(new Allowed());
        for (int i = 0; i < 4; i++) {
            assertThat(limits.take(Use.of("ten-a-day", all))).isEqualTo(new Allowed());
        }
        assertThat(limits.take(Use.of("ten-a-day", all))).isInstanceOf(Refused.class);
    }

    @RepeatedTest(10)
    void whileRowsAreSweptAndGivenBackNoneGetsMoreThanAllowed() throws Exception {
        var nodes = Crowd.times(2, node -> limits(NODES.db(node)));
        var tasks = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < 60; i++) {
            int number = i;
            tasks.add(
                    () -> nodes.get(number % 2).take(Use.of("five-a-day", someone), Use.of("hundred-an-hour", someone))
                            instanceof Allowed);
            tasks.add(() -> {
                nodes.get(number % 2).forgetExpired();
                return false;
            });
        }
        assertThat(Crowd.howMany(tasks)).isEqualTo(5);

        var back = Crowd.<Callable<Boolean>>times(20, i -> () -> {
            nodes.get(i % 2).giveBack(Use.of("hundred-an-hour", someone), Use.of("five-a-day", someone));
            return true;
        });
        assertThat(Crowd.howMany(back)).isEqualTo(20);
        var again = Crowd.<Callable<Boolean>>times(
                20, i -> () -> nodes.get(i % 2).take(Use.of("five-a-day", someone)) instanceof Allowed);
        assertThat(Crowd.howMany(again)).isEqualTo(5);
    }

    /** Some months at random: no stretch of a day holds more than five, none refused could have been allowed. */
    @Test
    void noStretchHoldsMoreThanAllowedAndNobodyIsRefusedLongerThanTold() {
        var random = new Random(20261123);
        var taken = new ArrayList<Instant>();
        for (int i = 0; i < 400; i++) {
            clock.turn(Duration.ofMillis(random.nextLong(Duration.ofHours(9).toMillis())));
            var now = clock.instant();
            var dayAgo = now.minus(Duration.ofDays(1));
            long within = taken.stream().filter(when -> when.isAfter(dayAgo)).count();
            switch (limits.take(Use.of("five-a-day", someone))) {
                case Allowed() -> {
                    assertThat(within).isLessThan(5);
                    taken.add(now);
                }
                case Refused(var limit, var next) -> {
                    assertThat(within).isGreaterThanOrEqualTo(5);
                    assertThat(next).isEqualTo(taken.get(taken.size() - 5).plus(Duration.ofDays(1)));
                }
            }
        }
        assertThat(taken).hasSizeBetween(200, 400);
    }

    @Test
    void largeCountsAreKeptInAFewSlotsAndStillHoldInEveryStretch() {
        var random = new Random(7);
        var taken = new ArrayList<Instant>();
        for (int i = 0; i < 1500; i++) {
            clock.turn(Duration.ofMillis(random.nextLong(30_000)));
            var now = clock.instant();
            var hourAgo = now.minus(Duration.ofHours(1));
            var within = taken.stream().filter(when -> when.isAfter(hourAgo)).count();
            if (limits.take(Use.of("hundred-an-hour", someone)) instanceof Refused(var limit, var next)) {
                assertThat(next).isBetween(now.plusMillis(1), now.plus(Duration.ofMinutes(63)));
                assertThat(within).isGreaterThan(80);
            } else {
                assertThat(within).isLessThan(100);
                taken.add(now);
            }
        }
        assertThat(TestDatabase.db()
                        .sql("select max(cardinality(used)) from limit_use where name = 'hundred-an-hour'")
                        .query(Integer.class)
                        .single())
                .isLessThanOrEqualTo(25);
    }

    @Test
    void whatIsGivenBackMayBeTakenAgainAndNoMore() {
        for (int i = 0; i < 20; i++) {
            assertThat(limits.take(Use.of("three-a-day", someone))).isEqualTo(new Allowed());
            limits.giveBack(Use.of("three-a-day", someone));
        }
        limits.giveBack(Use.of("three-a-day", someone));
        for (int i = 0; i < 3; i++) {
            assertThat(limits.take(Use.of("three-a-day", someone))).isEqualTo(new Allowed());
            clock.turn(Duration.ofMinutes(1));
        }
        assertThat(limits.take(Use.of("three-a-day", someone))).isInstanceOf(Refused.class);
    }

    @Test
    void aSuccessSettlesWhatItsFailuresWouldHaveCost() {
        var inARow = Use.of("five-a-day", someone);
        var unused = Use.of("three-a-day", someone);
        var pause = Use.of("sign-in", someone);
        for (int i = 0; i < 3; i++) {
            limits.take(inARow, unused);
            limits.attempt(pause);
        }
        limits.settle(List.of(unused), inARow, pause);
        assertThat(limits.take(inARow, unused)).isEqualTo(new Allowed());
        assertThat(limits.take(inARow, unused)).isInstanceOf(Refused.class);
        for (int i = 0; i < 4; i++) {
            assertThat(limits.take(inARow)).isEqualTo(new Allowed());
        }
        assertThat(limits.standing(pause).failures()).isZero();
    }

    @Test
    void aSuccessGivesBackWhatWasTakenForItsFailure() {
        var unused = List.of(Use.of("three-a-day", someone), Use.of("five-a-day", someone));
        var pause = Use.of("sign-in", someone);
        for (int i = 0; i < 20; i++) {
            assertThat(limits.take(unused.toArray(Use[]::new))).isEqualTo(new Allowed());
            assertThat(limits.attempt(pause)).isEqualTo(new Allowed());
            limits.succeeded(pause, unused);
        }
        assertThat(limits.standing(pause).failures()).isZero();
        limits.attempt(pause);
        limits.succeeded(pause, List.of());
        assertThat(limits.standing(pause).failures()).isZero();
    }

    @RepeatedTest(10)
    void whoSettlesAndWhoTakesTheSameLimitsDoNotWaitForEachOtherForEver() throws Exception {
        var nodes = Crowd.times(2, node -> limits(NODES.db(node)));
        var inARow = Use.of("five-a-day", someone);
        var unused = Use.of("hundred-an-hour", someone);
        var tasks = Crowd.<Callable<Boolean>>times(60, i -> () -> {
            if (i % 3 == 0) {
                nodes.get(i % 2).settle(List.of(unused), inARow, Use.of("sign-in", someone));
            } else {
                nodes.get(i % 2).take(unused, inARow);
            }
            return true;
        });
        assertThat(Crowd.howMany(tasks)).isEqualTo(60);
    }

    @Test
    void whatOthersLockFirstIsSettledFirst() {
        assertThatThrownBy(() -> limits.settle(
                        List.of(Use.of("five-a-day", someone)),
                        Use.of("three-a-day", someone),
                        Use.of("sign-in", someone)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Threat T12, as far as it is the limit's: 200 sessions from 200 networks, five tries each at one number. */
    @Test
    void triesAtOnePhoneFromAnywhereAreFifteenADay() throws Exception {
        var nodes = Crowd.times(2, node -> limits(NODES.db(node)));
        var tries = Crowd.<Callable<Boolean>>times(
                1000,
                i -> () -> nodes.get(i % 2)
                                .take(
                                        Use.of("otp-failures-per-phone", someone),
                                        Use.of("otp-failures-per-network", "203.0.113." + i / 5 + "/32"))
                        instanceof Allowed);
        assertThat(Crowd.howMany(tries)).isEqualTo(15);
    }

    /** Threat T15, as far as it is the limit's: the budget of a range stops, another range goes on. */
    @Test
    void aBudgetThatIsUsedUpLeavesOthersOpen() {
        var small = new Limits(OWN, Map.of("sms-per-operator-range", "10/1h")::get, TestDatabase.db(), clock);
        int sent = 0;
        for (int i = 0; i < 100; i++) {
            var phone = UUID.randomUUID().toString();
            if (small.take(Use.of("sms-per-phone", phone), Use.of("sms-per-operator-range", someone))
                    instanceof Allowed) {
                sent++;
            }
        }
        assertThat(sent).isEqualTo(10);
        assertThat(small.take(Use.of("sms-per-phone", someone), Use.of("sms-per-operator-range", someone + "other")))
                .isEqualTo(new Allowed());
    }

    @Test
    void theFirstFailuresAreFreeThenTheWaitDoublesToItsLongestAndASuccessEndsIt() {
        var use = Use.of("sign-in", someone);
        for (int i = 0; i < 3; i++) {
            limits.failed(use);
            assertThat(limits.waitUntil(use)).isEmpty();
        }
        for (int seconds : new int[] {30, 60, 120, 240, 480, 900, 900, 900}) {
            limits.failed(use);
            assertThat(limits.waitUntil(use)).hasValue(micros(clock.instant().plusSeconds(seconds)));
            clock.turn(Duration.ofSeconds(seconds));
            assertThat(limits.waitUntil(use)).isEmpty();
        }
        limits.succeeded(use);
        for (int i = 0; i < 3; i++) {
            limits.failed(use);
            assertThat(limits.waitUntil(use)).isEmpty();
        }
    }

    @Test
    void anAttemptIsCountedBeforeItIsMadeAndRefusedUntilItsWaitIsOver() {
        var use = Use.of("sign-in", someone);
        for (int i = 0; i < 4; i++) {
            assertThat(limits.attempt(use)).isEqualTo(new Allowed());
        }
        var until = micros(clock.instant().plusSeconds(30));
        for (int i = 0; i < 20; i++) {
            assertThat(limits.attempt(use)).isEqualTo(new Refused("sign-in", until));
        }
        clock.turn(Duration.ofSeconds(30));
        assertThat(limits.attempt(use)).isEqualTo(new Allowed());
        assertThat(limits.waitUntil(use)).hasValue(micros(clock.instant().plusSeconds(60)));
        limits.succeeded(use);
        assertThat(limits.attempt(use)).isEqualTo(new Allowed());
    }

    @RepeatedTest(10)
    void ofFiftyAttemptsAtOnceNoMoreAreMadeThanOneAfterTheOther() throws Exception {
        var nodes = Crowd.times(2, node -> limits(NODES.db(node)));
        var attempts = Crowd.<Callable<Boolean>>times(
                50, i -> () -> nodes.get(i % 2).attempt(Use.of("sign-in", someone)) instanceof Allowed);
        assertThat(Crowd.howMany(attempts)).isEqualTo(4);
    }

    /** Threat T28: whoever fails with another's id slows down his own source, not the owner's. */
    @Test
    void fiftyForeignFailuresDoNotSlowTheOwnersOwnDevice() {
        var foreign = Use.of("sign-in", someone + " from elsewhere");
        for (int i = 0; i < 50; i++) {
            limits.failed(foreign);
        }
        assertThat(limits.waitUntil(Use.of("sign-in", someone + " from home"))).isEmpty();
        assertThat(limits.waitUntil(foreign).orElseThrow())
                .isBeforeOrEqualTo(clock.instant().plus(Duration.ofMinutes(15)));
    }

    @Test
    void failuresThatNoSuccessEndedAreForgottenAfterADay() {
        var use = Use.of("sign-in", someone);
        for (int i = 0; i < 10; i++) {
            limits.failed(use);
        }
        clock.turn(Duration.ofHours(25));
        limits.failed(use);
        assertThat(limits.waitUntil(use)).isEmpty();
    }

    @Test
    void theSweeperForgetsWhatNoLongerCountsAndNothingElse() {
        limits.take(Use.of("three-a-day", someone));
        limits.take(Use.of("hundred-an-hour", someone));
        limits.failed(Use.of("sign-in", someone));
        clock.turn(Duration.ofHours(2));
        var before = rows();
        limits.forgetExpired();
        assertThat(rows()).isLessThan(before);
        limits.take(Use.of("three-a-day", someone));
        limits.take(Use.of("three-a-day", someone));
        assertThat(limits.take(Use.of("three-a-day", someone))).isInstanceOf(Refused.class);
    }

    @Test
    void nothingIsTakenWithinATransactionThatCouldBeRolledBack() {
        var database = TestDatabase.asPortal();
        var transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        var inside = limits(JdbcClient.create(database));

        assertThatThrownBy(() -> transaction.execute(status -> inside.take(Use.of("three-a-day", someone))))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> transaction.execute(status -> inside.attempt(Use.of("sign-in", someone))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void keysAreKeptAsHashesOnly() {
        limits.take(Use.of("three-a-day", "203.0.113.0/24"));
        assertThat(TestDatabase.db()
                        .sql("select distinct length(key) from limit_use")
                        .query(Integer.class)
                        .list())
                .containsExactly(16);
        assertThat(Use.of("three-a-day", "203.0.113.0/24").toString()).doesNotContain("203");
    }

    @Test
    void aLimitThatNobodyDeclaredIsAMistake() {
        assertThatThrownBy(() -> limits.take(Use.of("three-a-dya", someone)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.failed(Use.of("three-a-day", someone)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyUsualRateKeepsItsOwnBoundsAndNoNameIsTaken() {
        assertThat(Limit.ALL)
                .allSatisfy(limit -> assertThat(limit.bounded(limit.usual())).isEqualTo(limit.usual()));
        assertThat(Limit.ALL).extracting(Limit::name).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z-]+"));
        assertThat(Delay.ALL)
                .extracting(Delay::name)
                .doesNotContainAnyElementsOf(Limit.ALL.stream().map(Limit::name).toList());
    }

    @Test
    void aSettingChangesALimitWithinItsBoundsOnly() {
        assertThat(set("sms-per-phone", "7/1d").rate("sms-per-phone")).isEqualTo(Rate.of("7/1d"));
        assertThat(set("sms-per-phone", " 20 / 2d ").rate("sms-per-phone")).isEqualTo(Rate.of("20/2d"));
        for (var bad :
                List.of("21/1d", "0/1d", "5/23h", "5/400d", "5", "5/", "/1d", "5/1w", "5/1d;", "-5/1d", "5/0d")) {
            assertThatThrownBy(() -> set("sms-per-phone", bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> set("otp-failures-per-phone", "16/1d"))
                .hasMessage("mocua.limits.otp-failures-per-phone is 16/1d: the count must be 5 to 15");
        for (var bad : List.of("3/30s/2h", "11/30s/15m", "3/0s/15m", "3/2m/1m", "3/30s", "x/30s/15m")) {
            assertThatThrownBy(() -> set("sign-in", bad)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aDelayWithoutFreeFailuresBeginsWithTheFirst() {
        var strict = set("sign-in", "0/10s/1m");
        strict.failed(Use.of("sign-in", someone));
        assertThat(strict.waitUntil(Use.of("sign-in", someone)))
                .hasValue(micros(clock.instant().plusSeconds(10)));
        strict.failed(Use.of("sign-in", someone));
        assertThat(strict.waitUntil(Use.of("sign-in", someone)))
                .hasValue(micros(clock.instant().plusSeconds(20)));
    }

    private Limits set(String name, String value) {
        return new Limits(OWN, Map.of(name, value)::get, TestDatabase.db(), clock);
    }

    private static Instant micros(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS);
    }

    private static long rows() {
        return TestDatabase.db()
                .sql("select (select count(*) from limit_use) + (select count(*) from limit_delay)")
                .query(Long.class)
                .single();
    }
}
