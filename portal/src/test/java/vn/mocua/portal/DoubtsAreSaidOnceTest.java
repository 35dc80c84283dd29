package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.mocua.portal.Visitor.Answer;
import vn.mocua.portal.page.Language;
import vn.mocua.portal.page.Texts;

/** Cards with odd numbers exist: what looks wrong with one is said beside it, once, and stops nobody (threat T10). */
class DoubtsAreSaidOnceTest {

    private static final String AT = "/register/mobile-subscriber/";

    private final RunningPortal portal = RunningPortal.shared();
    private final Texts texts = portal.bean(Texts.class);

    private record Odd(String key, String nationalId, String birthDate) {}

    private static final List<Odd> ODD = List.of(
            new Odd("nationalId.warning.province", "999090000001", "12/03/1990"),
            new Odd("nationalId.warning.year", "051090000001", "12/03/1991"),
            new Odd("nationalId.warning.century", "051290000001", "12/03/1990"));

    @Test
    void whatLooksWrongIsSaidBesideTheFieldInBothLanguagesAndNothingIsAsked() {
        for (var odd : ODD) {
            for (var language : Language.values()) {
                var an = Citizen.fresh(portal);
                var visitor = portal.visitor();
                visitor.cookies().put("__Host-lang", language.tag());
                var page = an.beginsAt(visitor);
                var captcha = an.solves(page);
                var filledIn = filledIn(an, odd, captcha);

                var said = visitor.submit(page, page.path(), filledIn);
                assertThat(said.status()).as(odd.key()).isEqualTo(422);
                assertThat(doubtOf(said)).contains(texts.text(language, odd.key()));
                assertThat(said.errorOf("nationalId")).isEmpty();
                assertThat(said.html().getElementById("nationalId").attr("aria-describedby"))
                        .contains("nationalId-doubt");
                assertThat(said.valueOf("nationalId")).isEqualTo(odd.nationalId());
                assertThat(said.valueOf("captcha")).as("solved once").isEqualTo(captcha);
                assertThat(said.valueOf("captchaToken")).isEqualTo(page.valueOf("captchaToken"));

                // The operator knows nobody with that number: the one refusal, as for every other mistake.
                var refused = visitor.submit(said, page.path(), filledIn);
                assertThat(refused.status()).isEqualTo(422);
                assertThat(refused.html().select("[id$=-doubt]")).isEmpty();
                assertThat(refused.text()).contains(texts.text(language, "refusal.no-match.title"));
            }
        }
    }

    @Test
    void anotherOddNumberIsDoubtedAnewAndARightOneIsNot() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var page = an.beginsAt(visitor);
        var first = visitor.submit(page, page.path(), filledIn(an, ODD.get(0), an.solves(page)));
        var second = visitor.submit(first, page.path(), filledIn(an, ODD.get(1), an.solves(first)));
        assertThat(doubtOf(second)).contains(texts.text(Language.VI, ODD.get(1).key()));

        var right = new HashMap<>(an.details());
        right.put("captcha", an.solves(second));
        assertThat(visitor.submit(second, page.path(), right).location()).isEqualTo(AT + "otp");
    }

    @Test
    void whatIsWrongIsSaidBeforeWhatIsDoubted() {
        var an = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var page = an.beginsAt(visitor);
        var answer = visitor.submit(
                page, page.path(), filledIn(an, new Odd("", ODD.get(0).nationalId(), "12/03/2090"), an.solves(page)));
        assertThat(answer.errorOf("birthDate")).endsWith(texts.text(Language.VI, "birthDate.future"));
        assertThat(answer.html().select("[id$=-doubt]")).isEmpty();
    }

    private static Map<String, String> filledIn(Citizen an, Odd odd, String captcha) {
        var filledIn = new HashMap<>(an.details());
        filledIn.put("nationalId", odd.nationalId());
        filledIn.put("birthDate", odd.birthDate());
        filledIn.put("captcha", captcha);
        return filledIn;
    }

    private static String doubtOf(Answer answer) {
        var doubt = answer.html().getElementById("nationalId-doubt");
        return doubt == null ? "" : doubt.text();
    }
}
