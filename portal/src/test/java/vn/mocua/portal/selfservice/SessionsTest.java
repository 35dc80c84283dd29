package vn.mocua.portal.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Citizen;

/** Threat T32: sessions are listed, ended by their owner, and end by themselves. */
class SessionsTest {

    @Test
    void eachPlaceIsListedAndEndedByItsButton() {
        var an = Owner.fresh();
        var other = an.alsoSignedIn();
        var third = an.alsoSignedIn();
        var page = an.browser().get("/account/sessions");
        assertThat(page.text()).contains("Chrome, Android", "Thiết bị này", "bằng mật khẩu và mã OTP");
        assertThat(page.html().select(".sessions li")).hasSize(3);
        var key = page.html().select(".sessions input[name=key]").attr("value");
        assertThat(an.browser()
                        .submit(page, "/account/sessions/end", Map.of("key", key))
                        .location())
                .isEqualTo("/account/sessions?ended");
        assertThat(List.of(Owner.isSignedIn(other), Owner.isSignedIn(third))).containsExactlyInAnyOrder(true, false);
        assertThat(Owner.isSignedIn(an.browser())).isTrue();
        assertThat(an.acts()).endsWith("account.session-ended");
    }

    @Test
    void allOthersEndTogetherWithTheDevicesThatWereRemembered() {
        var an = Owner.fresh();
        var remembered = Owner.portal().visitorFromElsewhere();
        var newest = an.an().newestCode();
        var otp = remembered.follow(an.an().typesPassword(remembered, Citizen.PASSWORD));
        remembered.follow(remembered.submit(otp, Map.of("otp", an.an().codeAfter(newest), "remember", "on")));
        var other = an.alsoSignedIn();
        assertThat(an.browser().get("/account/sessions").text()).contains("không hỏi mã OTP khi đăng nhập: 1");

        assertThat(an.presses("/account/sessions", "/account/sessions/end-others")
                        .status())
                .isEqualTo(303);
        assertThat(Owner.isSignedIn(remembered)).isFalse();
        assertThat(Owner.isSignedIn(other)).isFalse();
        assertThat(Owner.isSignedIn(an.browser())).isTrue();
        assertThat(remembered
                        .follow(an.an().typesPassword(remembered, Citizen.PASSWORD))
                        .path())
                .as("the device is asked for a code again")
                .isEqualTo("/sign-in/otp");
    }

    @Test
    void everywhereIsHereToo() {
        var an = Owner.fresh();
        var other = an.alsoSignedIn();
        assertThat(an.presses("/account/sessions", "/account/sessions/end-all").location())
                .isEqualTo("/sign-in");
        assertThat(Owner.isSignedIn(other)).isFalse();
        assertThat(Owner.isSignedIn(an.browser())).isFalse();
        assertThat(an.acts()).endsWith("account.signed-out-everywhere");
    }

    @Test
    void nobodyEndsSomebodyElsesNorWithoutAFormOfOurs() {
        var an = Owner.fresh();
        var binh = Owner.fresh();
        var hers = an.alsoSignedIn();
        var key = an.browser()
                .get("/account/sessions")
                .html()
                .select(".sessions input[name=key]")
                .attr("value");
        binh.presses("/account/sessions", "/account/sessions/end", Map.of("key", key));
        assertThat(Owner.isSignedIn(hers)).isTrue();
        for (var action : List.of("end", "end-others", "end-all")) {
            assertThat(an.browser()
                            .post("/account/sessions/" + action, Map.of("key", key))
                            .status())
                    .isEqualTo(403);
        }
        assertThat(Owner.isSignedIn(hers)).isTrue();
    }

    @Test
    void whoIsThereStaysAndPagesKnowHowLong() {
        var an = Owner.fresh();
        var page = an.browser().get("/account/sessions");
        var dialog = page.html().getElementById("stay");
        assertThat(dialog.attr("data-idle")).isEqualTo("1782");
        assertThat(Integer.parseInt(dialog.attr("data-all"))).isBetween(43_000, 43_200);
        assertThat(page.html().select("noscript meta[http-equiv=refresh]").attr("content"))
                .as("after the half hour and not before it: asking would begin it anew")
                .isEqualTo("1805;url=/sign-in/ended?back=/account/sessions");
        assertThat(dialog.attr("data-late")).isEqualTo("20");
        assertThat(page.text()).contains("Nếu không làm gì, bạn được đăng xuất lúc");
        var answer = an.presses("/account/sessions", "/account/stay");
        assertThat(answer.body()).matches("\\{\"idle\":1782,\"all\":43\\d{3}}");
        assertThat(answer.headers()).containsEntry("cache-control", "no-store");
        assertThat(an.browser().post("/account/stay", Map.of()).status()).isEqualTo(403);
        assertThat(Owner.portal().visitor().get("/").html().getElementById("stay"))
                .isNull();
    }

