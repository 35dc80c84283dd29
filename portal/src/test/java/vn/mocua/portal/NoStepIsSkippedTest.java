package vn.mocua.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import vn.mocua.portal.Visitor.Answer;

/** Threat T04: every request in every state; only the steps that are due, or back, lead anywhere. */
@Tag("slow")
class NoStepIsSkippedTest {

    private static final String AT = "/register/mobile-subscriber/";

    private final RunningPortal portal = RunningPortal.shared();

    private enum State {
        NOWHERE,
        DETAILS,
        OTP,
        PASSWORD,
        DONE
    }

    /** Somebody's browser at one of the states, and the page it shows. */
    private record Browser(Citizen citizen, Visitor visitor, Answer page) {}

    @Test
    void everyRequestInEveryState() {
        var requests = new HashMap<String, BiFunction<Browser, Map<String, String>, Answer>>();
        for (var step : List.of("details", "otp", "password", "nothing", "done")) {
            requests.put("GET " + step, (browser, hidden) -> browser.visitor().get(AT + step));
            requests.put("POST " + step, (browser, hidden) -> post(browser, step, hidden));
            requests.put(
                    "POST " + step + "/again",
                    (browser, hidden) -> browser.visitor().post(AT + step + "/again", hidden));
        }
        requests.put(
                "GET /register/done", (browser, hidden) -> browser.visitor().get("/register/done"));
        requests.put("POST resume", (browser, hidden) -> browser.visitor().post(AT + "resume", hidden));

        var edges = Map.of(
                State.NOWHERE, Set.of(),
                State.DETAILS, Set.of("POST details"),
                // The code that is sent is wrong, another may not be sent yet, and for the same details as before the
                // one
                // that is out already holds: none of them moves anything on.
                State.OTP, Set.of(),
                State.PASSWORD, Set.of("POST details", "POST password"),
                State.DONE, Set.of());
        var moved = new ArrayList<String>();
        for (var state : State.values()) {
            for (var request : requests.keySet()) {
                var browser = at(state);
                var before = standing(browser);
                var answer = requests.get(request).apply(browser, hidden(browser));
                assertThat(answer.status())
                        .as("%s at %s", request, state)
                        .isIn(200, 303, 307, 400, 404, 405, 409, 422, 429);
                if (!standing(browser).equals(before)) {
                    moved.add(request + " at " + state);
                }
            }
        }
        var allowed = edges.entrySet().stream()
                .flatMap(state -> state.getValue().stream().map(request -> request + " at " + state.getKey()))
                .toList();
        assertThat(moved).containsExactlyInAnyOrderElementsOf(allowed);
    }

    @Test
    void aStepThatComesTooEarlyLeadsToTheOneThatIsDue() {
        var browser = at(State.OTP);
        assertThat(browser.visitor().open(AT + "password").path()).isEqualTo(AT + "otp");
        assertThat(browser.visitor().open("/register/done").path()).isEqualTo("/register");
        assertThat(at(State.DETAILS).visitor().open(AT + "password").path()).isEqualTo(AT + "details");
        assertThat(portal.visitor().open(AT + "password").path()).isEqualTo("/register");
        assertThat(at(State.DONE).visitor().open(AT + "details").path()).isEqualTo("/register/done");
    }

    @Test
    void theAddressOfAWayWithoutAStepLeadsToTheOneThatIsDue() {
        var bare = AT.substring(0, AT.length() - 1);
        assertThat(portal.visitor().open(bare).path()).isEqualTo("/register");
        assertThat(at(State.OTP).visitor().open(bare).path()).isEqualTo(AT + "otp");
        assertThat(at(State.OTP).visitor().open(AT).path()).isEqualTo(AT + "otp");
        assertThat(at(State.DONE).visitor().open(bare).path()).isEqualTo("/register/done");
    }

    private Browser at(State state) {
        var citizen = Citizen.fresh(portal);
        var visitor = portal.visitor();
        var page = switch (state) {
            case NOWHERE -> visitor.open("/register");
            case DETAILS -> citizen.beginsAt(visitor);
            case OTP -> {
                var otp = citizen.fillsInDetails(visitor);
                citizen.codeAfter("");
                yield otp;
            }
            case PASSWORD -> citizen.arrivesAtPassword(visitor);
            case DONE -> citizen.registers(visitor);
        };
        return new Browser(citizen, visitor, page);
    }

    /** What a page of that state would send along unseen. */
    private static Map<String, String> hidden(Browser browser) {
        var hidden = new HashMap<String, String>();
        browser.page()
                .html()
                .select("main form input[type=hidden]")
                .forEach(input -> hidden.put(input.attr("name"), input.attr("value")));
        hidden.keySet().retainAll(Set.of("_csrf", "draft", "version"));
        if (!hidden.containsKey("_csrf")) {
            hidden.put("_csrf", browser.visitor().open("/register").valueOf("_csrf"));
        }
        return hidden;
    }

    private Answer post(Browser browser, String step, Map<String, String> hidden) {
        var fields = new HashMap<>(hidden);
        switch (step) {
            case "details" -> {
                fields.putAll(browser.citizen().details());
                var shown = browser.visitor().get(AT + "details");
                if (shown.status() == 200 && !shown.valueOf("captchaToken").isEmpty()) {
                    fields.put("captchaToken", shown.valueOf("captchaToken"));
                    fields.put("captcha", browser.citizen().solves(shown));
                }
            }
            case "otp" -> {
                var sent = browser.citizen().newestSms().isEmpty()
                        ? "123456"
                        : Citizen.wrong(browser.citizen().lastCode());
                fields.put("otp", sent);
            }
            case "password" -> fields.putAll(browser.citizen().passwords());
            default -> {}
        }
        return browser.visitor().post(AT + step, fields);
    }

    /** What is known and done: where the person stands, what was sent to them, and whether they have an account. */
    private String standing(Browser browser) {
        var cookie = browser.visitor().cookies().get("__Host-register");
        var draft = cookie == null ? "" : cookie.split("\\.")[0];
        var row = draft.isEmpty()
                ? "none"
                : JdbcClient.create(portal.database().asOwner())
                        .sql("select generation || ' ' || coalesce(ending, 'open') from journey_draft where id ="
                                + " ?::uuid")
                        .param(draft)
                        .query(String.class)
                        .optional()
                        .orElse("none");
        var due = browser.visitor().copy().get(AT + "otp").location();
        return row + " " + due + " "
                + portal.sandbox().sms(browser.citizen().person().phone()).stream()
                        .filter(sms -> sms.text().contains("DANG KY"))
                        .count()
                + " " + portal.rows("account");
    }
}
