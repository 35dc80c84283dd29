package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Visitor.Answer;

/** Threat T07: nothing outside is asked and nothing is sent before a captcha was solved, once, for this very form. */
class NoCaptchaNoQuestionTest {

    private final RunningPortal portal = RunningPortal.shared();

    @Test
    void aCaptchaThatIsMissingOrEmptyOrWrongIsAskedAgainBesideItsField() {
        for (var captcha : List.of("", "   ", "000000", "12345", "abcdef", "1234567")) {
            var an = Citizen.fresh(portal);
            var visitor = portal.visitor();
            var answer = an.sendsDetails(visitor, an.beginsAt(visitor), Map.of("captcha", captcha));
            assertThat(answer.status()).as(captcha).isEqualTo(422);
            assertThat(answer.errorOf("captcha")).as(captcha).isNotEmpty();
            assertThat(answer.valueOf("fullName")).isEqualTo(an.person().fullName());
            notAsked(an, visitor);
        }
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var page = an.beginsAt(visitor);
        var withoutToken = new HashMap<>(visitor.fields(page, page.path(), an.details()));
        withoutToken.remove("captchaToken");
        assertThat(visitor.post(page.path(), withoutToken).errorOf("captcha")).isNotEmpty();
        notAsked(an, visitor);
    }

    @Test
    void aCaptchaSentTwiceOrInAnotherShapeIsNotRead() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var page = an.beginsAt(visitor);
        var filledIn = new HashMap<>(an.details());
        filledIn.put("captcha", an.solves(page));
        var form = Visitor.encode(visitor.fields(page, page.path(), filledIn));

        assertThat(visitor.postRaw(page.path(), form + "&captcha=" + an.solves(page))
                        .status())
                .isEqualTo(400);
        assertThat(visitor.postRaw(page.path(), form + "&captchaToken=x").status())
                .isEqualTo(400);
        assertThat(visitor.postRaw(page.path(), form.replace("captcha=", "captcha%5B%5D="))
                        .status())
                .isEqualTo(400);

        visitor.sending("X-CSRF-TOKEN", page.valueOf("_csrf"));
        for (var type :
                List.of("application/json", "text/plain", "multipart/form-data; boundary=x", "application/xml")) {
            var body = type.contains("json")
                    ? "{\"captcha\":null,\"nationalId\":\"" + an.person().nationalId() + "\"}"
                    : form;
            assertThat(visitor.request("POST", page.path(), type, body).status())
                    .as(type)
                    .isIn(400, 403, 409, 415, 422);
        }
        notAsked(an, visitor);
    }

    /** Somebody who sends the answer once more could be a second click: that one waits for a first that never ends. */
    @Test
    @Tag("slow")
    void anAnswerIsGoodOnce() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var page = an.beginsAt(visitor);
        var solved = an.solves(page);
        var refused = an.sendsDetails(
                visitor, page, Map.of("phone", Citizen.fresh(portal).person().phone()));
        assertThat(refused.status()).isEqualTo(422);

        var again = visitor.get(page.path());
        var fields = new HashMap<>(visitor.fields(again, again.path(), an.details()));
        fields.put("captcha", solved);
        fields.put("captchaToken", page.valueOf("captchaToken"));
        var replayed = visitor.post(again.path(), fields);
        assertThat(replayed.status()).isEqualTo(422);
        assertThat(replayed.errorOf("captcha")).contains("vừa được dùng");
        notAsked(an, visitor);
    }

    /** As people without script do while the operator thinks it over: each click takes the place of the one before. */
    @Test
    void clicksWhileTheFirstIsBeingAnsweredLeadWhereItLeads() throws Exception {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var page = an.beginsAt(visitor);
        var filledIn = new HashMap<>(an.details());
        filledIn.put("captcha", an.solves(page));
        for (var each : atOnce(5, () -> visitor.copy().submit(page, page.path(), filledIn))) {
            assertThat(each.status()).isEqualTo(303);
            assertThat(each.location()).isEqualTo("/register/mobile-subscriber/otp");
        }
        assertThat(portal.sandbox().sms(an.person().phone())).hasSize(1);
    }

    @Test
    void ofTwentyUsesAtOnceOneIsGood() throws Exception {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var page = an.beginsAt(visitor);
        var filledIn = new HashMap<>(an.details());
        filledIn.put("captcha", an.solves(page));
        filledIn.put("phone", Citizen.fresh(portal).person().phone());
        var answers = atOnce(20, () -> visitor.copy().submit(page, page.path(), filledIn));
        assertThat(answers)
                .filteredOn(each -> each.text().contains("không khớp với dữ liệu thuê bao"))
                .hasSize(1);
        assertThat(answers)
                .filteredOn(each -> each.status() == 409)
                .hasSize(19)
                .allSatisfy(each -> assertThat(each.text()).contains("gửi trang này hai lần"));
    }

    private static List<Answer> atOnce(int clicks, Callable<Answer> click) throws Exception {
        var together = new CountDownLatch(1);
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var sent = IntStream.range(0, clicks)
                    .mapToObj(i -> crowd.submit(() -> {
                        together.await();
                        return click.call();
                    }))
                    .toList();
            together.countDown();
            var answers = new ArrayList<Answer>();
            for (var each : sent) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    @Test
    void theAnswerStandsNowhereThatABrowserSees() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var page = an.beginsAt(visitor);
        var answer = an.solves(page);
        var token = page.valueOf("captchaToken");
        assertThat(page.body()).doesNotContain(answer);
        assertThat(page.headers().toString()).doesNotContain(answer);
        assertThat(visitor.cookies().toString()).doesNotContain(answer);
        for (var file : List.of("/captcha/" + token + ".png", "/captcha/" + token + ".wav?lang=vi")) {
            var served = visitor.get(file);
            assertThat(served.status()).isEqualTo(200);
            assertThat(served.headers().get("cache-control")).contains("no-store");
            assertThat(served.headers().toString()).doesNotContain(answer);
            assertThat(served.body()).doesNotContain(answer);
        }
    }

    private void notAsked(Citizen an, Visitor visitor) {
        assertThat(visitor.open("/register/mobile-subscriber/otp").path())
                .isEqualTo("/register/mobile-subscriber/details");
        assertThat(portal.sandbox().sms(an.person().phone())).isEmpty();
    }
}