    @Test
    void afterHalfAnHourOfNothingTheSessionIsOverAndTheOwnerComesBackToWhereTheyWere() {
        var an = Owner.fresh();
        Owner.sql(
                "update spring_session set last_access_time = last_access_time - 1800001,"
                        + " expiry_time = expiry_time - 1800001 where principal_name = ?",
                an.account().toString());
        assertThat(an.browser().get("/account/sessions").location()).isEqualTo("/sign-in");
        var ended = an.browser().get("/sign-in/ended?back=/account/sessions");
        assertThat(ended.text()).contains("Phiên đăng nhập trước đã kết thúc.");
        assertThat(ended.valueOf("username")).isEmpty();
        var newest = an.an().newestCode();
        var otp = an.browser()
                .follow(an.browser()
                        .submit(
                                ended,
                                "/sign-in",
                                Map.of("username", an.an().person().nationalId(), "password", Citizen.PASSWORD)));
        var back = an.browser()
                .follow(an.browser()
                        .submit(otp, "/sign-in/otp", Map.of("otp", an.an().codeAfter(newest))));
        assertThat(back.path()).isEqualTo("/account/sessions");
        assertThat(an.browser().open("/account").path()).as("only once").isEqualTo("/account");
    }

    @Test
    void thatSomebodyWasHereIsWrittenOnceInAHundredthOfTheTime() {
        var an = Owner.fresh();
        var before = lastSeen(an);
        an.browser().get("/account");
        assertThat(lastSeen(an)).as("a moment ago").isEqualTo(before);

        Owner.sql(
                "update spring_session set last_access_time = last_access_time - 18000,"
                        + " expiry_time = expiry_time - 18000 where principal_name = ?",
                an.account().toString());
        an.browser().get("/account");
        assertThat(lastSeen(an)).as("18 of 1800 seconds later").isGreaterThanOrEqualTo(before);
        assertThat(Owner.portal()
                        .rows("spring_session where expiry_time = last_access_time + 1800000 and principal_name = '"
                                + an.account() + "'"))
                .isOne();
    }

    @Test
    void theCookieIsSentOnceAndAnotherOnlyWithAnotherSession() {
        var an = Owner.fresh();
        var cookie = an.browser().cookies().get("__Host-session");
        assertThat(an.browser().get("/account").headers().getOrDefault("set-cookie", ""))
                .doesNotContain("__Host-session");
        Owner.sql(
                "delete from spring_session where principal_name = ?",
                an.account().toString());
        an.an().signsIn(an.browser());
        assertThat(an.browser().cookies().get("__Host-session")).isNotNull().isNotEqualTo(cookie);
        assertThat(Owner.isSignedIn(an.browser())).isTrue();
    }

    private static long lastSeen(Owner owner) {
        return JdbcClient.create(Owner.portal().database().asOwner())
                .sql("select last_access_time from spring_session where principal_name = ?")
                .param(owner.account().toString())
                .query(Long.class)
                .single();
    }

    @Test
    void aClickWithoutScriptIsToldOfTheEndAndLedBackAndAFormIsNot() {
        var an = Owner.fresh();
        var page = an.browser().get("/account/sessions");
        Owner.sql(
                "delete from spring_session where principal_name = ?",
                an.account().toString());
        var form = an.browser().copy();
        var sent = form.submit(page, "/account/sessions/end-all", Map.of());
        assertThat(sent.status()).isGreaterThanOrEqualTo(300);
        assertThat(form.cookies()).doesNotContainKey("__Host-after-sign-in");

        var ended = an.browser().open("/account/contact");
        assertThat(ended.path()).isEqualTo("/sign-in");
        assertThat(ended.text()).contains("Phiên đăng nhập trước đã kết thúc.", "không mất gì");
        assertThat(an.browser().cookies()).containsKey("__Host-after-sign-in");
        for (var address : List.of("/account/sessions?x=1", "/account/not/one/of/these")) {
            var other = Owner.portal().visitorFromElsewhere();
            assertThat(other.get(address).location()).isEqualTo("/sign-in");
            assertThat(other.open("/sign-in").text()).doesNotContain("đã kết thúc");
        }
        var newest = an.an().newestCode();
        an.browser().get("/account/sessions");
        var otp = an.browser().follow(an.an().typesPassword(an.browser(), Citizen.PASSWORD));
        var back = an.browser()
                .follow(an.browser()
                        .submit(otp, "/sign-in/otp", Map.of("otp", an.an().codeAfter(newest))));
        assertThat(back.path()).isEqualTo("/account/sessions");
    }

    @Test
    void nobodyIsLedAwayByTheAddressOfTheirReturn() {
        for (var back : List.of(
                "https://evil.example/",
                "//evil.example/account",
                "/account/../sign-out",
                "/account%2f..%2fx",
                "/sign-out",
                "/account?x=1",
                "/accounts")) {
            var visitor = Owner.portal().visitorFromElsewhere();
            visitor.get("/sign-in/ended?back=" + back);
            assertThat(visitor.cookies()).as(back).doesNotContainKey("__Host-after-sign-in");
        }
    }

    @Test
    void whoeverIsSignedInStillIsNotToldOtherwise() {
        var an = Owner.fresh();
        assertThat(an.browser().get("/sign-in/ended?back=/account/sessions").location())
                .isEqualTo("/account");
    }

    @Test
    void afterTwelveHoursItIsOverWhateverIsDone() {
        var an = Owner.fresh();
        Owner.portal().clock().shift(Duration.ofHours(11).plusMinutes(58));
        var page = an.browser().get("/account");
        assertThat(page.status()).isEqualTo(200);
        assertThat(Integer.parseInt(page.html().getElementById("stay").attr("data-idle")))
                .as("the end that comes first")
                .isLessThan(121);
        assertThat(page.text()).contains("dù đang làm gì");
        Owner.portal().clock().shift(Duration.ofMinutes(3));
        assertThat(an.presses("/account", "/account/stay").status()).isNotEqualTo(200);
        assertThat(Owner.isSignedIn(an.browser())).isFalse();
    }
}
