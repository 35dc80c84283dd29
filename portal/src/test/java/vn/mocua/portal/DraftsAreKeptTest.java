package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What was typed is kept where it should be, as long as it should be, and never mixed with somebody else's. */
@Tag("slow")
class DraftsAreKeptTest {

    private static final String AT = "/register/mobile-subscriber/";

    private final RunningPortal portal = RunningPortal.usual();

    @Test
    void aJourneySurvivesARestartAndGoesOnAtAnotherNode() {
        var shared = RunningPortal.shared();
        var an = Citizen.fresh(shared);
        var visitor = shared.visitor();
        Visitor elsewhere;
        try (var first = shared.anotherNode()) {
            elsewhere = visitor.ledTo(first.url());
            an.fillsInDetails(elsewhere);
            an.codeAfter("");
        }
        try (var second = shared.anotherNode()) {
            var resumed = elsewhere.ledTo(second.url());
            var otp = resumed.open(AT + "otp");
            assertThat(otp.path()).isEqualTo(AT + "otp");
            resumed.submit(otp, Map.of("otp", an.lastCode()));
            var back = resumed.ledTo(shared.url());
            var password = back.open(AT + "otp");
            assertThat(password.path()).isEqualTo(AT + "password");
            assertThat(back.follow(back.submit(password, an.passwords())).path())
                    .isEqualTo("/register/done");
        }
    }

    @Test
    void aDraftLivesHalfAnHourFromTheLastAnswer() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        an.fillsInDetails(visitor);
        portal.clock().shift(Duration.ofMinutes(29));
        assertThat(visitor.get(AT + "otp").status()).isEqualTo(200);

