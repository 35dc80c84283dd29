package vn.mocua.portal.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Waiting;
import vn.mocua.portal.account.Account.Status;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.identity.PhoneNumber;
import vn.mocua.portal.notice.Notice;
import vn.mocua.portal.notice.OwnerNotices;
import vn.mocua.portal.page.Language;

/** Threats T27, T33: whoever hears of something that they did not do stops it with one answer. */
class NotMeTest {

    private final RunningPortal portal = RunningPortal.usual();
    private final GettingBack back = new GettingBack(portal);

    @Test
    void theCodeOfAMessageFreezesTheAccountAndEndsEverySession() {
        var an = back.registered();
        var thief = portal.visitorFromElsewhere();
        assertThat(an.signsIn(thief).path()).isEqualTo("/account");
        var code = back.notMeCode(an, "thiet bi moi");

        var said = back.saysNotMe(
                portal.visitorFromElsewhere(),
                code.toLowerCase(java.util.Locale.ROOT).replace("-", " "));
        assertThat(said.path()).isEqualTo("/not-me/done");
        assertThat(said.text()).contains("Đã khoá tài khoản");
        assertThat(back.status(an)).isEqualTo(Status.FROZEN);
        assertThat(thief.open("/account").path()).isEqualTo("/sign-in");
        assertThat(back.signsIn(portal.visitorFromElsewhere(), an, Citizen.PASSWORD)
                        .text())
                .contains("tạm khoá để bảo vệ bạn");
        var again = back.saysNotMe(portal.visitorFromElsewhere(), code);
        assertThat(again.errorOf("notMeCode")).contains("đã được dùng");
        assertThat(again.valueOf("notMeCode")).isEqualTo(code);
        hears(an, "da bi tam khoa");

        var visitor = portal.visitorFromElsewhere();
        assertThat(back.choosesPassword(visitor, back.provesByPhone(visitor, an))
                        .text())
                .contains("nay đã mở lại cho bạn");
        assertThat(back.signsIn(portal.visitorFromElsewhere(), an, GettingBack.NEW_PASSWORD)
                        .path())
                .isEqualTo("/account");
    }

    /** The page on which it is said is in whatever language that browser speaks. */
    @Test
    void whoReadsEnglishReadsOfTheFreezeInEnglish() {
        var an = back.registered();
        var owner = portal.visitorFromElsewhere();
        owner.cookies().put("__Host-lang", "en");
        assertThat(an.signsIn(owner).path()).isEqualTo("/account");
        // Of a new device they hear in the language in which they registered.
        hears(an, "thiet bi moi");
        var code = Pattern.compile("[A-Z0-9]{5}-[A-Z0-9]{5}").matcher(an.newestSms());
        assertThat(code.find()).isTrue();
        assertThat(back.saysNotMe(portal.visitorFromElsewhere(), code.group()).path())
                .isEqualTo("/not-me/done");
        hears(an, "your account was frozen");
        assertThat(an.smsSaying("da bi tam khoa")).isZero();
    }

    @Test
    void aPasswordThatAThiefBroughtIsGone() {
        var an = back.registered();
        var thief = portal.visitorFromElsewhere();
        back.choosesPassword(thief, back.provesByPhone(thief, an));
        assertThat(back.saysNotMe(portal.visitorFromElsewhere(), back.notMeCode(an, "duoc lay lai"))
                        .path())
                .isEqualTo("/not-me/done");
        assertThat(back.accountOf(an).hasPassword()).isFalse();
        assertThat(an.typesPassword(portal.visitorFromElsewhere(), GettingBack.NEW_PASSWORD)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void aPhoneThatAThiefBroughtIsGoneAndTheFormerOneIsBack() {
        var an = back.registered();
        var own = back.accountOf(an).phone();
        var account = back.idOf(an).orElseThrow();
        var thiefs = PhoneNumber.of(Citizen.fresh(portal).person().phone());
        portal.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            assertThat(portal.bean(ContactChanges.class).changePhone(account, thiefs, "account:" + account, null))
                    .isPresent();
            portal.bean(OwnerNotices.class)
                    .tell(
                            back.accountOf(an),
                            Language.VI,
                            Notice.undoable("phone-changed"),
                            List.of(Objects.requireNonNull(own)),
                            List.of());
        });
        assertThat(back.accountOf(an).phone()).isEqualTo(thiefs);

        var told = back.saysNotMe(portal.visitorFromElsewhere(), back.notMeCode(an, "vua duoc doi"));
        assertThat(told.path()).isEqualTo("/not-me/done");
        assertThat(back.accountOf(an).phone()).isEqualTo(own);
        assertThat(back.status(an)).isEqualTo(Status.FROZEN);
    }

