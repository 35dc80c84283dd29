package vn.mocua.portal.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.Language;

/** Of the last two ways into an account, taken away in the same moment, the second stays (decision 47). */
class TheLastWayInStaysTest {

    private final RunningPortal portal = RunningPortal.shared();
    private final ContactChanges changes = portal.bean(ContactChanges.class);
    private final TransactionTemplate transactions = portal.bean(TransactionTemplate.class);
    private final ExecutorService other = Executors.newVirtualThreadPerTaskExecutor();

    @AfterEach
    void end() {
        other.close();
    }

    @Test
    void aPasskeyStaysWhilePhoneAndPasswordGo() throws Exception {
        var an = withPasskeyAndMail();
        var removal = removalOf(an);
        var change = phoneIsToGo(an);
        Future<Answer> removing = transactions.execute(status -> {
            assertThat(changes.takeEffect(change)).isPresent();
            var sent = other.submit(() -> an.browser().submit(removal, Map.of()));
            somebodyWaits();
            return sent;
        });
        var refused = removing.get();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Chưa xoá được passkey này");
        assertThat(account(an).phone()).isNull();
        assertThat(account(an).hasPassword()).isFalse();
        assertThat(passkeys(an)).hasSize(1);
        assertThat(an.signsIn(portal.visitorFromElsewhere()).path()).isEqualTo("/account");
    }

    @Test
    void aPhoneStaysWhileThePasskeyGoes() throws Exception {
        var an = withPasskeyAndMail();
        var change = phoneIsToGo(an);
        Future<Boolean> going = transactions.execute(status -> {
            assertThat(removes(an)).isEqualTo(OwnPasskeys.Removal.REMOVED);
            var taking = other.submit(() -> changes.takeEffect(change).isPresent());
            somebodyWaits();
            return taking;
        });
        assertThat(going.get()).isFalse();
        assertThat(passkeys(an)).isEmpty();
        assertThat(account(an).phone()).isNotNull();
        assertThat(account(an).hasPassword()).isTrue();
        assertThat(changes.waiting(an.account())).isEmpty();
        assertThat(an.acts()).endsWith("account.phone-removal-cancelled");
    }

    @Test
    void whoeverIsFirstOneOfThemStays() throws Exception {
        for (int round = 0; round < 5; round++) {
            var an = withPasskeyAndMail();
            var removal = removalOf(an);
            var change = phoneIsToGo(an);
            var together = new CountDownLatch(1);
            var both = List.<Callable<?>>of(
                            () -> changes.takeEffect(change), () -> an.browser().submit(removal, Map.of()))
                    .stream()
                    .map(each -> other.submit(() -> {
                        together.await();
                        return each.call();
                    }))
                    .toList();
            together.countDown();
            for (var each : both) {
                each.get();
            }
            assertThat(account(an).phone() == null)
                    .as("round %d: the phone is gone, or the passkey", round)
                    .isNotEqualTo(passkeys(an).isEmpty());
        }
    }

    @Test
    void aLinkedProviderStaysWhileThePasskeyGoes() throws Exception {
        var an = withPasskeyAndMail();
        JdbcClient.create(portal.database().asOwner())
                .sql("insert into account_link (account, provider, linked_at) values (?, 'vneid', now())")
                .param(an.account())
                .update();
        portal.bean(Accounts.class).dropPassword(an.account());
        var page = an.browser().open("/account/linked");
        Future<Answer> unlinking = transactions.execute(status -> {
            assertThat(removes(an)).isEqualTo(OwnPasskeys.Removal.REMOVED);
            var sent = other.submit(() -> an.browser().submit(page, "/account/linked", Map.of("unlink", "vneid")));
            somebodyWaits();
            return sent;
        });
        var refused = unlinking.get();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("cách đăng nhập cuối cùng");
        assertThat(an.acts()).doesNotContain("account.provider-unlinked");
    }

    private PasskeyOwner withPasskeyAndMail() {
        var an = PasskeyOwner.withPasskey(portal, portal.visitorFromElsewhere());
        changes.changeEmail(
                an.account(), EmailAddress.of("an-" + UUID.randomUUID() + "@hop-thu.example"), "203.0.113.9");
        return an;
    }

    private UUID phoneIsToGo(PasskeyOwner an) {
        return changes.removePhoneLater(an.account(), Duration.ZERO, "203.0.113.9")
                .orElseThrow()
                .id();
    }

    private Answer removalOf(PasskeyOwner an) {
        return an.browser().open("/account/passkeys/" + passkeys(an).getFirst().id() + "/remove");
    }

    private OwnPasskeys.Removal removes(PasskeyOwner an) {
        var now = portal.clock().instant();
        var owner = new SignedIn(an.account(), "***", now, SignedIn.How.PASSKEY, "");
        var visit = new Visit(Visits.NO_DRAFT, "", now, Language.VI, "127.0.0.1", "127.0.0.1", null, now);
        return portal.bean(OwnPasskeys.class)
                .remove(owner, passkeys(an).getFirst().id(), "", visit);
    }

    private List<Passkey> passkeys(PasskeyOwner an) {
        return portal.bean(Passkeys.class).of(an.account());
    }

    private Account account(PasskeyOwner an) {
        return portal.bean(Accounts.class).find(an.account()).orElseThrow();
    }

    /** Until the other one is held up by what is not yet committed here. */
    private void somebodyWaits() {
        Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(portal.rows("pg_locks where not granted")).filter(waiting -> waiting > 0));
    }
}
