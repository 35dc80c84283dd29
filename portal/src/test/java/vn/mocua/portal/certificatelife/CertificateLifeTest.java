package vn.mocua.portal.certificatelife;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Account;
import vn.mocua.portal.account.Accounts;
import vn.mocua.portal.identity.EmailAddress;
import vn.mocua.portal.identity.Ial;
import vn.mocua.portal.identity.Identifier;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Texts;
import vn.mocua.portal.registration.usbsigning.TokenOnTheDesk;
import vn.mocua.sandbox.ca.Credential;
import vn.mocua.sandbox.fault.Fault;
import vn.mocua.sandbox.fault.Outside;

/**
 * Threat T23: a certificate that is revoked, or runs out, lowers what it carried and ends every session; one that
 * is on hold ends them; the owner hears of each, once.
 */
class CertificateLifeTest {

    private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
    private static final Pattern CODE = Pattern.compile("\\b\\d{6}\\b");

    private static RunningPortal portal;

    @BeforeAll
    static void start() {
        portal = RunningPortal.own("certificate_life", Map.of("mocua.trusted-proxies", "127.0.0.1"));
    }

    @AfterAll
    static void stop() {
        portal.close();
    }

    private final Citizen an = Citizen.fresh(portal);
    private final Credential credential = portal.sandbox().authorities().forPerson(an.person());
    private final TokenOnTheDesk token = TokenOnTheDesk.of(credential);

    @AfterEach
    void back() {
        portal.clock().back();
        portal.sandbox().fault(Outside.CA, Fault.NONE, Duration.ofSeconds(1));
    }

    @Test
    void aRevokedCertificateEndsThreeSessionsAndLowersTheLevelOnceWhicheverNodesLook() throws Exception {
        // Authorities write whole seconds.
        portal.clock().shift(Duration.ofMinutes(-1));
        var email = "an-" + UUID.randomUUID() + "@hop-thu.example";
        var desk = portal.visitorFromElsewhere();
        registersByPhone(desk, Map.of("email", email));
        confirms(desk, email);
        addsToken(desk);
        var second = signsInByToken(portal.visitorFromElsewhere());
        var third = signsInByToken(portal.visitorFromElsewhere());
        var all = List.of(desk, second, third);
        assertThat(all).allSatisfy(each -> assertThat(isSignedIn(each)).isTrue());
        assertThat(account().ial()).isEqualTo(Ial.IAL3);

        portal.sandbox().authorities().revoke(credential.serial());
        lookEverywhere();

        assertThat(all).allSatisfy(each -> assertThat(isSignedIn(each)).isFalse());
        assertThat(account().ial()).isEqualTo(Ial.IAL2);
        assertThat(acts()).filteredOn("certificate.revoked"::equals).hasSize(1);
        assertThat(detailsOf("certificate.revoked"))
                .contains("from=IAL3", "to=IAL2", "proofs=1", "signed=before", "since=");
        hears("da bi thu hoi. Da dang xuat moi thiet bi, muc xac minh con 2", 1);
        until(() -> portal.sandbox().mail(email).stream()
                        .filter(mail -> mail.text().contains("mức xác minh của tài khoản hiện là 2"))
                        .count()
                == 1);

        portal.clock().shift(Duration.ofMinutes(2));
        var page = an.signsIn(portal.visitorFromElsewhere());
        assertThat(page.text())
                .contains("Mức 2", "Đã bị thu hồi từ ngày", "không còn được tính", "Chứng thư số bị thu hồi");
        assertThat(page.html().select(".proofs .unsound")).hasSize(1);

        lookEverywhere();
        assertThat(acts()).filteredOn("certificate.revoked"::equals).hasSize(1);
        hears("da bi thu hoi", 1);
    }

