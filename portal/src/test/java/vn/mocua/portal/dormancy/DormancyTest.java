package vn.mocua.portal.dormancy;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.IdleAccounts;
import vn.mocua.portal.audit.Audit;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.notice.OwnerNotices;
import vn.mocua.portal.password.Password;
import vn.mocua.portal.password.PasswordHashes;

/** Decision 31/2021: who has not signed in for two years is told three times, a month apart, and then locked. */
@Tag("slow")
class DormancyTest {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final String TOLD = "da lau ban khong dang nhap";
    private static final String LOCKED = "da bi khoa vi lau khong dang nhap";

    private static RunningPortal portal;

    @BeforeAll
    static void open() {
        portal = RunningPortal.own("dormancy_portal", Map.of("mocua.trusted-proxies", "127.0.0.1"));
    }

    @AfterAll
    static void close() {
        portal.close();
    }

    @Test
    void anOwnerIsToldAtMonths24And25And26AndLockedAtMonth27() throws Exception {
        noon(now());
        var an = Citizen.fresh(portal);
        var mail = "an" + an.person().nationalId() + "@mocua.example";
        var visitor = portal.visitorFromElsewhere();
        visitor.submit(an.arrivesAtPassword(visitor, Map.of("email", mail)), an.passwords());
        portal.bean(Accounts.class).confirmEmail(account(an), EmailAddress.of(mail), "192.0.2.1");
        var began = now();
        assertThat(an.signsIn(portal.visitorFromElsewhere()).path()).isEqualTo("/account");

        noon(began.plusMonths(24).minusDays(2));
        lookEverywhere();
        assertThat(an.smsSaying(TOLD)).isZero();

        var lockedFrom = began;
        for (var month = 24; month <= 26; month++) {
            // Days enough that it is a month since the last time, however short the months are.
            noon(began.plusMonths(month).plusDays(4L * (month - 24) + 2));
            lookEverywhere();
            lockedFrom = now().plusMonths(27 - month);
            hears(an, TOLD, month - 23);
            lookEverywhere();
            noon(now().plusDays(20));
            lookEverywhere();
            assertThat(an.smsSaying(TOLD)).as("month %d", month).isEqualTo(month - 23);
            assertThat(status(an)).isEqualTo(Account.Status.ACTIVE);
        }
        var mails = Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(portal.sandbox().mail(mail).stream()
                                .filter(each -> each.subject().contains("không đăng nhập"))
                                .toList())
                        .filter(each -> each.size() == 3));
        assertThat(mails).allSatisfy(each -> assertThat(each.html()).contains("lang=\"vi\""));
        assertThat(an.newestSms())
                .contains(DateTimeFormatter.ofPattern("dd/MM/yyyy").format(lockedFrom));

