package vn.mocua.portal.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;
import tools.jackson.databind.json.JsonMapper;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.account.NewAccount;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Evidence;
import vn.mocua.portal.identity.FullName;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.identity.NationalId;
import vn.mocua.portal.identity.Strength;
import vn.mocua.portal.identity.Subject;
import vn.mocua.portal.journey.Visit;
import vn.mocua.portal.journey.Visits;
import vn.mocua.portal.login.SignedIn;
import vn.mocua.portal.page.Language;

/** An owner adds passkeys, names them and takes them away; a session that lies about adds none. */
class OwnPasskeysTest {

    private static final String PHONE =
            "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Mobile Safari/537.36";

    private final RunningPortal portal = RunningPortal.shared();
    private final String origin = portal.url().toString();

    private static void told(Citizen owner, String words) {
        Waiting.until(
                Duration.ofSeconds(30),
                () -> Optional.of(owner.smsSaying(words)).filter(count -> count == 1));
    }

    private static String page(PasskeyOwner an) {
        return an.browser()
                .open("/account/passkeys")
                .html()
                .expectFirst(".proofs a")
                .attr("href");
    }

    private static boolean asksAgain(Answer answer) {
        return answer.status() == 303 && answer.location().equals("/sign-in?again");
    }

    /** Threat T33: what a thief added does not outlive the owner's "that was not me". */
    @Test
    void whoSaysNotMeTakesEveryPasskeyOff() {
        var an = PasskeyOwner.fresh(portal, portal.visitorFromElsewhere());
        an.browser().follow(an.adds(Map.of("passkeyName", "")));
        var account = portal.bean(Accounts.class)
                .holderOf(List.of(new Identifier(
                        Identifier.Kind.NATIONAL_ID, an.citizen().person().nationalId())))
                .orElseThrow();
        assertThat(portal.rows("passkey where account = '" + account + "'")).isEqualTo(1);
        told(an.citizen(), "vua them passkey");
        var code = Pattern.compile("[A-Z2-9]{5}-[A-Z2-9]{5}")
                .matcher(an.citizen().newestSms())
                .results()
                .findFirst()
                .orElseThrow()
                .group();

        var owner = portal.visitorFromElsewhere();
        owner.follow(owner.submit(owner.open("/not-me"), "/not-me", Map.of("notMeCode", code)));
        assertThat(portal.rows("passkey where account = '" + account + "'")).isZero();
        assertThat(an.browser().get("/account").location()).isEqualTo("/sign-in");
    }

    @Test
    void theOwnerAddsOneNamesItAndReadsOfIt() {
        var an = PasskeyOwner.fresh(portal, portal.visitor().sending("User-Agent", PHONE));
        var account = an.browser().open("/account");
        assertThat(account.html().select("a[href=/account/passkeys]").text()).isEqualTo("Passkey");
        assertThat(an.browser().open("/account/passkeys").text())
                .contains("chiếc chìa khoá nằm trong điện thoại", "Bạn chưa có passkey nào");
        an.passkey().flags |= SoftPasskey.BACKUP_ELIGIBLE | SoftPasskey.BACKED_UP;
        var added = an.browser().follow(an.adds(Map.of("passkeyName", "  Điện   thoại của An ")));
        assertThat(added.text())
                .contains("Đã thêm passkey", "Điện thoại của An", "trên Chrome, Android", "Chưa dùng lần nào")
                .contains("mọi máy cùng tài khoản Google, Apple");
        told(an.citizen(), "vua them passkey tren Chrome, Android");
        assertThat(an.citizen().newestSms()).hasSizeLessThanOrEqualTo(160).containsPattern("[A-Z2-9]{5}-[A-Z2-9]{5}");

        var name = an.browser().open(page(an));
        assertThat(an.browser().submit(name, Map.of("passkeyName", "")).errorOf("passkeyName"))
                .contains("Hãy nhập một tên");
        var named = an.browser().follow(an.browser().submit(name, Map.of("passkeyName", "Máy ở chợ")));
        assertThat(named.text()).contains("Đã lưu tên mới", "Máy ở chợ").doesNotContain("Điện thoại của An");
        assertThat(an.acts()).endsWith("passkey.added", "passkey.named");
        assertThat(an.browser().open("/account").text()).contains("Đã thêm passkey", "Đã đổi tên passkey");
        assertThat(an.signsIn(portal.visitor()).path()).isEqualTo("/account");
    }