    @Test
    void aLinkShowsWhatWasToldAndActsOnlyByItsButton() {
        var an = Citizen.fresh(portal);
        var address = "khong-phai-toi-" + UUID.randomUUID() + "@hop-thu.example";
        var registering = portal.visitorFromElsewhere();
        registering.submit(an.arrivesAtPassword(registering, Map.of("email", address)), an.passwords());
        back.confirmsEmail(an, address);
        an.signsIn(portal.visitorFromElsewhere());
        var link = link(address);

        var owner = portal.visitorFromElsewhere();
        var page = owner.open(link);
        for (int i = 0; i < 3; i++) {
            page = owner.open(link);
            owner.request("HEAD", link, null, "");
        }
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("trên một thiết bị mới", "cứ đóng trang này");
        assertThat(page.text())
                .doesNotContain(an.person().fullName(), an.person().nationalId(), address);
        assertThat(page.headers().get("x-robots-tag")).contains("noindex");
        assertThat(page.headers().get("referrer-policy")).isEqualTo("strict-origin");
        assertThat(back.status(an)).isEqualTo(Status.ACTIVE);

        assertThat(owner.follow(owner.submit(page, link, Map.of())).path()).isEqualTo("/not-me/done");
        assertThat(back.status(an)).isEqualTo(Status.FROZEN);
        var used = owner.submit(page, link, Map.of());
        var unknown = owner.open("/not-me/" + "A".repeat(32));
        assertThat(used.status()).isEqualTo(404);
        assertThat(used.html().select("main").text())
                .isEqualTo(unknown.html().select("main").text());
    }

    @Test
    void afterTenDaysAWordIsWorthNothing() {
        var an = back.registered();
        an.signsIn(portal.visitorFromElsewhere());
        var code = back.notMeCode(an, "thiet bi moi");
        portal.clock().shift(Duration.ofDays(10).plusMinutes(1));
        assertThat(back.saysNotMe(portal.visitorFromElsewhere(), code).errorOf("notMeCode"))
                .isNotEmpty();
        assertThat(back.status(an)).isEqualTo(Status.ACTIVE);
    }

    @Test
    void whoGuessesSolvesCaptchasAndIsStoppedThen() {
        var guesser = portal.visitorFromElsewhere();
        for (int i = 0; i < 3; i++) {
            var answer = back.saysNotMe(guesser, "AAAAA-AAAA" + i);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.html().select("input[name=captcha]")).isEmpty();
        }
        var asked = back.saysNotMe(guesser, "AAAAA-AAAAB");
        assertThat(asked.html().select("input[name=captcha]")).hasSize(1);
        assertThat(asked.errorOf("captcha")).isNotEmpty();
        var solved =
                guesser.submit(asked, "/not-me", Map.of("notMeCode", "AAAAA-AAAAB", "captcha", back.solves(asked)));
        assertThat(solved.errorOf("notMeCode")).isNotEmpty();

        var last = solved;
        for (int i = 0; i < 60 && last.status() != 429; i++) {
            last = guesser.submit(last, "/not-me", Map.of("notMeCode", "AAAAA-AAAAC", "captcha", "1"));
        }
        assertThat(last.status()).isEqualTo(429);
    }

    private String link(String address) {
        return Waiting.until(
                Duration.ofSeconds(30),
                () -> portal.sandbox().mail(address).stream()
                        .map(each -> Pattern.compile("/not-me/\\S+").matcher(each.text()))
                        .filter(Matcher::find)
                        .map(Matcher::group)
                        .findFirst());
    }

    static void hears(Citizen an, String words) {
        Waiting.until(Duration.ofSeconds(30), () -> Optional.of(true).filter(yes -> an.smsSaying(words) >= 1));
    }
}
