package vn.mocua.portal.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.Identifier;

/**
 * Whoever clicks twice at the end of a sign-in is signed in. A browser without script drops the first answer, with the
 * cookies in it, when the second click comes.
 */
class DoubleClicksTest {

    private final RunningPortal portal = RunningPortal.shared();
    private final Citizen an = Citizen.fresh(portal);
    private final Visitor browser = portal.visitor();
    private Answer page;
    private String code;

    @BeforeEach
    void arrivesAtTheCode() {
        assertThat(an.registers(portal.visitor()).path()).isEqualTo("/register/done");
        var newest = an.newestCode();
        page = browser.follow(an.typesPassword(browser, Citizen.PASSWORD));
        assertThat(page.path()).isEqualTo("/sign-in/otp");
        code = an.codeAfter(newest);
    }

    @AfterEach
    void back() {
        portal.clock().back();
    }

    private Answer types(Visitor visitor) {
        return visitor.submit(page, "/sign-in/otp", Map.of("otp", code));
    }

    @Test
    void theSecondAnswerNamesTheSameSession() {
        var hearsTheSecond = browser.copy();
        assertThat(types(browser).location()).isEqualTo("/account");
        assertThat(types(hearsTheSecond).location()).isEqualTo("/account");
        assertThat(isSignedIn(browser)).isTrue();
        assertThat(isSignedIn(hearsTheSecond)).isTrue();
        assertThat(hearsTheSecond.cookies().get("__Host-session"))
                .isNotNull()
                .isEqualTo(browser.cookies().get("__Host-session"));
        assertThat(timesSignedIn()).isEqualTo(1);
    }

    @RepeatedTest(5)
    void soItIsWhenAllComeAtOnce() throws Exception {
        try (var clicks = Executors.newVirtualThreadPerTaskExecutor()) {
            var tabs = List.of(browser, browser.copy(), browser.copy());
            clicks.invokeAll(tabs.stream()
                    .map(tab -> (Callable<Answer>) () -> types(tab))
                    .toList());
            assertThat(tabs).allMatch(this::isSignedIn);
            assertThat(timesSignedIn()).isEqualTo(1);
        }
    }

    @Test
    void whatIsSentLaterSignsNobodyIn() {
        var later = browser.copy();
        types(browser);
        portal.clock().shift(Duration.ofSeconds(10));
        types(later);
        assertThat(isSignedIn(later)).isFalse();
        assertThat(isSignedIn(browser)).isTrue();
    }

    @Test
    void norDoesWhatIsSentAfterSigningOut() {
        var back = browser.copy();
        types(browser);
        var account = browser.get("/account");
        browser.submit(account, "/sign-out", Map.of());
        types(back);
        assertThat(isSignedIn(back)).isFalse();
    }

    @Test
    void norWhatComesFromAnotherBrowser() {
        var stranger = portal.visitor();
        stranger.get("/sign-in");
        types(browser);
        types(stranger);
        assertThat(isSignedIn(stranger)).isFalse();
    }

    private boolean isSignedIn(Visitor visitor) {
        return visitor.get("/account").status() == 200;
    }

    private int timesSignedIn() {
        var account = portal.bean(Accounts.class)
                .holderOf(List.of(
                        new Identifier(Identifier.Kind.NATIONAL_ID, an.person().nationalId())))
                .orElseThrow();
        return portal.bean(AccountSessions.class).of(account).size();
    }
}
