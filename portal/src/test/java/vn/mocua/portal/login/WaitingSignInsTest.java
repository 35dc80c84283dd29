package vn.mocua.portal.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.Meanwhile;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.SimOwner;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.account.Account.Status;
import vn.mocua.portal.account.AccountPasswords;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.registration.usbsigning.TokenOnTheDesk;
import vn.mocua.sandbox.mss.Network;

/**
 * Threats T27, T32, T33: whoever waits at the last page of a sign-in is not let in by what they showed before the account
 * was taken back, closed, or given another password (decision 48).
 */
class WaitingSignInsTest {

    private static final String OVERTAKEN = "Lượt đăng nhập này không còn dùng được";
    private static final String FROZEN = "Tài khoản đang tạm khoá để bảo vệ bạn";

    private final RunningPortal portal = RunningPortal.shared();
    private final Visitor browser = portal.visitor();

    /** Somebody whose password was right, and who holds the right code in their hand. */
    private record AtTheCode(Citizen an, UUID account, Visitor browser, Answer page, String code) {

        Answer types() {
            return browser.follow(browser.submit(page, "/sign-in/otp", Map.of("otp", code)));
        }
    }

    private AtTheCode waitsAtTheCode() {
        var an = Citizen.fresh(portal);
        assertThat(an.registers(portal.visitor()).path()).isEqualTo("/register/done");
        var newest = an.newestCode();
        var page = browser.follow(an.typesPassword(browser, Citizen.PASSWORD));
        assertThat(page.path()).isEqualTo("/sign-in/otp");
        return new AtTheCode(an, accountOf(an), browser, page, an.codeAfter(newest));
    }

    private UUID accountOf(Citizen an) {
        return portal.bean(Accounts.class)
                .holderOf(List.of(
                        new Identifier(Identifier.Kind.NATIONAL_ID, an.person().nationalId())))
                .orElseThrow();
    }

    private void inOneGo(Runnable doing) {
        portal.bean(TransactionTemplate.class).executeWithoutResult(status -> doing.run());
    }

    private void isFrozen(UUID account) {
        inOneGo(() -> {
            assertThat(portal.bean(Accounts.class)
                            .turn(account, Status.ACTIVE, Status.FROZEN, "recovery.frozen", "visitor", "192.0.2.1"))
                    .isTrue();
            portal.bean(AccountSessions.class).endAll(account);
        });
    }

    private void isTakenBack(UUID account) {
        inOneGo(() -> {
            assertThat(portal.bean(Accounts.class).recover(account, "another", null, "visitor", "192.0.2.1"))
                    .isPresent();
            portal.bean(AccountSessions.class).endAll(account);
        });
    }

    /** What happens to the account meanwhile, and what whoever waits reads. */
    private enum Event {
        PASSWORD_CHANGED(OVERTAKEN, (test, account) -> {
            var passwords = test.portal.bean(AccountPasswords.class);
            var former = passwords.passwordHash(account).orElseThrow();
            test.inOneGo(() -> {
                assertThat(passwords.changePassword(account, former, "another", "192.0.2.1"))
                        .isTrue();
                test.portal.bean(AccountSessions.class).endOthers(account, "");
            });
        }),
        TAKEN_BACK(OVERTAKEN, WaitingSignInsTest::isTakenBack),
        SIGNED_OUT_EVERYWHERE(
                OVERTAKEN,
                (test, account) -> test.portal.bean(AccountSessions.class).endAll(account)),
        PHONE_CHANGED(
                OVERTAKEN,
                (test, account) -> assertThat(test.portal
                                .bean(ContactChanges.class)
                                .changePhone(
                                        account,
                                        PhoneNumber.of(Citizen.fresh(test.portal)
                                                .person()
                                                .phone()),
                                        "account:" + account,
                                        null))
                        .isPresent()),
        FROZEN_AND_TAKEN_BACK(OVERTAKEN, (test, account) -> {
            test.isFrozen(account);
            test.isTakenBack(account);
        }),
        FROZEN_BY_ITS_OWNER(FROZEN, WaitingSignInsTest::isFrozen),
        LOCKED("lâu không dùng", (test, account) -> test.turns(account, Status.LOCKED)),
        CLOSED("Tài khoản này đã đóng", (test, account) -> test.turns(account, Status.CLOSED));