    @Test
    void whatTheBrowserIsAskedForIsAPasskeyThatIsTwoFactorsAndNamesNobody() {
        var an = PasskeyOwner.withPasskey(portal, portal.visitor());
        var options = new JsonMapper().readTree(an.optionsToAdd());
        assertThat(SoftPasskey.bytes(options.path("user").path("id").asString()))
                .hasSize(64);
        assertThat(SoftPasskey.bytes(options.path("challenge").asString())).hasSizeGreaterThan(32);
        assertThat(options.path("rp").path("id").asString()).isEqualTo("localhost");
        assertThat(options.path("attestation").asString()).isEqualTo("none");
        assertThat(options.path("authenticatorSelection").path("residentKey").asString())
                .isEqualTo("required");
        assertThat(options.path("authenticatorSelection")
                        .path("userVerification")
                        .asString())
                .isEqualTo("required");
        assertThat(options.path("pubKeyCredParams")
                        .valueStream()
                        .map(each -> each.path("alg").asInt()))
                .containsExactly(-7, -8, -257);
        assertThat(options.path("excludeCredentials").path(0).path("id").asString())
                .isEqualTo(SoftPasskey.text(an.passkey().id));
        assertThat(options.toString()).doesNotContain(an.citizen().person().nationalId());
        // The handle is the account's, whoever asks again.
        assertThat(SoftPasskey.bytes(options.path("user").path("id").asString()))
                .isEqualTo(an.passkey().handle);
    }

    @Test
    void whoeverDidNotSignInJustNowIsAskedToFirstAndComesBackByPasskeyToo() {
        var an = PasskeyOwner.withPasskey(portal, portal.visitor());
        var lying = an.browser();
        signsInOnRememberedDevice(an, lying);
        assertThat(lying.open("/account/passkeys").status()).isEqualTo(200);
        var id = page(an);
        var csrf = lying.open("/account/passkeys").valueOf("_csrf");
        var made = new HashMap<>(Map.of("attestation", "AAAA", "clientData", "AAAA", "transports", ""));
        made.put("_csrf", csrf);
        assertThat(lying.post("/account/passkeys/options", Map.of("_csrf", csrf))
                        .status())
                .isEqualTo(403);
        assertThat(asksAgain(lying.copy().post("/account/passkeys/add", made))).isTrue();
        assertThat(asksAgain(lying.copy().get(id + "/remove"))).isTrue();
        assertThat(asksAgain(lying.copy().post(id + "/remove", Map.of("_csrf", csrf))))
                .isTrue();
        assertThat(portal.bean(Passkeys.class).of(an.account())).hasSize(1);

        var again = lying.follow(lying.get("/account/passkeys/add"));
        assertThat(again.text()).contains("Xác nhận đây là bạn");
        assertThat(again.html().select("form[action=/sign-in/by/passkey]")).hasSize(1);
        var options = lying.get("/sign-in/by/passkey/options").body();
        var back =
                PasskeyOwner.answer(lying, again.valueOf("_csrf"), an.passkey().sign(options));
        assertThat(back.path()).isEqualTo("/account/passkeys/add");
    }

    private static void signsInOnRememberedDevice(PasskeyOwner an, Visitor browser) {
        browser.cookies().remove("__Host-session");
        var newest = an.citizen().newestCode();
        var otp = browser.follow(an.citizen().typesPassword(browser, Citizen.PASSWORD));
        browser.follow(
                browser.submit(otp, "/sign-in/otp", Map.of("otp", an.citizen().codeAfter(newest), "remember", "on")));
        browser.cookies().remove("__Host-session");
        assertThat(browser.follow(an.citizen().typesPassword(browser, Citizen.PASSWORD))
                        .path())
                .isEqualTo("/account");
    }

