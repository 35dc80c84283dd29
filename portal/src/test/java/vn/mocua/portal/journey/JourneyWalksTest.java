package vn.mocua.portal.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.mocua.portal.Citizen;
import vn.mocua.portal.RunningPortal;
import vn.mocua.portal.Visitor;
import vn.mocua.portal.Visitor.Answer;

/**
 * People click in any order: back, reload, two tabs, twice, too early, with the form of ten minutes ago. Whatever they
 * do, the answer is a page of ours, and in the end there is one account.
 */
class JourneyWalksTest {

    private static final Set<Integer> RIGHT = Set.of(200, 303, 409, 422, 429);
    private static final String AT = "/register/mobile-subscriber/";

    private final RunningPortal portal = RunningPortal.shared();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34})
    void anyOrderOfClicksMeetsARightPage(long seed) {
        var random = new Random(seed);
        var an = Citizen.fresh(portal);
        var browser = portal.visitor();
        var seen = new ArrayList<Answer>(List.of(an.beginsAt(browser)));
        var told = new ArrayList<String>();
        for (int click = 0; click < 40; click++) {
            var answer = click(random, an, browser, seen, told);
            assertThat(RIGHT).as("seed %d after %s", seed, told).contains(answer.status());
            var page = browser.follow(answer);
            assertThat(RIGHT)
                    .as("seed %d after %s, at %s", seed, told, page.path())
                    .contains(page.status());
            assertThat(page.text()).as("seed %d after %s", seed, told).doesNotContain("Exception");
            if (!page.html().select("form[action^=" + AT + "]").isEmpty()) {
                seen.add(page);
            }
        }
        arrives(an, browser);
    }

    private Answer click(Random random, Citizen an, Visitor browser, List<Answer> seen, List<String> told) {
        var page = seen.get(random.nextInt(4) == 0 ? random.nextInt(seen.size()) : seen.size() - 1);
        var step = List.of("details", "otp", "password").get(random.nextInt(3));
        return switch (random.nextInt(12)) {
            case 0 -> told(told, "opens " + step, browser.get(AT + step));
            case 1 -> told(told, "opens the chooser", browser.get("/register"));
            case 2 -> told(told, "opens done", browser.get("/register/done"));
            case 3 -> told(told, "asks for the other language", browser.get("/language/en?back=" + AT + step));
            case 4 -> told(told, "sends nothing to " + step, browser.post(AT + step, frame(browser, page)));
            case 5 ->
                told(
                        told,
                        "begins anew",
                        browser.submit(
                                browser.open("/register"),
                                "/register",
                                Map.of("kind", "citizen", "method", "mobile-subscriber")));
            case 6 -> told(told, "wants another code", browser.post(AT + step + "/again", frame(browser, page)));
            case 7 -> told(told, "restarts", browser.post(AT + "restart", frame(browser, page)));
            case 8 -> told(told, "resumes", browser.post(AT + "resume", frame(browser, page)));
            default -> told(told, "fills in " + page.path(), fillsIn(an, browser, page));
        };
    }

    /** What every form of that page sends along. */
    private static Map<String, String> frame(Visitor browser, Answer page) {
        var frame = browser.fields(page, "", Map.of());
        frame.keySet().retainAll(Set.of("_csrf", "draft", "version"));
        return frame;
    }

    private static Answer told(List<String> told, String what, Answer answer) {
        told.add(what + " → " + answer.status());
        return answer;
    }

    /** Whatever the form on that page asks, be it current or ten clicks old. */
    private Answer fillsIn(Citizen an, Visitor browser, Answer page) {
        var answers = new HashMap<String, String>();
        var action = page.html().select("main form").attr("action");
        if (page.html().selectFirst("[name=nationalId]") != null) {
            answers.putAll(an.details());
            answers.put(
                    "captcha",
                    portal.sandbox().captcha(page.valueOf("captchaToken")).orElse("000000"));
        } else if (page.html().selectFirst("[name=otp]") != null) {
            answers.put("otp", portal.sandbox().sms(an.person().phone()).isEmpty() ? "123456" : an.lastCode());
        } else if (page.html().selectFirst("[name=password]") != null) {
            answers.put("password", "zu kurz"); // the end is for the straight way below
            answers.put("passwordConfirmation", "zu kurz");
        }
        return browser.submit(page, action, answers);
    }

    /** From wherever the clicks have led, the straight way still leads to the end, or to a time to try again. */
    private void arrives(Citizen an, Visitor browser) {
        var page = an.fillsInDetails(browser);
        assertThat(page.path()).isEqualTo(AT + "otp");
        if (portal.sandbox().sms(an.person().phone()).size() < 5) {
            page = browser.follow(browser.submit(page, Map.of("otp", an.lastCode())));
            if (page.path().equals(AT + "password")) {
                page = browser.follow(browser.submit(page, an.passwords()));
                assertThat(page.path()).isEqualTo("/register/done");
            }
        }
    }
}