        portal.clock().shift(Duration.ofMinutes(2));
        var late = visitor.copy();
        var shown = visitor.get(AT + "otp");
        assertThat(shown.text()).contains("Lượt đăng ký đã hết thời gian", "30 phút");
        assertThat(shown.text()).doesNotContain(an.maskedPhone());
        assertThat(visitor.get(AT + "otp").location()).isEqualTo("/register");
        var sent = late.post(AT + "otp", Map.of("_csrf", late.open("/register").valueOf("_csrf"), "otp", "123456"));
        assertThat(sent.status()).isEqualTo(422);
        assertThat(sent.text()).contains("Lượt đăng ký đã hết thời gian");
    }

    @Test
    void andTwoHoursInAllHoweverOftenItIsAnswered() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var page = an.beginsAt(visitor);
        for (int i = 0; i < 4; i++) {
            portal.clock().shift(Duration.ofMinutes(28));
            page = an.sendsDetails(visitor, page, Map.of("captcha", "000000"));
            assertThat(page.status()).isEqualTo(422);
        }
        portal.clock().shift(Duration.ofMinutes(10));
        assertThat(visitor.get(AT + "details").text()).contains("nhiều nhất 2 giờ");
    }

    @Test
    void whoClosedTheBrowserIsAskedWhetherToResumeAndSeesMaskedDataOnly() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        an.fillsInDetails(visitor);
        visitor.cookies().remove("__Host-open");

        for (var address : new String[] {AT + "otp", AT + "details", AT + "password"}) {
            var asked = visitor.get(address);
            assertThat(asked.status()).isEqualTo(200);
            assertThat(asked.text())
                    .contains("Tiếp tục của ***" + an.person().nationalId().substring(9), "Bắt đầu lại")
                    .doesNotContain(
                            "****",
                            an.person().nationalId(),
                            an.person().fullName(),
                            an.person().birthDate());
            assertThat(asked.body())
                    .doesNotContain(an.person().phone(), an.person().fullName());
        }
        var resumed = visitor.follow(visitor.submit(visitor.get(AT + "otp"), AT + "resume", Map.of()));
        assertThat(resumed.path()).isEqualTo(AT + "otp");
        assertThat(visitor.get(AT + "details").valueOf("fullName"))
                .isEqualTo(an.person().fullName());
    }

    @Test
    void whoBeginsAnewFindsNothingOfTheFormerPerson() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var page = an.fillsInDetails(visitor);
        var before = visitor.copy();
        var home = visitor.follow(visitor.submit(page, AT + "restart", Map.of()));
        assertThat(home.path()).isEqualTo("/register");
        assertThat(home.text()).doesNotContain("lượt đăng ký chưa xong");
        var fresh = Citizen.fresh(portal).beginsAt(visitor);
        assertThat(fresh.valueOf("nationalId")).isEmpty();
        assertThat(before.get(AT + "details").body()).doesNotContain(an.person().nationalId());
    }

    @Test
    void afterAFinalRefusalBeginningAnewLeadsToTheChooser() {
        var an = Citizen.fresh(portal);
        an.registers(portal.visitorFromElsewhere());
        var visitor = portal.visitorFromElsewhere();
        var refused = an.arrivesAtPassword(visitor);
        assertThat(refused.text()).contains("Bạn đã có tài khoản");
        assertThat(visitor.get(AT + "password").text()).contains("Bạn đã có tài khoản");
        var home = visitor.follow(visitor.submit(refused, AT + "restart", Map.of()));
        assertThat(home.path()).isEqualTo("/register");
        assertThat(home.status()).isEqualTo(200);
    }

    @Test
    void twoTabsWithTwoPeopleNeverMix() {
        var an = Citizen.fresh(portal);
        var binh = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var first = an.beginsAt(visitor);
        var second = binh.beginsAt(visitor);

        var mixed = an.sendsDetails(visitor, first, Map.of());
        assertThat(mixed.status()).isEqualTo(409);
        assertThat(mixed.text()).contains("Trang này thuộc một lượt đăng ký khác");
        assertThat(mixed.body()).doesNotContain(an.person().nationalId());
        assertThat(portal.sandbox().sms(an.person().phone())).isEmpty();

        var otp = visitor.follow(binh.sendsDetails(visitor, second, Map.of()));
        assertThat(otp.text()).contains(binh.maskedPhone());
    }

    @Test
    void anOlderFormChangesNothingUnlessItSaysTheSame() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var page = an.beginsAt(visitor);
        var filledIn = new HashMap<>(an.details());
        filledIn.put("captcha", an.solves(page));
        assertThat(visitor.submit(page, page.path(), filledIn).location()).isEqualTo(AT + "otp");
        var newest = an.codeAfter("");

        var doubled = visitor.submit(page, page.path(), filledIn);
        assertThat(doubled.location()).isEqualTo(AT + "otp");

        filledIn.put("phone", Citizen.fresh(portal).person().phone());
        var older = visitor.submit(page, page.path(), filledIn);
        assertThat(older.status()).isEqualTo(409);
        assertThat(older.valueOf("phone")).isEqualTo(filledIn.get("phone"));
        assertThat(visitor.open(AT + "otp").text()).contains(an.maskedPhone());
        assertThat(an.lastCode()).isEqualTo(newest);
    }

    @Test
    void theOtherLanguageKeepsWhatWasTyped() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var wrong = an.sendsDetails(visitor, an.beginsAt(visitor), Map.of("birthDate", "31/02/1990"));
        assertThat(wrong.status()).isEqualTo(422);

        var english = visitor.open("/language/en?back=" + AT + "details");
        assertThat(english.html().selectFirst("html").attr("lang")).isEqualTo("en");
        assertThat(english.valueOf("fullName")).isEqualTo(an.person().fullName());
        assertThat(english.valueOf("birthDate")).isEqualTo("31/02/1990");
        assertThat(english.valueOf("nationalId")).isEqualTo(an.person().nationalId());
        assertThat(english.html().selectFirst("[name=consent]").hasAttr("checked"))
                .isTrue();
    }

    @Test
    void whoMistypedThePhoneGoesBackCorrectsItAndGetsACodeThere() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitorFromElsewhere();
        var typo = Citizen.fresh(portal);
        assertThat(an.fillsInDetails(visitor, Map.of("phone", typo.person().phone()))
                        .status())
                .isEqualTo(422);
        var mended = visitor.follow(an.sendsDetails(visitor, visitor.get(AT + "details"), Map.of()));
        assertThat(mended.path()).isEqualTo(AT + "otp");
        var former = an.codeAfter("");

        var back = visitor.get(mended.html().select("a[href=" + AT + "details]").attr("href"));
        assertThat(back.valueOf("phone")).isEqualTo(an.person().phone());
        // The phone is right by now: what came there is good, and nothing more is sent.
        var again = visitor.follow(an.sendsDetails(visitor, back, Map.of("email", "an@hop-thu.example")));
        var password = visitor.follow(visitor.submit(again, Map.of("otp", former)));
        assertThat(password.path()).isEqualTo(AT + "password");

        // Back once more: the phone that was answered is to be answered again.
        visitor.follow(an.sendsDetails(visitor, visitor.get(AT + "details"), Map.of()));
        assertThat(visitor.open(AT + "password").path()).isEqualTo(AT + "otp");
    }
}
