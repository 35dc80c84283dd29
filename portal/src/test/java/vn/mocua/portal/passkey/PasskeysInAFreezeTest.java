package vn.mocua.portal.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Meanwhile;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.account.Account.Status;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.Accounts;

/**
 * Threats T32, T33: a passkey that is added or used in the very moment in which its account is frozen is none afterwards,
 * and the freeze does not fail for it (decision 48).
 */
class PasskeysInAFreezeTest {

    private final RunningPortal portal = RunningPortal.shared();

    private void freezes(UUID account) {
        portal.bean(Accounts.class)
                .turn(account, Status.ACTIVE, Status.FROZEN, "recovery.frozen", "visitor", "192.0.2.1");
        portal.bean(AccountSessions.class).endAll(account);
    }

    private int passkeys(UUID account) {
        return portal.rows("passkey where account = '" + account + "'");
    }

    @Test
    void onePasskeyThatAThiefAddsWhileTheOwnerFreezesTheAccountIsNotThereAfterIt() {
        var an = PasskeyOwner.fresh(portal, portal.visitor());
        var made = an.passkey().make(an.optionsToAdd());
        var page = an.browser().open("/account/passkeys/add");
        var answer = Meanwhile.with(
                portal,
                () -> freezes(an.account()),
                () -> portal.bean(Passkeys.class).removeAll(an.account()),
                () -> an.browser().submit(page, "/account/passkeys/add", made));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(passkeys(an.account())).isZero();
        assertThat(an.acts()).doesNotContain("passkey.added");
    }

    /** The order of locks: whoever froze the account held its row, and whoever signed in held the passkey's. */
    @Test
    void ofASignInAndAFreezeAtOnceNeitherFailsAndNobodyIsIn() {
        var an = PasskeyOwner.withPasskey(portal, portal.visitor());
        var elsewhere = portal.visitor();
        var signed = an.passkey().sign(PasskeyOwner.options(elsewhere));
        var answer = Meanwhile.with(
                portal,
                () -> freezes(an.account()),
                () -> portal.bean(Passkeys.class).removeAll(an.account()),
                () -> PasskeyOwner.answer(elsewhere, signed));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(passkeys(an.account())).isZero();
        nobodyIsIn(elsewhere, an.account());
    }

    @Test
    void ofARemovalThatEndsAllSessionsAndAFreezeAtOnceNeitherFails() {
        var an = PasskeyOwner.withPasskey(portal, portal.visitor());
        var address = an
                .browser()
                .open("/account/passkeys")
                .html()
                .select("main a[href^=/account/passkeys/]")
                .eachAttr("href")
                .stream()
                .filter(each -> each.matches("/account/passkeys/[0-9a-f-]{36}"))
                .findFirst()
                .orElseThrow();
        var page = an.browser().open(address + "/remove");
        var answer = Meanwhile.with(
                portal,
                () -> freezes(an.account()),
                () -> portal.bean(Passkeys.class).removeAll(an.account()),
                () -> an.browser().submit(page, address + "/remove", Map.of("endSessions", "on")));
        assertThat(answer.status()).isLessThan(500);
        assertThat(passkeys(an.account())).isZero();
        nobodyIsIn(an.browser(), an.account());
    }

    /** What was signed before a freeze opens nothing after it, nor an account that is closed or locked by then. */
    @Test
    void anAnswerThatWaitsWhileTheAccountIsFrozenLockedOrClosedSignsNobodyIn() {
        for (var status : new Status[] {Status.FROZEN, Status.LOCKED, Status.CLOSED}) {
            var an = PasskeyOwner.withPasskey(portal, portal.visitor());
            var elsewhere = portal.visitor();
            var signed = an.passkey().sign(PasskeyOwner.options(elsewhere));
            portal.bean(Accounts.class)
                    .turn(an.account(), Status.ACTIVE, status, "recovery.frozen", "visitor", "192.0.2.1");
            portal.bean(AccountSessions.class).endAll(an.account());
            assertThat(PasskeyOwner.answer(elsewhere, signed).status())
                    .as(status.name())
                    .isEqualTo(422);
            nobodyIsIn(elsewhere, an.account());
        }
    }

    private void nobodyIsIn(Visitor browser, UUID account) {
        assertThat(browser.open("/account").path()).startsWith("/sign-in");
        assertThat(portal.rows("spring_session where principal_name = '" + account + "'"))
                .isZero();
    }
}