        private final String words;
        private final BiConsumer<WaitingSignInsTest, UUID> happens;

        Event(String words, BiConsumer<WaitingSignInsTest, UUID> happens) {
            this.words = words;
            this.happens = happens;
        }
    }

    private void turns(UUID account, Status status) {
        assertThat(portal.bean(Accounts.class)
                        .turn(account, Status.ACTIVE, status, "recovery.frozen", "visitor", "192.0.2.1"))
                .isTrue();
    }

    private void nobodyIsIn(Visitor browser, UUID account) {
        assertThat(browser.open("/account").path()).startsWith("/sign-in");
        assertThat(portal.rows("spring_session where principal_name = '" + account + "'"))
                .isZero();
        assertThat(portal.rows("audit_entry where action = 'account.signed-in' and subject = '" + account + "'"))
                .isZero();
    }

    @ParameterizedTest
    @EnumSource(Event.class)
    void whoWaitsAtTheCodeIsNotLetInByAPasswordOfBefore(Event event) {
        var thief = waitsAtTheCode();
        event.happens.accept(this, thief.account());
        var refused = thief.types();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains(event.words);
        nobodyIsIn(thief.browser(), thief.account());
        assertThat(thief.types().status()).as("nor by the same page once more").isEqualTo(422);
        nobodyIsIn(thief.browser(), thief.account());
    }

    @Test
    void whoWaitsAtTheCodeIsLetInWhenNothingHappened() {
        var an = waitsAtTheCode();
        assertThat(an.types().path()).isEqualTo("/account");
    }

    /** On a device that is remembered a sign-in begins and ends with the password. */
    @Test
    void whomARememberedDeviceSparesTheCodeIsNotLetInToAnAccountThatIsLockedAndReadsItAgain() {
        var an = waitsAtTheCode();
        var account =
                browser.follow(browser.submit(an.page(), "/sign-in/otp", Map.of("otp", an.code(), "remember", "on")));
        assertThat(account.path()).isEqualTo("/account");
        browser.submit(account, "/sign-out", Map.of());
        turns(an.account(), Status.LOCKED);
        var refused = an.an().typesPassword(browser, Citizen.PASSWORD);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains(Event.LOCKED.words);
        assertThat(refused.html().select("main a.button.main").eachAttr("href")).containsExactly("/forgot-password");
        assertThat(refused.html().select("main .exits a[href=/sign-in]"))
                .as("every way to sign in ends here")
                .isEmpty();
        assertThat(browser.get("/sign-in/otp").text()).contains(Event.LOCKED.words);
        assertThat(browser.open("/account").path()).startsWith("/sign-in");
        assertThat(portal.rows("spring_session where principal_name = '" + an.account() + "'"))
                .isZero();
    }

    @Test
    void whoTypesTheCodeInTheVeryMomentInWhichThePasswordIsChangedIsNotLetIn() {
        var thief = waitsAtTheCode();
        var passwords = portal.bean(AccountPasswords.class);
        var former = passwords.passwordHash(thief.account()).orElseThrow();
        var refused = Meanwhile.with(
                portal,
                () -> assertThat(passwords.changePassword(thief.account(), former, "another", "192.0.2.1"))
                        .isTrue(),
                () -> portal.bean(AccountSessions.class).endOthers(thief.account(), ""),
                thief::types);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains(OVERTAKEN);
        nobodyIsIn(thief.browser(), thief.account());
    }