        noon(lockedFrom.plusDays(1));
        lookEverywhere();
        hears(an, LOCKED, 1);
        assertThat(status(an)).isEqualTo(Account.Status.LOCKED);
        lookEverywhere();
        noon(now().plusMonths(3));
        lookEverywhere();
        assertThat(an.smsSaying(LOCKED)).isEqualTo(1);
        assertThat(an.smsSaying(TOLD)).isEqualTo(3);
        assertThat(acts(an))
                .filteredOn(act -> act.startsWith("dormancy."))
                .containsExactly("dormancy.told", "dormancy.told", "dormancy.told", "dormancy.locked");
    }

    @Test
    void whoTriesToSignInToALockedAccountLearnsItOnceTheyHaveProvedThatItIsTheirs() throws Exception {
        noon(now());
        var an = registered();
        var visitor = portal.visitorFromElsewhere();
        an.signsIn(visitor);
        for (var month : new int[] {24, 1, 1, 1}) {
            noon(now().plusMonths(month).plusDays(1));
            lookEverywhere();
        }
        assertThat(status(an)).isEqualTo(Account.Status.LOCKED);
        assertThat(portal.rows("spring_session where principal_name = '" + account(an) + "'"))
                .isZero();

        var stranger = an.typesPassword(portal.visitorFromElsewhere(), "Sai-mat-khau-77");
        assertThat(stranger.text()).doesNotContain("đã khoá");
        var told = an.signsIn(portal.visitorFromElsewhere());
        assertThat(told.path()).startsWith("/sign-in");
        assertThat(told.text()).contains("lâu");
        assertThat(told.html().select("a[href=/account]")).isEmpty();
        assertThat(portal.bean(IdleAccounts.class).signedIn(account(an), "vi"))
                .as("nobody signs in who was let through a moment before the lock")
                .isFalse();

        var hash = portal.bean(PasswordHashes.class)
                .hash(Password.of(an.passwords().get("password")));
        assertThat(portal.bean(Accounts.class).recover(account(an), hash, null, "visitor", "192.0.2.1"))
                .contains(Account.Status.LOCKED);
        lookEverywhere();
        noon(now().plusMonths(2));
        lookEverywhere();
        assertThat(status(an)).as("opened again, it is counted anew").isEqualTo(Account.Status.ACTIVE);
        assertThat(portal.rows("account where dormancy_notices = 0 and id = '" + account(an) + "'"))
                .isEqualTo(1);
        assertThat(an.signsIn(portal.visitorFromElsewhere()).path()).isEqualTo("/account");
    }

    @Test
    void aSignInAtMonth25EndsIt() throws Exception {
        noon(now());
        var an = registered();
        noon(now().plusMonths(24).plusDays(1));
        lookEverywhere();
        noon(now().plusMonths(1).plusDays(1));
        lookEverywhere();
        hears(an, TOLD, 2);

        var english = portal.visitorFromElsewhere();
        english.cookies().put("__Host-lang", "en");
        assertThat(an.signsIn(english).path()).isEqualTo("/account");
        for (var month = 0; month < 4; month++) {
            noon(now().plusMonths(1).plusDays(1));
            lookEverywhere();
        }
        assertThat(an.smsSaying(TOLD)).isEqualTo(2);
        assertThat(status(an)).isEqualTo(Account.Status.ACTIVE);

        noon(now().plusMonths(20));
        lookEverywhere();
        hears(an, "you have not signed in for long", 1);
        assertThat(an.smsSaying(TOLD)).as("in the language of the last sign-in").isEqualTo(2);
    }

    @Test
    void whoWasAwayForThreeYearsIsToldAsOftenAsEverybodyElse() throws Exception {
        noon(now());
        var an = registered();
        noon(now().plusMonths(36));
        for (var run = 0; run < 4; run++) {
            lookEverywhere();
        }
        hears(an, TOLD, 1);
        assertThat(status(an)).isEqualTo(Account.Status.ACTIVE);
    }

    @Test
    void nobodyIsToldAtNight() throws Exception {
        noon(now());
        var an = registered();
        at(now().plusMonths(24).plusDays(1), LocalTime.of(22, 0));
        lookEverywhere();
        assertThat(portal.rows("account where dormancy_notices = 1 and id = '" + account(an) + "'"))
                .isEqualTo(1);
        Thread.sleep(1500);
        assertThat(an.smsSaying(TOLD)).isZero();

        at(now().plusDays(1), LocalTime.of(7, 0, 5));
        hears(an, TOLD, 1);
    }

    private Citizen registered() {
        var an = Citizen.fresh(portal);
        assertThat(an.registers(portal.visitorFromElsewhere()).path()).isEqualTo("/register/done");
        return an;
    }

    private void lookEverywhere() throws Exception {
        try (var nodes = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (var i = 0; i < 4; i++) {
                var node = new Dormancy(
                        portal.bean(IdleAccounts.class),
                        portal.bean(Accounts.class),
                        portal.bean(AccountSessions.class),
                        portal.bean(OwnerNotices.class),
                        portal.bean(Audit.class),
                        new DormancySettings(24, 3, 1),
                        portal.bean(TransactionTemplate.class),
                        portal.bean(MeterRegistry.class),
                        portal.clock());
                all.add(nodes.submit(node::look));
            }
            for (var each : all) {
                each.get();
            }
        }
    }

    private static void hears(Citizen an, String words, long times) {
        Waiting.until(Duration.ofSeconds(30), () -> Optional.of(true).filter(yes -> an.smsSaying(words) == times));
    }

    private UUID account(Citizen an) {
        return portal.bean(Accounts.class)
                .holderOf(List.of(
                        new Identifier(Identifier.Kind.NATIONAL_ID, an.person().nationalId())))
                .orElseThrow();
    }

    private Account.Status status(Citizen an) {
        return portal.bean(Accounts.class).find(account(an)).orElseThrow().status();
    }

    private List<String> acts(Citizen an) {
        return JdbcClient.create(portal.database().asOwner())
                .sql("select action from audit_entry where subject = ? order by id")
                .param(account(an))
                .query(String.class)
                .list();
    }

    private static ZonedDateTime now() {
        return portal.clock().instant().atZone(VIETNAM);
    }

    private static void noon(ZonedDateTime day) {
        at(day, LocalTime.NOON);
    }

    /** Forward only: that day at that time, or the day after where it is later already. */
    private static void at(ZonedDateTime day, LocalTime time) {
        var then = day.with(time);
        while (then.isBefore(now())) {
            then = then.plusDays(1);
        }
        portal.clock().shift(Duration.between(portal.clock().instant(), then.toInstant()));
    }
}
