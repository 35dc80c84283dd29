package vn.mocua.portal.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.account.ContactChanges;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Texts;

/** What an owner reads of their account, takes with them, and how they close it. */
class AccountPagesTest {

    @Test
    void theOverviewLeadsToEachThingThatCanBeMinded() {
        var an = Owner.fresh();
        var page = an.browser().get("/account");
        assertThat(page.html().select(".tiles a").eachAttr("href"))
                .contains(
                        "/account/password",
                        "/account/phone",
                        "/account/email",
                        "/account/sessions",
                        "/account/activity",
                        "/account/consents",
                        "/account/download",
                        "/account/close");
        for (var link : page.html().select(".tiles a").eachAttr("href")) {
            assertThat(an.browser().get(link).status()).as(link).isEqualTo(200);
        }
        assertThat(page.text()).contains("nhà mạng đã xác nhận, ", "→ Mức 2");
    }

    @Test
    void activityIsReadDayByDayAndPageByPage() {
        var an = Owner.fresh();
        for (int i = 0; i < 60; i++) {
            // Within a millisecond there is no order.
            Owner.portal().clock().shift(Duration.ofMillis(1));
            Owner.portal()
                    .bean(vn.mocua.portal.audit.Audit.class)
                    .record(vn.mocua.portal.audit.Act.of("account.sign-in-failed", "visitor")
                            .on(an.account())
                            .from("192.0.2." + i));
        }
        var first = an.browser().get("/account/activity");
        assertThat(first.html().select(".activity li")).hasSize(50);
        assertThat(first.html().select("h2.day")).isNotEmpty();
        assertThat(first.text()).contains("mạng 192.0.2.59").doesNotContain("192.0.2.5 ");
        var older = an.browser().get(first.html().select("main a[rel=nofollow]").attr("href"));
        assertThat(older.html().select(".activity li")).hasSizeBetween(11, 20);
        assertThat(older.text())
                .contains("Tài khoản được mở", "bằng mật khẩu và mã OTP", "Chrome, Android", "mạng bạn đang dùng");
        assertThat(an.browser().get("/account/activity?before=%27or%201").html().select(".activity li"))
                .hasSize(50);
    }

    /** A test for every room: what is written down about an account must be said to its owner. */
    @Test
    void everyActUponAnAccountHasWordsForItsOwner() throws IOException {
        var act = Pattern.compile("(?:new Act\\(|\\.turn\\([^\"]*|restore\\w*\\(|\\? |:"
                + " |record\\()\\s*\"([a-z]+(?:-[a-z]+)*[.][a-z]+(?:-[a-z]+)*)\"");
        var found = new TreeSet<String>();
        try (var files = Files.walk(Path.of("src/main/java"))) {
            for (var file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                var text = Files.readString(file);
                if (text.contains("audit.Act;") || text.contains("accounts.turn(")) {
                    act.matcher(text).results().map(one -> one.group(1)).forEach(found::add);
                }
            }
        }
        var texts = Owner.portal().bean(Texts.class);
        assertThat(found).contains("account.opened", "account.phone-restored", "account.closed", "agency.approved");
        assertThat(found.stream()
                        .filter(each -> each.startsWith("account.")
                                || each.startsWith("agency.")
                                || each.startsWith("sign-in."))
                        .filter(each -> !texts.has("activity." + each)))
                .isEmpty();
        assertThat(texts.text(Language.EN, "activity.account.closed")).isEqualTo("The account was closed");
    }

    @Test
    void eachConsentIsNamedByVersionAndItsTextStandsThere() {
        var an = Owner.fresh();
        var page = an.browser().get("/account/consents");
        var links = page.html().select(".facts a");
        assertThat(links).hasSize(2);
        for (var link : links) {
            assertThat(an.browser().get(link.attr("href")).status()).isEqualTo(200);
        }
    }

