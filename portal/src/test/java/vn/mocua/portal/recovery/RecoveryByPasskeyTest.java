package vn.mocua.portal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.account.Account.Status;
import vn.mocua.portal.passkey.PasskeyOwner;
import vn.mocua.portal.passkey.SoftPasskey;

/** Threats T16, T22 and T33: a passkey of the account opens it again, once for each challenge, and no other one does. */
class RecoveryByPasskeyTest {

    private static final String AT = "/forgot-password/passkey/";
    private static final String REFUSED = "Chưa lấy lại được bằng cách này";

    private final RunningPortal portal = RunningPortal.usual();
    private final GettingBack back = new GettingBack(portal);

    private PasskeyOwner owner() {
        return PasskeyOwner.withPasskey(portal, portal.visitorFromElsewhere());
    }

    private Answer begins(Visitor visitor, Citizen whose) {
        var page = back.begins(visitor, whose.person().nationalId(), "passkey");
        assertThat(page.path()).isEqualTo(AT + "passkey");
        return page;
    }

    private static String challenge(Answer page) {
        return page.html().expectFirst(".passkey-proof").attr("data-challenge");
    }

    private static Answer sends(Visitor visitor, Answer page, Map<String, String> signed) {
        return visitor.follow(visitor.submit(page, AT + "passkey", signed));
    }

    /** What a page tells, but for tokens, digits, and the end of the id that was typed. */
    private static String told(Answer answer) {
        var page = answer.html();
        page.select("input[type=hidden]").attr("value", "");
        page.select(".passkey-proof").attr("data-challenge", "");
        return answer.status() + page.body().html().replaceAll("[0-9]", "0");
    }

    @Test
    void whoForgotThePasswordHasThePasskeyAndEverybodyElseIsOut() {
        var an = owner();
        var visitor = portal.visitorFromElsewhere();
        var page = begins(visitor, an.citizen());
        assertThat(page.body()).doesNotContain("allowCredentials");
        var password = sends(visitor, page, an.passkey().signFor(challenge(page)));
        assertThat(password.path()).isEqualTo(AT + "password");
        var done = back.choosesPassword(visitor, password);
        assertThat(done.path()).isEqualTo("/forgot-password/done");

        assertThat(an.browser().open("/account").path()).isEqualTo("/sign-in");
        assertThat(back.sessions(an.citizen())).isZero();
        assertThat(back.signsIn(portal.visitorFromElsewhere(), an.citizen(), GettingBack.NEW_PASSWORD)
                        .path())
                .isEqualTo("/account");
        assertThat(portal.rows("audit_entry where action = 'recovery.proven' and details like '%by=passkey%'"
                        + " and subject = '" + an.account() + "'"))
                .isEqualTo(1);
        assertThat(back.notMeCode(an.citizen(), "duoc lay lai")).isNotEmpty();
        // It is the owner's still.
        assertThat(an.signsIn(portal.visitorFromElsewhere()).path()).isEqualTo("/account");
    }