    @Test
    void aTokenSignsNobodyInToAnAccountThatWasFrozenOrTakenBackSinceThePageWasOpened() throws Exception {
        var an = Citizen.fresh(portal);
        assertThat(an.registers(portal.visitor()).path()).isEqualTo("/register/done");
        var account = accountOf(an);
        var credential = portal.sandbox().authorities().forPerson(an.person());
        var token = TokenOnTheDesk.of(credential);
        knows(account, an, token);
        var origin = portal.url().toString();

        var frozen = begins("usb-signing");
        isFrozen(account);
        assertThat(browser.follow(token.answers(browser, frozen, origin)).text())
                .contains(FROZEN);
        isTakenBack(account);
        var late = begins("usb-signing");
        isFrozen(account);
        isTakenBack(account);
        var overtaken = browser.follow(token.answers(browser, late, origin));
        assertThat(overtaken.status()).isEqualTo(422);
        assertThat(overtaken.text()).contains(OVERTAKEN);
        nobodyIsIn(browser, account);
        assertThat(browser.follow(token.answers(browser, begins("usb-signing"), origin))
                        .path())
                .as("begun after that it is good")
                .isEqualTo("/account");
    }

    private void knows(UUID account, Citizen an, TokenOnTheDesk token) throws Exception {
        var fingerprint = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(token.certificate().getEncoded()));
        var evidence = new Evidence(
                new Subject.Citizen(
                        NationalId.of(an.person().nationalId()),
                        null,
                        FullName.of(an.person().fullName()),
                        BirthDate.of(an.person().birthDate())),
                Strength.KEY_PROVEN,
                "usb-signing",
                "certificate",
                Ial.IAL3,
                Map.of("fingerprint", fingerprint, "authority", "CA", "validTo", "2031-01-01T00:00:00Z"),
                portal.bean(Clock.class).instant());
        assertThat(portal.bean(Accounts.class).add(account, List.of(evidence), Map.of(), "192.0.2.1"))
                .isEqualTo(Accounts.Adding.ADDED);
    }

    private Answer begins(String way) {
        return browser.follow(browser.submit(browser.open("/sign-in"), "/sign-in/by/" + way, Map.of()));
    }

    /** Whoever had the phone for a minute has its owner's signature; what it was given for is over. */
    @Test
    @Tag("slow")
    void aSimSignsNobodyInToAnAccountThatWasFrozenOrTakenBackSinceThePhoneWasAsked() {
        var an = SimOwner.fresh(portal, Network.VINA);
        var registered = an.registers(portal.visitor(), "sim-" + UUID.randomUUID() + "@hop-thu.example");
        assertThat(registered.path()).isEqualTo("/register/done");
        var account = portal.bean(JdbcClient.class)
                .sql("select account from account_certificate order by added_at desc, id desc limit 1")
                .query(UUID.class)
                .single();

        asksPhone(an);
        isFrozen(account);
        assertThat(signs(an).text()).contains(FROZEN);
        isTakenBack(account);
        asksPhone(an);
        isFrozen(account);
        isTakenBack(account);
        var overtaken = signs(an);
        assertThat(overtaken.status()).isEqualTo(422);
        assertThat(overtaken.text()).contains(OVERTAKEN);
        nobodyIsIn(browser, account);
    }

    private void asksPhone(SimOwner an) {
        var number = begins("sim-signing");
        assertThat(number.path()).isEqualTo("/sign-in/sim-signing/number");
        var approval = browser.follow(
                browser.submit(number, number.path(), Map.of("phone", an.phone(), "captcha", an.solves(number))));
        assertThat(approval.path()).isEqualTo("/sign-in/sim-signing/approval");
        assertThat(an.codeOn(browser, "/sign-in/sim-signing/approval"))
                .isEqualTo(an.screen().code());
    }

    private Answer signs(SimOwner an) {
        an.types();
        return an.waits(browser, "/sign-in/sim-signing/approval");
    }
}
