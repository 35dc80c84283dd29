package vn.mocua.portal.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.MovableClock;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.vault.Vault;

/**
 * A passkey signs in to its own account, once for each challenge, and nothing else does (Threats T06, T22, T27, T28 and
 * T53).
 */
class PasskeySignInTest {

    private static final String REFUSED = "Chưa đăng nhập được bằng passkey";

    private final RunningPortal portal = RunningPortal.shared();
    private final String origin = portal.url().toString();

    private PasskeyOwner owner() {
        return PasskeyOwner.withPasskey(portal, portal.visitor());
    }

    private static void isRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains(REFUSED);
    }

    /** What the page of a refusal says, without what is new on every page. */
    private static String told(Answer answer) {
        var page = answer.html();
        page.select("input[type=hidden]").attr("value", "");
        return answer.status() + page.html();
    }

    @Test
    void thePasskeyAloneSignsInWithoutCodeAndTheOwnerHearsOfTheDevice() {
        var an = owner();
        var code = an.citizen().newestCode();
        var elsewhere = portal.visitor();
        var account = an.signsIn(elsewhere);
        assertThat(account.path()).isEqualTo("/account");
        assertThat(account.text()).contains(an.citizen().person().fullName());
        assertThat(elsewhere.open("/account").path()).isEqualTo("/account");
        assertThat(an.citizen().newestCode()).isEqualTo(code);
        assertThat(an.acts()).endsWith("account.signed-in", "passkey.added", "account.signed-in");
        assertThat(JdbcClient.create(portal.database().asOwner())
                        .sql("select details from audit_entry where subject = :id order by id desc limit 1")
                        .param("id", an.account())
                        .query(String.class)
                        .single())
                .isEqualTo("by=passkey");
        assertThat(elsewhere.open("/account/passkeys").text()).contains("Dùng lần cuối");
    }

    @ParameterizedTest
    @ValueSource(ints = {-7, -8, -257})
    void keysOfPhonesSecurityKeysAndWindowsDo(int algorithm) {
        var an = PasskeyOwner.fresh(portal, portal.visitor(), new SoftPasskey(origin, algorithm))
                .adding();
        assertThat(an.signsIn(portal.visitor()).path()).isEqualTo("/account");
    }

    @Test
    void thePageOffersItToScriptOnlyAndTheRestIsAsBefore() {
        var page = portal.visitor().open("/sign-in");
        assertThat(page.html().expectFirst(".passkey").hasAttr("hidden")).isTrue();
        assertThat(page.html().expectFirst("#username").attr("autocomplete")).isEqualTo("username webauthn");
        assertThat(page.html().expectFirst("#password").attr("autocomplete")).isEqualTo("current-password");
        var options = portal.visitor().get("/sign-in/by/passkey/options");
        assertThat(options.headers().get("cache-control")).isEqualTo("no-store");
        assertThat(options.body())
                .contains("\"rpId\":\"localhost\"", "\"userVerification\":\"required\"")
                .doesNotContain("allowCredentials");
        assertThat(portal.visitor().get("/sign-in/by/passkey").location()).isEqualTo("/sign-in");
    }

    @Test
    void whoWeAreIsSaidByTheSettingsAndNeverByARequest() {
        var visitor =
                portal.visitor().sending("X-Forwarded-Host", "evil.example").sending("Forwarded", "host=evil.example");
        assertThat(visitor.get("/sign-in/by/passkey/options").body()).contains("\"rpId\":\"localhost\"");
    }

    @Test
    void whateverIsWrongTheAnswerIsTheSame() {
        var an = owner();
        var binh = owner();
        var browser = portal.visitor();
        var refusals = new ArrayList<Answer>();

        var unknown = new SoftPasskey(origin);
        unknown.handle = an.passkey().handle;
        refusals.add(PasskeyOwner.answer(browser, unknown.sign(PasskeyOwner.options(browser))));

        var signed = an.passkey().sign(PasskeyOwner.options(browser));
        signed.put(
                "signature", binh.passkey().sign(PasskeyOwner.options(browser)).get("signature"));
        refusals.add(PasskeyOwner.answer(browser, signed));

        signed = an.passkey().sign(PasskeyOwner.options(browser));
        signed.put("userHandle", SoftPasskey.text(binh.passkey().handle));
        refusals.add(PasskeyOwner.answer(browser, signed));

        signed = an.passkey().sign(PasskeyOwner.options(browser));
        signed.put("credential", SoftPasskey.text(binh.passkey().id));
        refusals.add(PasskeyOwner.answer(browser, signed));

        for (var elsewhere : List.of(
                "https://evil.example",
                origin.replace("localhost", "localhost.evil.example"),
                origin.replace("http:", "https:"),
                "http://localhost:1")) {
            an.passkey().origin = elsewhere;
            refusals.add(an.signsIn(browser));
            an.passkey().origin = origin;
        }
        for (var elsewhere : List.of("evil.example", "localhost.evil.example", "")) {
            an.passkey().relyingParty = elsewhere;
            refusals.add(an.signsIn(browser));
            an.passkey().relyingParty = "localhost";
        }
        for (var flags : List.of(SoftPasskey.USER_PRESENT, SoftPasskey.USER_VERIFIED, 0)) {
            an.passkey().flags = flags;
            refusals.add(an.signsIn(browser));
            an.passkey().flags = SoftPasskey.USER_PRESENT | SoftPasskey.USER_VERIFIED;
        }
        refusals.add(PasskeyOwner.answer(browser, an.passkey().signFor(SoftPasskey.text(SoftPasskey.random(72)))));
        refusals.add(PasskeyOwner.answer(browser, an.passkey().signFor("")));
        refusals.add(PasskeyOwner.answer(browser, an.passkey().signFor("not base64!")));
        refusals.add(PasskeyOwner.answer(browser, an.passkey().sign("[1]".getBytes(StandardCharsets.UTF_8))));
        var challenge = new tools.jackson.databind.json.JsonMapper()
                .readTree(PasskeyOwner.options(browser))
                .path("challenge")
                .asString();
        refusals.add(
                PasskeyOwner.answer(browser, an.passkey().sign(an.passkey().clientData("webauthn.create", challenge))));
        for (var field : List.of("credential", "clientData", "authenticatorData", "signature", "userHandle")) {
            for (var bad : List.of("", "%%%", "AAAA")) {
                var broken = an.passkey().sign(PasskeyOwner.options(browser));
                broken.put(field, bad);
                refusals.add(PasskeyOwner.answer(browser, broken));
            }
        }

        refusals.forEach(PasskeySignInTest::isRefused);
        assertThat(refusals.stream().map(PasskeySignInTest::told).distinct()).hasSize(1);
        assertThat(browser.open("/account").path()).isEqualTo("/sign-in");
        assertThat(an.acts()).endsWith("passkey.added");
        assertThat(an.signsIn(browser).path()).isEqualTo("/account");
    }

    @Test
    void aFormThatIsNotOursIsRefused() {
        var an = owner();
        var browser = portal.visitor();
        var signed = an.passkey().sign(PasskeyOwner.options(browser));
        assertThat(browser.post("/sign-in/by/passkey", signed).status()).isEqualTo(403);
        var more = new HashMap<>(signed);
        more.put("account", an.account().toString());
        assertThat(PasskeyOwner.answer(browser, more).status()).isEqualTo(400);
        assertThat(PasskeyOwner.answer(browser.copy().sending("Origin", "https://evil.example"), signed)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void anAnswerIsGoodOnceAndForTheBrowserThatAskedOnly() {
        var an = owner();
        var browser = portal.visitor();
        var signed = an.passkey().sign(PasskeyOwner.options(browser));
        isRefused(PasskeyOwner.answer(elsewhere(), signed));
        var before = browser.copy();
        assertThat(PasskeyOwner.answer(browser, signed).path()).isEqualTo("/account");
        isRefused(PasskeyOwner.answer(before, signed));
        isRefused(PasskeyOwner.answer(elsewhere(), signed));
    }

    private Visitor elsewhere() {
        var visitor = portal.visitor();
        visitor.open("/sign-in");
        return visitor;
    }

    @Test
    void ofTwentyAnswersAtOnceOneIsTaken() throws Exception {
        var an = owner();
        var browser = portal.visitor();
        var signed = an.passkey().sign(PasskeyOwner.options(browser));
        var csrf = browser.cookies().getOrDefault("__Host-csrf", "");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = threads.invokeAll(java.util.Collections.nCopies(
                    20, (Callable<Answer>) () -> PasskeyOwner.answer(browser.copy(), csrf, signed)));
            var statuses = new ArrayList<String>();
            for (var each : answers) {
                statuses.add(each.get().status() + each.get().path());
            }
            assertThat(statuses).containsOnlyOnce("200/account");
            assertThat(statuses.stream().filter("422/sign-in/by/passkey"::equals))
                    .hasSize(19);
        }
        assertThat(an.acts().stream().filter("account.signed-in"::equals)).hasSize(2);
    }

    @Test
    void aChallengeIsOverAfterFiveMinutesAndNoClockGivesItMore() {
        var an = owner();
        var browser = portal.visitor();
        PasskeyOwner.options(browser);
        var csrf = browser.cookies().getOrDefault("__Host-csrf", "");
        var now = portal.clock().instant();
        for (var shift : List.of(Duration.ofMinutes(-5), Duration.ofMinutes(1), Duration.ofDays(-1))) {
            var issued = challenges(new MovableClock(now.plus(shift))).issue(Purpose.SIGN_IN, csrf);
            isRefused(PasskeyOwner.answer(browser, an.passkey().signFor(SoftPasskey.text(issued))));
        }
        var issued = challenges(new MovableClock(now.minusSeconds(280))).issue(Purpose.SIGN_IN, csrf);
        assertThat(PasskeyOwner.answer(browser, an.passkey().signFor(SoftPasskey.text(issued)))
                        .path())
                .isEqualTo("/account");
    }

    private PasskeyChallenges challenges(MovableClock clock) {
        return new PasskeyChallenges(portal.bean(JdbcClient.class), portal.bean(Vault.class), clock);
    }

    @Test
    void aChallengeToAddDoesNotSignIn() {
        var an = owner();
        var csrf = an.browser().open("/account/passkeys/add").valueOf("_csrf");
        var toAdd = an.browser()
                .post("/account/passkeys/options", Map.of("_csrf", csrf))
                .body();
        isRefused(PasskeyOwner.answer(an.browser(), csrf, an.passkey().sign(toAdd)));
        assertThat(an.signsIn(an.browser()).path()).isEqualTo("/account");
    }

    @Test
    void aCounterThatGoesBackIsRefusedAndTheOwnerHearsOfIt() {
        var an = owner();
        an.passkey().count = 40;
        assertThat(an.signsIn(portal.visitor()).path()).isEqualTo("/account");
        an.passkey().count = 11;
        var forged = an.passkey().sign(PasskeyOwner.options(an.browser()));
        var other = new SoftPasskey(origin);
        forged.put("signature", other.signFor("another").get("signature"));
        isRefused(PasskeyOwner.answer(an.browser(), forged));
        assertThat(an.acts()).doesNotContain("passkey.copied");

        isRefused(an.signsIn(portal.visitor()));
        isRefused(an.signsIn(portal.visitor()));
        assertThat(an.acts().stream().filter("passkey.copied"::equals)).hasSize(2);
        told(an.citizen(), "da chan mot ban sao passkey", 1);
        an.passkey().count = 41;
        assertThat(an.signsIn(portal.visitor()).path()).isEqualTo("/account");
    }

    private static void told(Citizen owner, String words, int times) {
        Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(owner.smsSaying(words)).filter(count -> count == times));
    }

    @Test
    void aPasskeyThatDoesNotCountMayStayAtZero() {
        var an = PasskeyOwner.fresh(portal, portal.visitor());
        an.passkey().count = 0;
        an.adding();
        for (int i = 0; i < 2; i++) {
            an.passkey().count = -1; // says 0
            assertThat(an.signsIn(portal.visitor()).path()).isEqualTo("/account");
        }
    }

    @Test
    void whoeverMayNotSignInJustNowReadsWhy() {
        var an = owner();
        portal.bean(Accounts.class)
                .turn(
                        an.account(),
                        Account.Status.ACTIVE,
                        Account.Status.FROZEN,
                        "account.email-confirmed",
                        "system",
                        null);
        var browser = portal.visitor();
        var barred = an.signsIn(browser);
        assertThat(barred.status()).isEqualTo(422);
        assertThat(barred.text()).contains("Tài khoản đang tạm khoá để bảo vệ bạn");
        assertThat(barred.html().select("main a.button.main").text()).isEqualTo("Lấy lại tài khoản");
        assertThat(browser.open("/account").path()).isEqualTo("/sign-in");
    }

    @Test
    void theSessionIsANewOne() {
        var an = owner();
        var browser = an.browser();
        var before = browser.copy();
        assertThat(an.signsIn(browser).path()).isEqualTo("/account");
        assertThat(browser.cookies().get("__Host-session"))
                .isNotEqualTo(before.cookies().get("__Host-session"));
        assertThat(before.open("/account").path()).isEqualTo("/sign-in");
    }

    @Test
    void whileThePasswordIsStormedThePasskeyStillSignsIn() {
        var usual = RunningPortal.usual();
        var browser = usual.visitorFromElsewhere();
        var an = PasskeyOwner.withPasskey(usual, browser);
        var network = usual.visitorFromElsewhere();
        var status = 0;
        for (int i = 0; i < 70 && status != 429; i++) {
            status = Citizen.fresh(usual)
                    .typesPassword(network, "Sai-mat-khau-%d".formatted(i))
                    .status();
        }
        assertThat(status).isEqualTo(429);
        assertThat(an.citizen().typesPassword(network, Citizen.PASSWORD).status())
                .isEqualTo(429);
        assertThat(an.signsIn(network).path()).isEqualTo("/account");
    }

    @Test
    @Tag("slow")
    void answersThatAreNoneAreCounted() {
        try (var own =
                RunningPortal.own("passkey_limit", Map.of("mocua.limits.passkey-failures-per-network", "30/1h"))) {
            var browser = own.visitor();
            var nobody = new SoftPasskey(own.url().toString());
            nobody.handle = SoftPasskey.random(64);
            for (int i = 0; i < 30; i++) {
                isRefused(PasskeyOwner.answer(browser, nobody.sign(PasskeyOwner.options(browser))));
            }
            var refused = PasskeyOwner.answer(browser, nobody.sign(PasskeyOwner.options(browser)));
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.headers()).containsKey("retry-after");
        }
    }
}