    @Test
    void whatIsNoPasskeyOfOursIsNotAdded() {
        var an = PasskeyOwner.fresh(portal, portal.visitor());
        var wrong = Set.<java.util.function.Consumer<SoftPasskey>>of(
                passkey -> passkey.origin = "https://evil.example",
                passkey -> passkey.relyingParty = "evil.example",
                passkey -> passkey.flags = SoftPasskey.USER_PRESENT,
                passkey -> passkey.flags = SoftPasskey.USER_VERIFIED);
        for (var each : wrong) {
            var passkey = new SoftPasskey(origin);
            each.accept(passkey);
            notAccepted(an.sends(passkey.make(an.optionsToAdd())));
        }
        notAccepted(an.sends(new SoftPasskey(origin, -35).make(an.optionsToAdd())));

        var once = an.passkey().make(an.optionsToAdd());
        var other = PasskeyOwner.fresh(portal, portal.visitor());
        notAccepted(other.sends(once));
        var toSignIn = new HashMap<>(an.passkey().make(an.optionsToAdd()));
        var challenge = new JsonMapper()
                .readTree(an.browser().get("/sign-in/by/passkey/options").body())
                .path("challenge")
                .asString();
        toSignIn.put("clientData", SoftPasskey.text(an.passkey().clientData("webauthn.create", challenge)));
        notAccepted(an.sends(toSignIn));
        for (var field : List.of("attestation", "clientData")) {
            for (var bad : List.of("", "%%", "AAAA")) {
                var broken = new HashMap<>(an.passkey().make(an.optionsToAdd()));
                broken.put(field, bad);
                notAccepted(an.sends(broken));
            }
        }
        assertThat(portal.bean(Passkeys.class).of(an.account())).isEmpty();
        assertThat(an.sends(once).location()).isEqualTo("/account/passkeys?done=added");
        notAccepted(an.sends(once));
        assertThat(an.adds(Map.of()).text()).contains("Máy này đã có passkey");
        assertThat(other.sends(an.passkey().make(other.optionsToAdd())).status())
                .isEqualTo(422);
        assertThat(portal.bean(Passkeys.class).of(other.account())).isEmpty();
        assertThat(an.acts().stream().filter("passkey.added"::equals)).hasSize(1);
    }