    @Test
    void theCopyHoldsAllOfTheOwnerAndNothingOfOthers() {
        var hostile = "x+<script>alert(1)</script>";
        var an = Owner.fresh();
        var binh = Owner.fresh();
        Owner.portal()
                .bean(ContactChanges.class)
                .changeEmail(
                        an.account(), vn.mocua.portal.identity.EmailAddress.of("an.le@thu.example"), "203.0.113.9");
        Owner.portal()
                .bean(vn.mocua.portal.audit.Audit.class)
                .record(new vn.mocua.portal.audit.Act(
                        "account.sign-in-failed", "visitor", an.account(), hostile, Map.of()));

        var json = an.presses("/account/download", "/account/download", Map.of("format", "json"));
        assertThat(json.headers())
                .containsEntry("cache-control", "no-store")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("content-type", "application/json;charset=UTF-8");
        assertThat(json.headers().get("content-disposition")).matches("attachment; filename=\"mocua-[0-9-]{10}.json\"");
        var person = an.an().person();
        assertThat(json.body())
                .contains(
                        person.nationalId(),
                        "an.le@thu.example",
                        "203.0.113.9",
                        "account.signed-in",
                        "\"consents\"",
                        "sharing-policy",
                        "\"evidence\"",
                        "mobile-subscriber")
                .doesNotContain(
                        binh.an().person().nationalId(),
                        "argon2",
                        binh.account().toString());

        var html = an.presses("/account/download", "/account/download", Map.of("format", "html"));
        assertThat(html.headers().get("content-disposition")).endsWith(".html\"");
        assertThat(html.headers()).containsEntry("cache-control", "no-store");
        assertThat(html.html().select("script")).as("T35").isEmpty();
        assertThat(html.text()).contains(person.nationalId(), hostile, "Tài khoản được mở");
        assertThat(html.text())
                .as("as people say it")
                .contains("Công dân", "đang dùng", "Mức 2", "Điều khoản", "khớp", "tin nhắn", "bằng mật khẩu và mã OTP")
                .doesNotContainPattern("\\d{4}-\\d\\d-\\d\\d")
                .doesNotContain("CITIZEN", "ACTIVE", "RECORD_MATCHED", "password-and-code", "detail.", "answer.");
        var pdf = an.presses("/account/download", "/account/download", Map.of("format", "pdf"));
        assertThat(pdf.headers())
                .containsEntry("cache-control", "no-store")
                .containsEntry("content-type", "application/pdf");
        assertThat(pdf.headers().get("content-disposition")).endsWith(".pdf\"");
        assertThat(pdf.body()).startsWith("%PDF-");
        assertThat(an.acts().stream().filter("account.data-downloaded"::equals)).hasSize(3);
        Owner.hears(person.phone(), "ban sao du lieu tai khoan vua duoc tai ve");
    }

    @Test
    void nobodyTakesACopyWithASessionThatLiesAbout() {
        var an = Owner.fresh();
        var page = an.browser().get("/account/download");
        assertThat(an.browser()
                        .post("/account/download", Map.of("format", "json"))
                        .status())
                .isEqualTo(403);
        assertThat(an.browser()
                        .submit(page, "/account/download", Map.of("format", "exe"))
                        .status())
                .isEqualTo(400);
        Owner.muchLater();
        var answer = an.browser().submit(page, "/account/download", Map.of("format", "json"));
        assertThat(answer.location()).isEqualTo("/sign-in?again");
        assertThat(answer.body()).isEmpty();
        assertThat(an.acts()).doesNotContain("account.data-downloaded");
    }

    @Test
    void closingWaitsIsToldAndCanBeTakenBack() {
        var an = Owner.fresh();
        assertThat(an.presses("/account/close", "/account/close").errorOf("understood"))
                .isNotEmpty();
        assertThat(an.acts()).doesNotContain("account.closing-asked");
        var page = an.browser().get("/account/close");
        for (int i = 0; i < 2; i++) {
            an.browser().submit(page, "/account/close", Map.of("understood", "true"));
        }
        assertThat(an.acts().stream().filter("account.closing-asked"::equals)).hasSize(1);
        Owner.hears(an.an().person().phone(), "tai khoan cua ban se duoc dong luc");

        Owner.portal().clock().shift(Duration.ofDays(13));
        Owner.portal().bean(Closing.class).close();
        var later = an.alsoSignedIn();
        assertThat(later.get("/account").text()).contains("Tài khoản này sẽ được đóng ngày");
        var kept = later.follow(later.submit(later.get("/account/close"), "/account/close/cancel", Map.of()));
        assertThat(kept.text()).contains("Tài khoản của bạn được giữ lại.");
        Owner.portal().clock().shift(Duration.ofDays(2));
        Owner.portal().bean(Closing.class).close();
        assertThat(Owner.isSignedIn(an.alsoSignedIn())).isTrue();
    }

