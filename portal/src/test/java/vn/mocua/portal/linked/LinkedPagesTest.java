package vn.mocua.portal.linked;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.Provider;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.AccountSessions;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.NewAccount;
import vn.mocua.portal.identity.BirthDate;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject;
import vn.mocua.sandbox.town.Business;

/** The owner links VNeID or PostID to the account, signs in by it, and takes it away again. */
class LinkedPagesTest {

    private static final String HERE = "/account/linked";

    private final RunningPortal portal = RunningPortal.shared();
    private final Visitor visitor = portal.visitor();

    @Test
    void whoHasLinkedVneidSignsInByItWithoutACodeAndIsToldOfTheNewDevice() {
        var an = registered();
        var account = an.signsIn(visitor);
        assertThat(account.html().select("a[href=" + HERE + "]").text()).isEqualTo("VNeID và PostID");
        var linked = links(visitor, an, "vneid");
        assertThat(linked.path()).isEqualTo(HERE);
        assertThat(linked.text()).contains("Đang dùng được, từ", "Thôi dùng VNeID để đăng nhập");
        told(an, "lien ket voi VNeID");

        var other = portal.visitorFromElsewhere();
        var signedIn = comesBackAs(other, an, "vneid");
        assertThat(signedIn.path()).isEqualTo("/account");
        assertThat(signedIn.text()).contains(an.person().fullName(), "Liên kết một nơi đăng nhập khác");
        told(an, "thiet bi moi");
    }

    @Test
    void postIdAsksForTheCodeToo() {
        var an = registered();
        an.signsIn(visitor);
        links(visitor, an, "vietnam-post");

        var other = portal.visitor();
        var newest = an.newestCode();
        var otp = comesBackAs(other, an, "vietnam-post");
        assertThat(otp.path()).isEqualTo("/sign-in/vietnam-post/otp");
        assertThat(other.get("/account").location()).isEqualTo("/sign-in");
        var wrong = other.submit(otp, Map.of("otp", Citizen.wrong(an.codeAfter(newest))));
        assertThat(wrong.status()).isEqualTo(422);
        var in = other.follow(other.submit(wrong, Map.of("otp", an.newestCode(), "remember", "on")));
        assertThat(in.path()).isEqualTo("/account");

        other.follow(other.submit(in, "/sign-out", Map.of()));
        assertThat(comesBackAs(other, an, "vietnam-post").path()).isEqualTo("/account");
    }

    @Test
    void whoRegisteredByVneidNeedNotLinkIt() {
        var an = Citizen.fresh(portal);
        an.registers(visitor);
        an.signsIn(visitor);
        var signIn = visitor.follow(
                visitor.submit(visitor.open("/account/raise"), "/account/raise", Map.of("method", "vneid")));
        var back = Provider.reachedBy(visitor.submit(signIn, signIn.path(), Map.of()))
                .signsIn(portal.sandbox().vneid(an.person()).orElseThrow());
        visitor.follow(visitor.submit(visitor.get(back), "/account/raise/vneid/return", Map.of()));

        assertThat(visitor.open(HERE).text()).contains("Đang dùng được, từ");
        assertThat(comesBackAs(portal.visitor(), an, "vneid").path()).isEqualTo("/account");
    }

    @Test
    void anAccountThatIsNotLinkedAndNoAccountReadTheSame() {
        var an = registered();
        var notLinked = comesBackAs(portal.visitor(), an, "vneid");
        var nobody = comesBackAs(portal.visitor(), Citizen.fresh(portal), "vneid");
        for (var each : new Answer[] {notLinked, nobody}) {
            assertThat(each.status()).isEqualTo(422);
            assertThat(each.text()).contains("Chưa đăng nhập được bằng cách này");
        }
        assertThat(notLinked.text()).isEqualTo(nobody.text());
    }