    @Test
    void everyIdIsAskedAlikeAndEveryWrongPasskeyIsAnsweredAlike() {
        var an = owner();
        var binh = owner();
        var nobody = Citizen.fresh(portal);
        var without = back.registered();
        var closed = owner();
        back.stands(closed.citizen(), Status.CLOSED);
        var pages = new ArrayList<String>();
        var refusals = new ArrayList<Answer>();

        for (var whose : List.of(an.citizen(), nobody, without, closed.citizen())) {
            var visitor = portal.visitorFromElsewhere();
            var page = begins(visitor, whose);
            pages.add(told(page));
            // A passkey that is right, and of another account.
            refusals.add(sends(visitor, page, binh.passkey().signFor(challenge(page))));
        }
        assertThat(pages.stream().distinct()).hasSize(1);

        var visitor = portal.visitorFromElsewhere();
        var page = begins(visitor, closed.citizen());
        refusals.add(sends(visitor, page, closed.passkey().signFor(challenge(page))));

        var stranger = new SoftPasskey(portal.url().toString());
        stranger.handle = an.passkey().handle;
        refusals.add(answers(an, stranger));
        var forged = new HashMap<>(an.passkey().signFor("x"));
        forged.put("signature", stranger.signFor("x").get("signature"));
        visitor = portal.visitorFromElsewhere();
        refusals.add(sends(visitor, begins(visitor, an.citizen()), forged));
        for (var flags : List.of(SoftPasskey.USER_PRESENT, SoftPasskey.USER_VERIFIED, 0)) {
            an.passkey().flags = flags;
            refusals.add(answers(an, an.passkey()));
        }
        an.passkey().flags = SoftPasskey.USER_PRESENT | SoftPasskey.USER_VERIFIED;
        an.passkey().origin = "https://evil.example";
        refusals.add(answers(an, an.passkey()));
        an.passkey().origin = portal.url().toString();

        refusals.forEach(each -> {
            assertThat(each.status()).isEqualTo(422);
            assertThat(each.text()).contains(REFUSED, "Chọn cách lấy lại khác").doesNotContain("không nhớ mật khẩu");
        });
        assertThat(refusals.stream().map(RecoveryByPasskeyTest::told).distinct())
                .hasSize(1);
        assertThat(portal.rows("audit_entry where action = 'recovery.proven' and subject = '" + an.account() + "'"))
                .isZero();
        assertThat(answers(an, an.passkey()).path()).isEqualTo(AT + "password");
    }

    private Answer answers(PasskeyOwner whose, SoftPasskey by) {
        var visitor = portal.visitorFromElsewhere();
        var page = begins(visitor, whose.citizen());
        return sends(visitor, page, by.signFor(challenge(page)));
    }

    @Test
    void anAnswerIsGoodOnceForTheTryThatAskedAndForNothingElse() throws Exception {
        var an = owner();
        var visitor = portal.visitorFromElsewhere();
        var page = begins(visitor, an.citizen());
        var signed = an.passkey().signFor(challenge(page));

        // Carried to another try for the same id, and a sign-in's answer carried here.
        var thief = portal.visitorFromElsewhere();
        var thiefsPage = begins(thief, an.citizen());
        assertThat(sends(thief, thiefsPage, signed).status()).isEqualTo(422);
        var options = JsonMapper.shared().readTree(PasskeyOwner.options(thief));
        var forSignIn = an.passkey().signFor(options.path("challenge").asString());
        assertThat(sends(thief, thief.open(AT + "passkey"), forSignIn).status()).isEqualTo(422);
        assertThat(thief.open(AT + "password").path()).isEqualTo(AT + "passkey");

        var answered = portal.rows("passkey_challenge");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(java.util.Collections.nCopies(
                    10, (Callable<Answer>) () -> visitor.copy().submit(page, AT + "passkey", signed)));
            // Clicks that come after the one that counted are shown where it led, under the one word that it earned.
            var words = new HashSet<String>();
            for (var each : answers) {
                if ((AT + "password").equals(each.get().location())) {
                    each.get().cookiesSet().stream()
                            .filter(cookie -> cookie.startsWith("__Host-forgot-password="))
                            .forEach(words::add);
                }
            }
            assertThat(words).hasSize(1);
            assertThat(portal.rows("passkey_challenge")).isEqualTo(answered + 1);
        }
    }

    @Test
    void withoutScriptNothingIsProvedAndThePageSaysWhatElseThereIs() {
        var an = owner();
        var visitor = portal.visitorFromElsewhere();
        var page = begins(visitor, an.citizen());
        assertThat(page.html().expectFirst(".passkey-proof").hasAttr("hidden")).isTrue();
        assertThat(page.html().expectFirst(".no-passkey").text()).contains("chọn cách lấy lại khác");
        var again = visitor.submit(page, AT + "passkey", Map.of());
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("Máy chưa gửi câu trả lời của passkey");
    }

    @Test
    void aFrozenAccountHasNoPasskeysSoThatAThiefsOpensItNoMore() {
        var an = owner();
        var code = back.notMeCode(an.citizen(), "passkey");
        back.saysNotMe(portal.visitorFromElsewhere(), code);
        assertThat(back.status(an.citizen())).isEqualTo(Status.FROZEN);
        var refused = answers(an, an.passkey());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains(REFUSED);
        assertThat(back.status(an.citizen())).isEqualTo(Status.FROZEN);
    }
}