    @Test
    void aClosedAccountIsSilentItsOwnerRegistersAnewAndAtTheEndNothingOfItIsKept() {
        var an = Owner.fresh();
        an.presses("/account/close", "/account/close", Map.of("understood", "true"));
        Owner.portal().clock().shift(Duration.ofDays(15));
        var sessions = new vn.mocua.portal.Visitor[] {an.alsoSignedIn(), an.alsoSignedIn(), an.alsoSignedIn()};
        Owner.portal().bean(Closing.class).close();
        Owner.portal().bean(Closing.class).close();
        assertThat(sessions).noneMatch(Owner::isSignedIn);
        assertThat(an.acts().stream().filter("account.closed"::equals)).hasSize(1);
        Owner.hears(an.an().person().phone(), "tai khoan cua ban da duoc dong");

        var again = Owner.portal().visitorFromElsewhere();
        assertThat(an.an().registers(again).path()).isEqualTo("/register/done");
        assertThat(an.an().signsIn(again).path()).isEqualTo("/account");
        assertThat(again.get("/account/activity").text()).doesNotContain("Có yêu cầu đóng tài khoản");

        Owner.portal().bean(Closing.class).forget();
        assertThat(Owner.portal().rows("account where id = '" + an.account() + "'"))
                .as("kept for disputes")
                .isEqualTo(1);
        Owner.portal().clock().shift(Duration.ofDays(731));
        Owner.portal().bean(Closing.class).forget();
        for (var table : new String[] {"account_evidence", "account_consent", "not_me_word", "contact_change"}) {
            assertThat(Owner.portal().rows(table + " where account = '" + an.account() + "'"))
                    .as(table)
                    .isZero();
        }
        assertThat(Owner.portal().rows("account where id = '" + an.account() + "'"))
                .isZero();
    }

    @Test
    void theLimitedRoleFreesNothingOfAnAccountThatIsNotClosed() {
        var an = Owner.fresh();
        var db = org.springframework.jdbc.core.simple.JdbcClient.create(
                Owner.portal().database().asPortal());
        db.sql("select release_closed(?)")
                .param(an.account())
                .query((row, n) -> n)
                .list();
        assertThat(db.sql("select drop_closed(?)")
                        .param(an.account())
                        .query(Boolean.class)
                        .single())
                .isFalse();
        assertThat(Owner.portal().rows("account_identifier where account = '" + an.account() + "'"))
                .isEqualTo(1);
    }

    @Test
    void nobodyClosesWithASessionThatLiesAbout() {
        var an = Owner.fresh();
        var page = an.browser().get("/account/close");
        assertThat(an.browser()
                        .post("/account/close", Map.of("understood", "true"))
                        .status())
                .isEqualTo(403);
        Owner.muchLater();
        assertThat(an.browser()
                        .submit(page, "/account/close", Map.of("understood", "true"))
                        .location())
                .isEqualTo("/sign-in?again");
        assertThat(an.browser().get("/account/close").location()).isEqualTo("/sign-in?again");
        assertThat(an.acts()).doesNotContain("account.closing-asked");
    }

    @Test
    void eachNoticeFitsOneMessageInPlainLetters() {
        var texts = Owner.portal().bean(Texts.class);
        for (var notice : List.of(
                "password-changed",
                "phone-changed",
                "phone-change-asked",
                "phone-change-cancelled",
                "email-changed",
                "email-removed",
                "data-downloaded",
                "closing-asked",
                "closing-cancelled",
                "account-closed")) {
            for (var language : Language.values()) {
                var asked = notice.endsWith("-asked");
                var text = asked
                        ? texts.text(language, "notice." + notice + ".sms", "00:56 27/11/2026", "ABCDE-FGHJK")
                        : texts.text(language, "notice." + notice + ".sms", "ABCDE-FGHJK");
                assertThat(text).as(notice).matches("[ -~]{1,160}").doesNotContain("{", "http");
            }
        }
    }
}