    private static void notAccepted(Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.text()).contains("Chưa thêm được passkey");
    }

    @Test
    void aRemovedPasskeyNoLongerSignsInAndTheOtherSessionsEndWhenAskedTo() {
        var an = PasskeyOwner.withPasskey(portal, portal.visitor());
        var thief = portal.visitor();
        assertThat(an.signsIn(thief).path()).isEqualTo("/account");
        var confirm = an.browser().open(page(an) + "/remove");
        assertThat(confirm.text()).contains("Xoá passkey này?", "Đăng xuất tài khoản ở mọi máy khác");
        assertThat(portal.bean(Passkeys.class).of(an.account())).hasSize(1);
        var removed = an.browser().follow(an.browser().submit(confirm, Map.of("endSessions", "true")));
        assertThat(removed.text()).contains("Đã xoá passkey", "Bạn chưa có passkey nào");
        told(an.citizen(), "vua xoa mot passkey");
        assertThat(an.acts()).endsWith("passkey.removed");

        assertThat(an.signsIn(portal.visitor()).text()).contains("Chưa đăng nhập được bằng passkey");
        assertThat(thief.open("/account").path()).isEqualTo("/sign-in");
        assertThat(an.browser().open("/account").path()).isEqualTo("/account");
    }

    @Test
    void nobodySeesNamesOrRemovesThatOfSomebodyElse() {
        var an = PasskeyOwner.withPasskey(portal, portal.visitor());
        var binh = PasskeyOwner.withPasskey(portal, portal.visitor());
        var page = page(an);
        var csrf = binh.browser().open("/account/passkeys").valueOf("_csrf");
        for (var address : List.of(page, page + "/remove", "/account/passkeys/" + UUID.randomUUID())) {
            assertThat(binh.browser().get(address).status()).as(address).isEqualTo(404);
        }
        assertThat(binh.browser().post(page + "/remove", Map.of("_csrf", csrf)).status())
                .isEqualTo(404);
        assertThat(binh.browser()
                        .post(page, Map.of("_csrf", csrf, "passkeyName", "x"))
                        .status())
                .isEqualTo(404);
        assertThat(an.signsIn(portal.visitor()).path()).isEqualTo("/account");
        assertThat(portal.visitor().get("/account/passkeys").location()).isEqualTo("/sign-in");
    }

    @Test
    void theLastWayInIsNotRemoved() {
        var passkey = new SoftPasskey(origin);
        var account = withoutPassword();
        adds(passkey, account);
        var browser = portal.visitor();
        var an = new PasskeyOwner(portal, Citizen.fresh(portal), browser, passkey, account);
        assertThat(an.signsIn(browser).path()).isEqualTo("/account");
        var page = browser.open(page(an) + "/remove");
        assertThat(page.text()).contains("Chưa xoá được passkey này", "cách đăng nhập duy nhất");
        assertThat(page.html().select("main form")).isEmpty();
        var refused = browser.post(
                page(an) + "/remove",
                Map.of("_csrf", browser.open("/account/passkeys").valueOf("_csrf")));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Chưa xoá được passkey này");

        adds(new SoftPasskey(origin), account);
        var spare = browser.open(page(an) + "/remove");
        assertThat(browser.follow(browser.submit(spare, Map.of())).text()).contains("Đã xoá passkey");
        assertThat(portal.bean(Passkeys.class).of(account)).hasSize(1);
    }

    /** Somebody whose certificate has ended: a passkey is all that is left. */
    private UUID withoutPassword() {
        var an = Citizen.fresh(portal);
        var subject = new Subject.Citizen(
                NationalId.of(an.person().nationalId()), null, FullName.of("Chi Con Passkey"), null);
        var evidence = new Evidence(
                subject,
                Strength.KEY_PROVEN,
                "mobile-subscriber",
                "operator",
                Ial.IAL3,
                Map.of(
                        "fingerprint",
                        UUID.randomUUID().toString(),
                        "authority",
                        "Toy CA",
                        "validTo",
                        "2020-01-01T00:00:00Z"),
                portal.bean(Clock.class).instant());
        var opening = portal.bean(Accounts.class)
                .open(new NewAccount(
                        subject,
                        null,
                        EmailAddress.of("key-" + UUID.randomUUID() + "@hop-thu.example"),
                        List.of(evidence),
                        null,
                        Map.of(),
                        "127.0.0.1",
                        "vi"));
        return ((Accounts.Opening.Opened) opening).account();
    }

    private void adds(SoftPasskey passkey, UUID account) {
        var handle = portal.bean(Passkeys.class).handleOf(account);
        var json = new JsonMapper();
        var options = json.createObjectNode();
        options.put(
                "challenge",
                SoftPasskey.text(portal.bean(PasskeyChallenges.class).issue(Purpose.ADD, "toy")));
        options.putObject("user").put("id", SoftPasskey.text(handle));
        var made = passkey.make(options);
        var owner = new SignedIn(account, "***", portal.clock().instant(), SignedIn.How.CERTIFICATE, "");
        var visit = new Visit(
                Visits.NO_DRAFT,
                "",
                portal.clock().instant(),
                Language.VI,
                "127.0.0.1",
                "127.0.0.1",
                null,
                Instant.EPOCH);
        RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
        try {
            assertThat(portal.bean(OwnPasskeys.class)
                            .add(
                                    owner,
                                    "toy",
                                    made.getOrDefault("attestation", ""),
                                    made.getOrDefault("clientData", ""),
                                    Set.of(),
                                    "",
                                    visit))
                    .isEqualTo(OwnPasskeys.Adding.ADDED);
        } finally {
            RequestContextHolder.resetRequestAttributes();
        }
    }

    @Test
    void twentyAreEnough() {
        var an = PasskeyOwner.fresh(portal, portal.visitor());
        for (int i = 0; i < OwnPasskeys.MOST; i++) {
            adds(new SoftPasskey(origin), an.account());
        }
        assertThat(an.browser().open("/account/passkeys/add").text()).contains("Tài khoản đã có 20 passkey");
        var options = an.browser()
                .post(
                        "/account/passkeys/options",
                        Map.of("_csrf", an.browser().open("/account/passkeys").valueOf("_csrf")));
        var made = new HashMap<>(new SoftPasskey(origin).make(options.body()));
        made.put("_csrf", an.browser().open("/account/passkeys").valueOf("_csrf"));
        var refused = an.browser().post("/account/passkeys/add", made);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(portal.bean(Passkeys.class).of(an.account())).hasSize(OwnPasskeys.MOST);
    }

    @Test
    void everyPasskeyOfAnAccountIsForgottenWhenItIsTakenBack() {
        var an = PasskeyOwner.withPasskey(portal, portal.visitor());
        assertThat(portal.bean(Passkeys.class).removeAll(an.account())).isEqualTo(1);
        assertThat(an.signsIn(portal.visitor()).status()).isEqualTo(422);
    }

    @Test
    void theTableNamesNobodyAndHoldsNoKey() {
        var an = PasskeyOwner.withPasskey(portal, portal.visitor());
        var row = JdbcClient.create(portal.database().asOwner())
                .sql("select passkey.*, handle from passkey join passkey_holder using (account) where account = :id")
                .param("id", an.account())
                .query()
                .singleRow();
        for (var column : List.of("sealed", "handle", "credential_hash")) {
            var stored = new String((byte[]) row.get(column), java.nio.charset.StandardCharsets.ISO_8859_1);
            assertThat(stored)
                    .doesNotContain(SoftPasskey.text(an.passkey().id))
                    .doesNotContain(new String(an.passkey().id, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .doesNotContain(new String(an.passkey().handle, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
    }
}