    @Test
    void whatTheOwnerTookAwaySignsInNoLongerEvenWhereAProofStands() {
        var an = registered();
        an.signsIn(visitor);
        links(visitor, an, "vneid");
        assertThat(comesBackAs(portal.visitor(), an, "vneid").path()).isEqualTo("/account");

        var page = visitor.follow(visitor.submit(visitor.open(HERE), HERE, Map.of("unlink", "vneid")));
        assertThat(page.text()).contains("Liên kết VNeID");
        assertThat(comesBackAs(portal.visitor(), an, "vneid").status()).isEqualTo(422);
        told(an, "thoi dang nhap bang VNeID");
    }

    @Test
    void theLastWayInIsNotTakenAway() {
        var an = Citizen.fresh(portal);
        var subject = new Subject.Citizen(
                NationalId.of(an.person().nationalId()),
                null,
                FullName.of(an.person().fullName()),
                BirthDate.of(an.person().birthDate()));
        var now = portal.bean(Clock.class).instant();
        var key = Map.of(
                "fingerprint",
                "gone-" + an.person().nationalId(),
                "authority",
                "Toy CA",
                "validTo",
                "2031-01-01T00:00:00Z");
        var evidence = List.of(
                new Evidence(subject, Strength.KEY_PROVEN, "usb-signing", "certificate", Ial.IAL3, key, now),
                new Evidence(subject, Strength.VOUCHED_FOR, "vneid", "vneid", Ial.IAL3, Map.of(), now));
        portal.bean(Accounts.class)
                .open(new NewAccount(subject, null, null, evidence, null, Map.of(), "127.0.0.1", "vi"));
        JdbcClient.create(portal.database().asOwner())
                .sql("update account_certificate set removed_at = now() where authority = 'Toy CA'")
                .update();
        assertThat(comesBackAs(visitor, an, "vneid").path()).isEqualTo("/account");

        var refused = visitor.submit(visitor.open(HERE), HERE, Map.of("unlink", "vneid"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("cách đăng nhập cuối cùng");
        links(visitor, an, "vietnam-post");
        assertThat(visitor.follow(visitor.submit(visitor.open(HERE), HERE, Map.of("unlink", "vneid")))
                        .text())
                .contains("Liên kết VNeID");
    }

    @Test
    void somebodyElsesVneidIsNotLinked() {
        var an = registered();
        an.signsIn(visitor);
        var refused = links(visitor, Citizen.fresh(portal), "vneid");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Không liên kết được tài khoản này");
        assertThat(visitor.open(HERE).text()).doesNotContain("Thôi dùng VNeID");
    }

    @Test
    void aLevelThatNobodyCheckedSignsNobodyIn() {
        var weak = portal.sandbox().businesses().stream()
                .filter(each -> each.fate() == Business.Fate.VNEID_LEVEL_ONE)
                .findFirst()
                .orElseThrow();
        var page = begins(visitor, "vneid");
        var back =
                Provider.reachedBy(visitor.submit(page, page.path(), Map.of())).signsIn(weak.vneid());
        var refused = visitor.follow(visitor.submit(visitor.get(back), "/sign-in/vneid/return", Map.of()));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("chưa đủ mức");
    }

    /** A session that lies about links nothing; who signs in again goes on where they were. */
    @Test
    void anOldSessionLinksNothingUntilItsOwnerHasSignedInAgain() {
        var an = registered();
        an.signsIn(visitor);
        Answer again;
        try (var strict = portal.anotherNode(Map.of("mocua.session.fresh", "1ms"), beans -> {})) {
            var there = visitor.ledTo(strict.url());
            again = there.follow(there.submit(there.open(HERE), HERE, Map.of("link", "vneid")));
            visitor.cookies().putAll(there.cookies());
        }
        assertThat(again.path()).isEqualTo("/sign-in");
        assertThat(again.text()).contains("Xác nhận đây là bạn");

        var newest = an.newestCode();
        var otp = visitor.follow(visitor.submit(
                again, "/sign-in", Map.of("username", an.person().nationalId(), "password", Citizen.PASSWORD)));
        var account = visitor.follow(visitor.submit(otp, Map.of("otp", an.codeAfter(newest))));
        var here = account.status() == 303 ? visitor.follow(account) : account;
        assertThat(here.path()).isEqualTo(HERE);
        assertThat(links(visitor, an, "vneid").text()).contains("Thôi dùng VNeID");
    }

    /** The way back of one person's journey is worth nothing in another's browser. */
    @Test
    void aWayBackOfAnotherBrowserSignsNobodyIn() {
        var an = registered();
        an.signsIn(visitor);
        links(visitor, an, "vneid");
        var thief = portal.visitor();
        var page = begins(thief, "vneid");
        var back = Provider.reachedBy(thief.submit(page, page.path(), Map.of()))
                .signsIn(portal.sandbox().vneid(an.person()).orElseThrow());

        var victim = portal.visitor();
        var own = begins(victim, "vneid");
        victim.submit(own, own.path(), Map.of());
        var refused = victim.submit(victim.get(back), "/sign-in/vneid/return", Map.of());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("không còn dùng được");
        assertThat(victim.get("/account").location()).isEqualTo("/sign-in");
    }

    /** Whoever waits at the code was named by the provider before that (decision 48). */
    @Test
    void whoWaitsAtTheCodeWhileTheAccountIsTakenBackOrUnlinkedIsNotLetIn() {
        for (var unlinked : List.of(true, false)) {
            var an = registered();
            var owner = portal.visitor();
            an.signsIn(owner);
            links(owner, an, "vietnam-post");
            var account = portal.bean(Accounts.class)
                    .holderOf(List.of(Identifier.of(NationalId.of(an.person().nationalId()))))
                    .orElseThrow();
            var thief = portal.visitor();
            var newest = an.newestCode();
            var otp = comesBackAs(thief, an, "vietnam-post");
            assertThat(otp.path()).as(otp.text()).isEqualTo("/sign-in/vietnam-post/otp");
            var code = an.codeAfter(newest);
            if (unlinked) {
                owner.follow(owner.submit(owner.open(HERE), HERE, Map.of("unlink", "vietnam-post")));
            } else {
                portal.bean(AccountSessions.class).endAll(account);
            }
            var refused = thief.submit(otp, Map.of("otp", code));
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text()).contains("Lượt đăng nhập này không còn dùng được");
            assertThat(thief.get("/account").location()).isEqualTo("/sign-in");
        }
    }

    private Citizen registered() {
        var an = Citizen.fresh(portal);
        assertThat(an.registers(portal.visitor()).path()).isEqualTo("/register/done");
        return an;
    }

    private Answer links(Visitor browser, Citizen there, String key) {
        var page = browser.follow(browser.submit(browser.open(HERE), HERE, Map.of("link", key)));
        assertThat(page.path()).isEqualTo(HERE + "/" + key + "/sign-in");
        assertThat(page.text()).contains("Liên kết");
        return comesBack(browser, page, there, key);
    }

    private static Answer begins(Visitor browser, String key) {
        return browser.follow(browser.submit(browser.open("/sign-in"), "/sign-in/by/" + key, Map.of()));
    }

    private Answer comesBackAs(Visitor browser, Citizen there, String key) {
        var page = begins(browser, key);
        assertThat(page.text()).contains("Đăng nhập bằng");
        return comesBack(browser, page, there, key);
    }

    private Answer comesBack(Visitor browser, Answer page, Citizen there, String key) {
        var provider = Provider.reachedBy(browser.submit(page, page.path(), Map.of()));
        String back;
        if (key.equals("vneid")) {
            back = provider.signsIn(portal.sandbox().vneid(there.person()).orElseThrow());
        } else {
            var account = portal.sandbox().postId(there.person()).orElseThrow();
            back = provider.signsIn(account.username(), account.password());
        }
        var at = page.path()
                .replace("/sign-in/" + key + "/sign-in", "/sign-in/" + key + "/return")
                .replace(HERE + "/" + key + "/sign-in", HERE + "/" + key + "/return");
        return browser.follow(browser.submit(browser.get(back), at, Map.of()));
    }

    private static void told(Citizen an, String words) {
        Waiting.until(Duration.ofSeconds(30), () -> Optional.of(true).filter(yes -> an.smsSaying(words) > 0));
    }
}
