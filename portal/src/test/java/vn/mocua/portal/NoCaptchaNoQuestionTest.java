package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
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

    @Test
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
        assertThat(replayed.errorOf("captcha")).isNotEmpty();
        notAsked(an, visitor);
    }

    @Test
    void ofTwentyUsesAtOnceOneIsGood() throws Exception {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var page = an.beginsAt(visitor);
        var filledIn = new HashMap<>(an.details());
        filledIn.put("captcha", an.solves(page));
        filledIn.put("phone", Citizen.fresh(portal).person().phone());
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var together = new CountDownLatch(1);
            Callable<Answer> use = () -> {
                together.await();
                return visitor.copy().submit(page, page.path(), filledIn);
            };
            var answers =
                    IntStream.range(0, 20).mapToObj(i -> crowd.submit(use)).toList();
            together.countDown();
            var asked = 0;
            for (var each : answers) {
                if (each.get().text().contains("không khớp với dữ liệu thuê bao")) {
                    asked++;
                } else {
                    assertThat(each.get().status()).isIn(303, 409, 422);
                }
            }
            assertThat(asked).isEqualTo(1);
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