    @Test
    void whoseOnlyCertificateIsRevokedIsToldAndSeesSoWhenTheyAreBack() throws Exception {
        var visitor = portal.visitorFromElsewhere();
        registersByToken(visitor, Map.of("phone", an.person().phone()));
        signsInByToken(visitor);
        assertThat(account().ial()).isEqualTo(Ial.IAL3);
        var told = visitor.open(removal(visitor));
        assertThat(told.text()).contains("Chưa gỡ được chứng thư này");
        var refused = visitor.postRaw(
                removal(visitor), "_csrf=" + URLEncoder.encode(told.valueOf("_csrf"), StandardCharsets.UTF_8));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Chưa gỡ được chứng thư này", "cách duy nhất để bạn đăng nhập");
        assertThat(isSignedIn(signsInByToken(portal.visitorFromElsewhere()))).isTrue();

        portal.sandbox().authorities().revoke(credential.serial());
        lookEverywhere();
        hears("duy nhat de dang nhap tai khoan cua ban da bi thu hoi. Muc xac minh con 1", 1);
        assertThat(account().ial()).isEqualTo(Ial.IAL1);
        assertThat(account().evidence()).isEmpty();

        var again = tokenSignsIn(portal.visitorFromElsewhere());
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("Chứng thư số đã bị thu hồi", "đã được đăng xuất trên mọi thiết bị");
        assertThat(acts()).filteredOn("certificate.revoked"::equals).hasSize(1);
    }

    @Test
    void anAccountWithoutAnyProofLeftSaysWhatHappenedAndRisesAgain() throws Exception {
        var visitor = portal.visitorFromElsewhere();
        registersByToken(visitor, Map.of("phone", an.person().phone()));
        signsInByToken(visitor);
        var password = visitor.follow(visitor.submit(visitor.open("/account"), "/account/password", Map.of()));
        assertThat(password.path()).isEqualTo("/account/password/password");
        visitor.follow(visitor.submit(password, an.passwords()));
        portal.sandbox().authorities().revoke(credential.serial());
        lookEverywhere();
        assertThat(isSignedIn(visitor)).isFalse();

        var page = an.signsIn(portal.visitorFromElsewhere());
        assertThat(page.path()).isEqualTo("/account");
        assertThat(page.text())
                .contains("Mức 1", "Tài khoản đã trở về mức 1", "Hiện không có căn cứ nào", "theo căn cứ trước đây");
        var back = portal.visitorFromElsewhere();
        portal.clock().shift(Duration.ofMinutes(3));
        assertThat(an.signsIn(back).path()).isEqualTo("/account");
        assertThat(back.open("/account/raise").text()).contains("Mức 1");
        var details = back.follow(
                back.submit(back.open("/account/raise"), "/account/raise", Map.of("method", "mobile-subscriber")));
        var newest = an.newestCode();
        var otp = back.follow(an.sendsDetails(back, details, Map.of()));
        var raised = back.follow(back.submit(otp, Map.of("otp", an.codeAfter(newest))));
        assertThat(raised.text()).contains("Mức 2").doesNotContain("Tài khoản đã trở về mức 1");
    }

    @Test
    void whatASignInFindsHasTheSameConsequencesAtOnce() {
        var visitor = portal.visitorFromElsewhere();
        registersByPhone(visitor, Map.of());
        addsToken(visitor);
        portal.sandbox().authorities().revoke(credential.serial());
        portal.clock().shift(Duration.ofMinutes(3));

        var refused = tokenSignsIn(portal.visitorFromElsewhere());
        assertThat(refused.text()).contains("Chứng thư số đã bị thu hồi");
        assertThat(isSignedIn(visitor)).isFalse();
        assertThat(account().ial()).isEqualTo(Ial.IAL2);
        assertThat(acts()).filteredOn("certificate.revoked"::equals).hasSize(1);
        hears("da bi thu hoi", 1);

        assertThat(tokenSignsIn(portal.visitorFromElsewhere()).status()).isEqualTo(422);
        assertThat(acts()).filteredOn("certificate.revoked"::equals).hasSize(1);
    }

    @Test
    void whatAProofThatIsAddedFindsHasThemToo() {
        var visitor = portal.visitorFromElsewhere();
        registersByPhone(visitor, Map.of());
        addsToken(visitor);
        portal.sandbox().authorities().revoke(credential.serial());
        portal.clock().shift(Duration.ofMinutes(3));

        var page = visitor.follow(
                visitor.submit(visitor.open("/account/raise"), "/account/raise", Map.of("method", "usb-signing")));
        var refused = token.answers(visitor, page, portal.url().toString());
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text()).contains("Chứng thư số đã bị thu hồi");
        assertThat(isSignedIn(visitor)).isFalse();
        assertThat(account().ial()).isEqualTo(Ial.IAL2);
    }

    @Test
    void anotherCertificateOfTheSamePersonKeepsTheLevelAndTheWayIn() throws Exception {
        var visitor = portal.visitorFromElsewhere();
        registersByToken(visitor, Map.of());
        signsInByToken(visitor);
        var other = TokenOnTheDesk.of(portal.sandbox().authorities().forSim(an.person()));
        var page = visitor.follow(
                visitor.submit(visitor.open("/account/raise"), "/account/raise", Map.of("method", "usb-signing")));
        assertThat(visitor.follow(other.answers(visitor, page, portal.url().toString()))
                        .path())
                .isEqualTo("/account");

        portal.sandbox().authorities().revoke(credential.serial());
        lookEverywhere();
        assertThat(isSignedIn(visitor)).isFalse();
        assertThat(account().ial()).isEqualTo(Ial.IAL3);
        assertThat(account().evidence()).hasSize(1);
        assertThat(detailsOf("certificate.revoked")).contains("from=IAL3", "to=IAL3", "proofs=1");

        var back = portal.visitorFromElsewhere();
        page = back.follow(back.submit(back.open("/sign-in"), "/sign-in/by/usb-signing", Map.of()));
        var account = back.follow(other.answers(back, page, portal.url().toString()));
        assertThat(account.path()).isEqualTo("/account");
        var removals = account.html().select("a[href$=/remove]").eachAttr("href");
        assertThat(removals).hasSize(2);
        assertThat(back.open(removals.getFirst()).text()).as("the last way in").contains("Chưa gỡ được");
        var revoked = back.follow(back.submit(back.open(removals.getLast()), removals.getLast(), Map.of()));
        assertThat(revoked.html().select("a[href$=/remove]")).hasSize(1);
    }

    /** A responder's answer is remembered for two minutes: what was signed in that time may be worth nothing. */
    @Test
    void whatWasSignedAfterTheRevocationIsWrittenDownAsSuch() throws Exception {
        var visitor = portal.visitorFromElsewhere();
        registersByPhone(visitor, Map.of());
        assertThat(tokenSignsIn(portal.visitorFromElsewhere()).text()).contains("Chưa có tài khoản nào dùng");
        portal.sandbox().authorities().revoke(credential.serial());
        addsToken(visitor);
        assertThat(account().ial()).isEqualTo(Ial.IAL3);
        lookEverywhere();
        assertThat(account().ial()).isEqualTo(Ial.IAL2);
        assertThat(detailsOf("certificate.revoked")).contains("signed=after");
    }

    @Test
    void silenceChangesNothingAndIsAskedAboutAgainInAnHour() throws Exception {
        var visitor = portal.visitorFromElsewhere();
        registersByPhone(visitor, Map.of());
        addsToken(visitor);
        portal.sandbox().authorities().revoke(credential.serial());
        portal.sandbox().fault(Outside.CA, Fault.LIST_STALE, Duration.ofMinutes(5));
        lookEverywhere();
        assertThat(isSignedIn(visitor)).isTrue();
        assertThat(account().ial()).isEqualTo(Ial.IAL3);
        assertThat(acts()).doesNotContain("certificate.revoked");
        var due = column("due_at", OffsetDateTime.class).orElseThrow().toInstant();
        assertThat(Duration.between(portal.clock().instant(), due))
                .isBetween(Duration.ofMinutes(55), Duration.ofMinutes(60));
        assertThat(column("checked_at", OffsetDateTime.class)).isEmpty();

        portal.sandbox().fault(Outside.CA, Fault.NONE, Duration.ofSeconds(1));
        lookEverywhere();
        assertThat(isSignedIn(visitor)).isFalse();
    }

    @Test
    void oneOnHoldSignsNobodyInAndIsAsBeforeOnceItIsReleased() throws Exception {
        var visitor = portal.visitorFromElsewhere();
        registersByPhone(visitor, Map.of());
        addsToken(visitor);
        portal.sandbox().authorities().hold(credential.serial());
        lookEverywhere();
        assertThat(isSignedIn(visitor)).isFalse();
        assertThat(account().ial()).as("what was proved stands").isEqualTo(Ial.IAL3);
        hears("dang bi tam dung", 1);
        assertThat(acts()).filteredOn("certificate.on-hold"::equals).hasSize(1);
        assertThat(tokenSignsIn(portal.visitorFromElsewhere()).text()).contains("Chứng thư số đang bị tạm dừng");
        portal.clock().shift(Duration.ofMinutes(3));
        assertThat(an.signsIn(portal.visitorFromElsewhere()).text()).contains("Đang bị tạm dừng từ ngày", "Mức 3");

        portal.sandbox().authorities().release(credential.serial());
        portal.clock().shift(Duration.ofMinutes(6));
        assertThat(isSignedIn(signsInByToken(portal.visitorFromElsewhere()))).isTrue();
        hears("da het bi tam dung", 1);
        assertThat(acts()).filteredOn("certificate.released"::equals).hasSize(1);
        lookEverywhere();
        assertThat(acts()).filteredOn("certificate.released"::equals).hasSize(1);
        assertThat(column("checked_at", OffsetDateTime.class)).isPresent();
    }

    @Test
    void theDailyLookFindsThatAHoldHasEnded() throws Exception {
        var visitor = portal.visitorFromElsewhere();
        registersByPhone(visitor, Map.of());
        addsToken(visitor);
        portal.sandbox().authorities().hold(credential.serial());
        lookEverywhere();
        portal.sandbox().authorities().release(credential.serial());
        portal.clock().shift(Duration.ofMinutes(6));
        lookEverywhere();
        assertThat(acts()).contains("certificate.released");
        hears("da het bi tam dung", 1);
    }

    @Test
    void whoseCertificateRunsOutHearsThirtyAndSevenDaysAheadByDayAndThenItFalls() throws Exception {
        var visitor = portal.visitorFromElsewhere();
        registersByPhone(visitor, Map.of());
        addsToken(visitor);
        var end = credential.certificate().getNotAfter().toInstant();

        at(end.minus(Duration.ofDays(31)), 10);
        lookEverywhere();
        assertThat(an.smsSaying("het han ngay")).isZero();
        at(end.minus(Duration.ofDays(29)), 23);
        lookEverywhere();
        assertThat(an.smsSaying("het han ngay")).as("at night").isZero();
        assertThat(column("due_at", OffsetDateTime.class)
                        .orElseThrow()
                        .atZoneSameInstant(VIETNAM)
                        .getHour())
                .isLessThan(8);
        at(end.minus(Duration.ofDays(29)), 10);
        lookEverywhere();
        hears("trong tai khoan cua ban het han ngay", 1);
        at(end.minus(Duration.ofDays(8)), 10);
        lookEverywhere();
        hears("het han ngay", 1);
        at(end.minus(Duration.ofDays(6)), 10);
        lookEverywhere();
        hears("het han ngay", 2);
        at(end.minus(Duration.ofDays(3)), 10);
        lookEverywhere();
        hears("het han ngay", 2);
        assertThat(acts()).filteredOn("certificate.ending"::equals).hasSize(2);

        shiftTo(end.minus(Duration.ofMinutes(30)));
        var last = portal.visitorFromElsewhere();
        assertThat(an.signsIn(last).text()).contains("Sắp hết hạn, còn 1 ngày", "Mức 3");
        shiftTo(end.plus(Duration.ofMinutes(1)));
        assertThat(isSignedIn(last)).isTrue();
        lookEverywhere();
        assertThat(isSignedIn(last)).isFalse();
        assertThat(account().ial()).isEqualTo(Ial.IAL2);
        hears("trong tai khoan cua ban da het han", 1);
        assertThat(acts()).filteredOn("certificate.expired"::equals).hasSize(1);
        assertThat(detailsOf("certificate.expired")).contains("from=IAL3", "to=IAL2", "proofs=1");
    }

    /** Nobody's page is open when an authority speaks: owners read in what they signed in last, or registered. */
    @Test
    void whoReadsEnglishIsToldInEnglish() throws Exception {
        var visitor = portal.visitorFromElsewhere();
        visitor.cookies().put("__Host-lang", "en");
        var email = "an-" + UUID.randomUUID() + "@hop-thu.example";
        registersByToken(visitor, Map.of("phone", an.person().phone(), "email", email));
        portal.bean(Accounts.class).confirmEmail(account().id(), EmailAddress.of(email), "192.0.2.1");
        hears("your account was opened", 1);

        portal.sandbox().authorities().hold(credential.serial());
        lookEverywhere();
        hears("is suspended", 1);
        portal.sandbox().authorities().release(credential.serial());
        portal.clock().shift(Duration.ofMinutes(6));
        lookEverywhere();
        hears("no longer suspended", 1);
        var end = credential.certificate().getNotAfter().toInstant();
        at(end.minus(Duration.ofDays(29)), 10);
        lookEverywhere();
        hears("ends on", 1);
        shiftTo(end.plus(Duration.ofMinutes(1)));
        lookEverywhere();
        hears("has ended", 1);
        until(() -> portal.sandbox().mail(email).stream()
                .anyMatch(
                        mail -> mail.text().contains("has ended") && mail.html().contains("lang=\"en\"")));
        assertThat(portal.sandbox().mail(email)).noneMatch(mail -> mail.html().contains("lang=\"vi\""));
    }

    @Test
    void theOwnerTakesOneOffAndWhatItProvedStandsUntilItIsRevoked() throws Exception {
        var visitor = portal.visitorFromElsewhere();
        registersByPhone(visitor, Map.of());
        addsToken(visitor);
        var removal = removal(visitor);
        var asked = visitor.open(removal);
        assertThat(asked.text()).contains("Gỡ chứng thư số này?", "mức của bạn không đổi");
        assertThat(visitor.post(removal, Map.of()).status()).isEqualTo(403);
        var account = visitor.follow(visitor.submit(asked, removal, Map.of()));
        assertThat(account.text()).contains("Chứng thư đã được gỡ", "Mức 3").doesNotContain("Còn hiệu lực.");
        hears("vua duoc go khoi tai khoan", 1);
        assertThat(visitor.open(removal).text()).contains("Chứng thư đã được gỡ");
        assertThat(acts()).filteredOn("certificate.removed"::equals).hasSize(1);
        assertThat(tokenSignsIn(portal.visitorFromElsewhere()).text()).contains("Chưa có tài khoản nào dùng");

        portal.sandbox().authorities().revoke(credential.serial());
        lookEverywhere();
        assertThat(account().ial()).isEqualTo(Ial.IAL2);
        assertThat(isSignedIn(visitor)).isFalse();
    }

    @Test
    void oneThatWasTakenOffCanBeAddedAgainAndNobodyTakesOffAnothers() {
        var visitor = portal.visitorFromElsewhere();
        registersByPhone(visitor, Map.of());
        addsToken(visitor);
        var removal = removal(visitor);
        var other = Citizen.fresh(portal);
        var stranger = portal.visitorFromElsewhere();
        other.registers(stranger);
        var theirs = other.signsIn(stranger);
        assertThat(stranger.get(removal).status()).isEqualTo(404);
        assertThat(stranger.post(removal, Map.of("_csrf", theirs.valueOf("_csrf")))
                        .status())
                .isEqualTo(404);

        visitor.follow(visitor.submit(visitor.open(removal), removal, Map.of()));
        addsToken(visitor);
        assertThat(isSignedIn(signsInByToken(portal.visitorFromElsewhere()))).isTrue();
    }

    @Test
    void everyNoticeIsOneShortMessageInEitherLanguage() {
        var texts = portal.bean(Texts.class);
        for (var what : List.of(
                "revoked",
                "revoked-alone",
                "expired",
                "expired-alone",
                "ending",
                "ending-alone",
                "on-hold",
                "released",
                "removed")) {
            for (var language : Language.values()) {
                assertThat(texts.text(language, "notice.certificate-" + what + ".sms", "31/12/2028"))
                        .as(what)
                        .matches("[ -~]{60,160}");
                assertThat(texts.has("notice.certificate-" + what + ".mail.text"))
                        .isTrue();
            }
        }
    }

    private void registersByPhone(Visitor visitor, Map<String, String> otherwise) {
        visitor.follow(visitor.submit(an.arrivesAtPassword(visitor, otherwise), an.passwords()));
        assertThat(an.signsIn(visitor).path()).isEqualTo("/account");
    }

    private void confirms(Visitor visitor, String email) {
        var code = Waiting.until(
                Duration.ofSeconds(30),
                () -> portal.sandbox().mail(email).stream()
                        .map(mail -> CODE.matcher(mail.text()))
                        .filter(Matcher::find)
                        .map(Matcher::group)
                        .findFirst());
        assertThat(visitor.submit(visitor.open("/account"), "/account/email", Map.of("otp", code))
                        .location())
                .isEqualTo("/account");
    }

    private void registersByToken(Visitor visitor, Map<String, String> otherwise) {
        var page = visitor.follow(visitor.submit(
                visitor.open("/register"), "/register", Map.of("kind", "citizen", "method", "usb-signing")));
        var confirm = visitor.follow(token.answers(visitor, page, portal.url().toString()));
        var fields = new HashMap<>(otherwise);
        fields.put("captcha", an.solves(confirm));
        fields.put("consent", "on");
        var newest = an.newestCode();
        var next = visitor.follow(visitor.submit(confirm, confirm.path(), fields));
        if (next.path().endsWith("/otp")) {
            next = visitor.follow(visitor.submit(next, Map.of("otp", an.codeAfter(newest))));
        }
        assertThat(next.path()).isEqualTo("/register/done");
    }

    private void addsToken(Visitor visitor) {
        var page = visitor.follow(
                visitor.submit(visitor.open("/account/raise"), "/account/raise", Map.of("method", "usb-signing")));
        assertThat(visitor.follow(token.answers(visitor, page, portal.url().toString()))
                        .text())
                .contains("được thêm", "Mức 3", "Còn hiệu lực.");
    }

    private Answer tokenSignsIn(Visitor visitor) {
        var page = visitor.follow(visitor.submit(visitor.open("/sign-in"), "/sign-in/by/usb-signing", Map.of()));
        return visitor.follow(token.answers(visitor, page, portal.url().toString()));
    }

    private Visitor signsInByToken(Visitor visitor) {
        assertThat(tokenSignsIn(visitor).path()).isEqualTo("/account");
        return visitor;
    }

    private static boolean isSignedIn(Visitor visitor) {
        return visitor.open("/account").path().equals("/account");
    }

    private static String removal(Visitor visitor) {
        return visitor.open("/account")
                .html()
                .expectFirst("a[href^=/account/certificates/][href$=/remove]")
                .attr("href");
    }

    /** As eight nodes at once, and after the two minutes for which an answer is remembered. */
    private void lookEverywhere() throws Exception {
        portal.clock().shift(Duration.ofMinutes(3));
        JdbcClient.create(portal.database().asOwner())
                .sql("update account_certificate set due_at = :now where due_at is not null and account = :account")
                .param("now", portal.clock().instant().atOffset(ZoneOffset.UTC))
                .param("account", account().id())
                .update();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int i = 0; i < 8; i++) {
                all.add(threads.submit(
                        () -> portal.bean(CertificateRounds.class).look()));
            }
            for (var each : all) {
                each.get();
            }
        }
    }

    private static void shiftTo(Instant then) {
        portal.clock().shift(Duration.between(portal.clock().instant(), then));
    }

    /** Three minutes before an hour of that day in Vietnam, so that the look is at that hour. */
    private static void at(Instant day, int hour) {
        var here = day.atZone(VIETNAM).with(LocalTime.of(hour, 0));
        shiftTo(here.toInstant().minus(Duration.ofMinutes(3)));
    }

    private Account account() {
        var accounts = portal.bean(Accounts.class);
        return accounts.holderOf(List.of(
                        new Identifier(Identifier.Kind.NATIONAL_ID, an.person().nationalId())))
                .flatMap(accounts::find)
                .orElseThrow();
    }

    private void hears(String words, long times) {
        until(() -> an.smsSaying(words) >= times);
        assertThat(an.smsSaying(words)).isEqualTo(times);
    }

    private static void until(BooleanSupplier happened) {
        Waiting.until(Duration.ofSeconds(30), () -> Optional.of(true).filter(yes -> happened.getAsBoolean()));
    }

    private <T> Optional<T> column(String name, Class<T> type) {
        return Optional.ofNullable(JdbcClient.create(portal.database().asOwner())
                .sql("select " + name + " from account_certificate where account = :account")
                .param("account", account().id())
                .query((row, number) -> Optional.ofNullable(row.getObject(1, type)))
                .single()
                .orElse(null));
    }

    private List<String> acts() {
        return JdbcClient.create(portal.database().asOwner())
                .sql("select action from audit_entry where subject = :id order by id")
                .param("id", account().id())
                .query(String.class)
                .list();
    }

    private String detailsOf(String action) {
        return JdbcClient.create(portal.database().asOwner())
                .sql("select details from audit_entry where subject = :id and action = :action")
                .param("id", account().id())
                .param("action", action)
                .query(String.class)
                .single();
    }
}
